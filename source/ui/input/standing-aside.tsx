import {useInput} from 'ink';
import {type ReactElement, type ReactNode, useEffect, useRef} from 'react';
import type {Shell, Terminal} from '../../core/ports.ts';
import {useTerminal} from './use-terminal.ts';

/** How a page goes to the shell and comes back; `quiet` as of the calls to a person who is away. */
export type Aside = {shell: Shell; quiet?(terminal: Terminal): Terminal};

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
	const lend = (task: () => Promise<void>) => {
		if (lent.current) return;
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
	return <>{children}</>;
}
