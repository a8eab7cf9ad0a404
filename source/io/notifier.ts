/** Bell, notification and window title: sequences that go past the screen, straight to the terminal. */
import type {Notifier} from '../core/ports.ts';
import {ownSequence, type Sequence} from '../core/sequence.ts';
import {makeVisible} from '../core/visible.ts';

/** `bell` rings only; `none` does nothing at all. */
export type NotifyHow = 'all' | 'bell' | 'none';

type Abilities = {
	/** OSC 2, its stack (XTWINOPS 22 and 23), and focus reports (mode 1004). */
	window: boolean;
	/** OSC 9, which iTerm2 began and others took over. */
	notification: boolean;
};

/** What is longer is cut by whoever shows it. */
const longest = 120;

const bell = '\u0007';

/**
 * `write` goes to the terminal. Where a terminal is known to print what it does not know (the Linux console), or to
 * swallow it (a multiplexer), less is sent; the bell always is.
 */
export function createNotifier({
	how,
	environment,
	write,
}: {
	how: NotifyHow;
	environment: Record<string, string | undefined>;
	write(sequence: Sequence): void;
}): Notifier {
	const {window, notification} = abilitiesOf(environment);
	const reports = window && how !== 'none';
	const titles = window && how === 'all';
	let begun = false;
	let title: string | null = null;
	const send = (text: string) => write(ownSequence(text));
	function show(): void {
		if (begun && titles && title !== null) send(`\u001B]2;${safe(title)}${bell}`);
	}

	return {
		begin() {
			if (begun) return;
			begun = true;
			send(`${titles ? '\u001B[22;2t' : ''}${reports ? '\u001B[?1004h' : ''}`);
			show();
		},
		end() {
			if (!begun) return;
			begun = false;
			// Where there is no stack of titles the empty one stays, and ours does not.
			send(`${reports ? '\u001B[?1004l' : ''}${titles ? `\u001B]2;${bell}\u001B[23;2t` : ''}`);
		},
		title(text) {
			title = text;
			show();
		},
		call(text) {
			if (how === 'none') return;
			send(notification && how === 'all' ? `${bell}\u001B]9;${safe(text)}${bell}` : bell);
		},
	};
}

function abilitiesOf({TERM = '', TMUX, STY}: Record<string, string | undefined>): Abilities {
	const plain = /^(dumb|linux|vt\d|cons25|ansi)/.test(TERM);
	const tmux = Boolean(TMUX) || /^tmux/.test(TERM);
	const screen = !tmux && (STY !== undefined || /^screen/.test(TERM));
	return {window: !plain && !screen, notification: !plain && !screen && !tmux};
}

/** On one line, without a control character that could end the sequence or begin another. */
function safe(text: string): string {
	const visible = (piece: string) => makeVisible(piece, {keepNewlines: false});
	// Once more: half an emoji would end in a joiner that nobody sees.
	return visible([...visible(text)].slice(0, longest).join(''));
}
