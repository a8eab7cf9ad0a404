import {useInput} from 'ink';
import {
	createContext,
	type ReactElement,
	type ReactNode,
	useContext,
	useEffect,
	useRef,
	useState,
} from 'react';
import type {Shell, Terminal} from '../../core/ports.ts';
import {useTerminal} from './use-terminal.ts';

/** How a page goes to the shell and comes back; `quiet` as of the calls to a person who is away. */
export type Aside = {shell: Shell; quiet?(terminal: Terminal): Terminal};

const PageTerminal = createContext<Terminal | null>(null);

/** The terminal of a page: while it is lent to another program, the page does not stand aside. */
export function usePageTerminal(): Terminal {
	const own = useTerminal();
	return useContext(PageTerminal) ?? own;
}

/** Has any page stand aside at Ctrl-Z, and when the shell wants it; back again, it is drawn anew. */
export function StandingAside({
	aside: {shell, quiet},
	children,
}: {
	aside: Aside;
	children: ReactNode;
}): ReactElement {
	const own = useTerminal();
	const lent = useRef(false);
	/** Another program has the terminal, and the shell's wishes are its own. */
	const away = useRef(false);
	const [page] = useState<Terminal>(() => ({
		lend: task =>
			own.lend(async () => {
				away.current = true;
				try {
					return await task();
				} finally {
					away.current = false;
				}
			}),
	}));
	const lend = (task: () => Promise<void>) => {
		if (lent.current || away.current) return;
		lent.current = true;
		const terminal = quiet ? quiet(own) : own;
		// What fails here is the screen's end, which tells by itself.
		void terminal
			.lend(task)
			.catch(() => undefined)
			.finally(() => {
				lent.current = false;
			});
	};
	const latest = useRef(lend);
	latest.current = lend;
	useEffect(
		() =>
			shell.listen({
				asked() {
					if (away.current) return false;
					latest.current(shell.standAside);
					return true;
				},
				back: () => latest.current(async () => undefined),
			}),
		[shell],
	);
	useInput((input, {ctrl}) => {
		if (ctrl && input === 'z') lend(shell.standAside);
	});
	return <PageTerminal value={page}>{children}</PageTerminal>;
}
