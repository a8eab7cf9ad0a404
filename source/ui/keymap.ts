/** The one table of keys: what is handled, what the foot shows and what the help lists all come from it. */
import type {EditorAction} from './line/line-editor.ts';
import type {Actions, Facts} from './run/actions.ts';
import {keepable} from './run/keepable.ts';
import type {Mode, Screen} from './run/screen.ts';

export type KeyEntry = {
	/** Names of keystrokes. */
	keys: readonly string[];
	/** How they are written. */
	shown: string;
	/** A line of the help; null where another key's line tells of it. */
	meaning: string | null;
	/** The heading in the help. */
	group: 'Move' | 'Look' | 'Run' | 'Review' | 'Failure' | 'Consent' | 'Budget' | 'Typing' | 'Confirm';
	modes: readonly Mode[];
	/** A short word for the foot; without it the key is in the help only. */
	foot?: string | ((facts: Facts) => string);
	/** Deaf at first, when a request opened by itself. */
	decides?: true;
	/** Why it does nothing now; null if it works. */
	off?(facts: Facts): string | null;
	act(actions: Actions): void;
};

const free: readonly Mode[] = ['browse', 'question', 'review', 'failure', 'consent', 'budget'];
const readable: readonly Mode[] = [...free, 'help'];
const typed: readonly Mode[] = ['line'];

const finished = ({state}: Facts) => (state.status === 'running' ? null : 'The run is over.');

type Edit = Exclude<EditorAction['type'], 'insert'>;

/** A key that moves in the line, or takes from it. */
function typing(keys: readonly string[], shown: string, meaning: string, type: Edit): KeyEntry {
	return {keys, shown, meaning, group: 'Typing', modes: typed, act: on => on.type({type})};
}

export const keymap: readonly KeyEntry[] = [
	// What decides comes first, so that the foot begins with it.
	{
		keys: ['enter', 'i'],
		shown: 'enter',
		meaning: null,
		group: 'Typing',
		modes: ['question'],
		foot: 'answer',
		act: on => on.write(),
	},
	{
		keys: ['a'],
		shown: 'a',
		meaning: 'approve the output',
		group: 'Review',
		modes: ['review'],
		foot: 'approve',
		decides: true,
		act: on => on.approve(false),
	},
	{
		keys: ['e', 'E'],
		shown: 'e',
		meaning: 'edit in your editor; saving approves it',
		group: 'Review',
		modes: ['review'],
		foot: 'edit and approve',
		decides: true,
		act: on => on.editOutput(),
	},
	{
		keys: ['r'],
		shown: 'r',
		meaning: 'redo it, with your feedback',
		group: 'Review',
		modes: ['review'],
		foot: 'redo',
		decides: true,
		act: on => on.redo(),
	},
	{
		keys: ['A'],
		shown: 'A',
		meaning: 'approve this and the rest of the run',
		group: 'Review',
		modes: ['review'],
		foot: 'approve the rest',
		decides: true,
		act: on => on.approve(true),
	},
	{
		keys: ['a'],
		shown: 'a',
		meaning: 'keep the version of an earlier attempt',
		group: 'Failure',
		modes: ['failure'],
		foot: ({state, screen}) => `keep ${keepable(screen, state) ?? ''}`,
		decides: true,
		off: ({state, screen}) =>
			keepable(screen, state) === null ? 'There is no earlier version to keep.' : null,
		act: on => on.keep(),
	},
	{
		keys: ['r'],
		shown: 'r',
		meaning: 'try again, with a hint if you have one',
		group: 'Failure',
		modes: ['failure'],
		foot: 'retry',
		decides: true,
		act: on => on.retry(),
	},
	{
		keys: ['w'],
		shown: 'w',
		meaning: 'write the output by hand, in your editor',
		group: 'Failure',
		modes: ['failure'],
		foot: 'write by hand',
		decides: true,
		act: on => on.writeByHand(),
	},
	{
		keys: ['S'],
		shown: 'S',
		meaning: 'skip it; what needs it is blocked (asks)',
		group: 'Failure',
		modes: ['failure'],
		foot: 'skip',
		decides: true,
		act: on => on.skip(),
	},
	{
		keys: ['Y'],
		shown: 'Y',
		meaning: 'allow it this once',
		group: 'Consent',
		modes: ['consent'],
		foot: 'once',
		decides: true,
		act: on => on.allow('once'),
	},
	{
		keys: ['T'],
		shown: 'T',
		meaning: 'allow its kind for the rest of this run',
		group: 'Consent',
		modes: ['consent'],
		foot: 'rest of the run',
		decides: true,
		act: on => on.allow('rest of run'),
	},
	{
		keys: ['N'],
		shown: 'N',
		meaning: 'refuse it',
		group: 'Consent',
		modes: ['consent'],
		foot: 'refuse',
		decides: true,
		act: on => on.refuse(),
	},
	{
		keys: ['r'],
		shown: 'r',
		meaning: 'raise the budget and go on',
		group: 'Budget',
		modes: ['budget'],
		foot: 'raise',
		decides: true,
		act: on => on.raise(),
	},
	{
		keys: ['x'],
		shown: 'x',
		meaning: 'stop the run here (asks)',
		group: 'Run',
		modes: ['review', 'failure', 'budget'],
		foot: 'stop',
		decides: true,
		act: on => on.stop(),
	},

	{
		keys: ['y', 'Y'],
		shown: 'y',
		meaning: 'yes',
		group: 'Confirm',
		modes: ['confirm'],
		foot: 'yes',
		act: on => on.confirmed(true),
	},
	{
		keys: ['n', 'N', 'esc'],
		shown: 'n',
		meaning: 'no, go back',
		group: 'Confirm',
		modes: ['confirm'],
		foot: 'no',
		act: on => on.confirmed(false),
	},

	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'begin the answer, or send what you typed',
		group: 'Typing',
		modes: typed,
		foot: 'send',
		decides: true,
		act: on => on.send(),
	},
	{
		keys: ['ctrl-j'],
		shown: 'ctrl-j',
		meaning: 'a new line',
		group: 'Typing',
		modes: typed,
		foot: 'new line',
		act: on => on.type({type: 'insert', text: '\n'}),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'leave the line; the draft is kept',
		group: 'Typing',
		modes: typed,
		foot: 'leave, draft kept',
		act: on => on.leaveLine(),
	},
	typing(['left', 'ctrl-b'], 'left', 'one character back', 'left'),
	typing(['right', 'ctrl-f'], 'right', 'one character on', 'right'),
	typing(['up'], 'up', 'one line up', 'up'),
	typing(['down'], 'down', 'one line down', 'down'),
	typing(['alt-b', 'ctrl-left', 'alt-left'], 'alt-b', 'one word back', 'word-left'),
	typing(['alt-f', 'ctrl-right', 'alt-right'], 'alt-f', 'one word on', 'word-right'),
	typing(['home', 'ctrl-a'], 'ctrl-a', 'to the start of the line', 'home'),
	typing(['end', 'ctrl-e'], 'ctrl-e', 'to the end of the line', 'end'),
	typing(['backspace'], 'backspace', 'delete the character before', 'backspace'),
	typing(['delete', 'ctrl-d'], 'ctrl-d', 'delete the character under the cursor', 'delete'),
	typing(['ctrl-w', 'alt-backspace'], 'ctrl-w', 'delete the word before', 'kill-word'),
	typing(['ctrl-u'], 'ctrl-u', 'delete to the start of the line', 'kill-to-start'),
	typing(['ctrl-k'], 'ctrl-k', 'delete to the end of the line', 'kill-to-end'),

	{
		keys: ['up', 'k'],
		shown: 'up k',
		meaning: 'up: the selection, or the text',
		group: 'Move',
		modes: readable,
		act: on => on.move(-1),
	},
	{
		keys: ['down', 'j'],
		shown: 'down j',
		meaning: 'down: the selection, or the text',
		group: 'Move',
		modes: readable,
		act: on => on.move(1),
	},
	{
		keys: ['left', 'h'],
		shown: 'left h',
		meaning: 'to the list',
		group: 'Move',
		modes: free,
		act: on => on.focus('list'),
	},
	{
		keys: ['right', 'l'],
		shown: 'right l',
		meaning: 'to the inspector',
		group: 'Move',
		modes: free,
		act: on => on.focus('inspector'),
	},
	{
		keys: ['g', 'home'],
		shown: 'g',
		meaning: 'to the top',
		group: 'Move',
		modes: free,
		act: on => on.edge('first'),
	},
	{
		keys: ['G', 'end'],
		shown: 'G',
		meaning: 'to the bottom, along with what grows',
		group: 'Move',
		modes: free,
		act: on => on.edge('last'),
	},
	{
		keys: ['pageup', 'ctrl-u'],
		shown: 'PgUp',
		meaning: 'the text one page up',
		group: 'Move',
		modes: readable,
		act: on => on.page(-1),
	},
	{
		keys: ['pagedown', 'ctrl-d'],
		shown: 'PgDn',
		meaning: 'the text one page down',
		group: 'Move',
		modes: readable,
		act: on => on.page(1),
	},
	{
		keys: ['pageup'],
		shown: 'PgUp',
		meaning: 'the text above one page up',
		group: 'Typing',
		modes: typed,
		act: on => on.page(-1),
	},
	{
		keys: ['pagedown'],
		shown: 'PgDn',
		meaning: 'the text above one page down',
		group: 'Typing',
		modes: typed,
		act: on => on.page(1),
	},

	{
		keys: ['m'],
		shown: 'm',
		meaning: 'to the next that needs you',
		group: 'Run',
		modes: free,
		foot: 'next for you',
		off: ({pending, screen}) =>
			pending.some(request => request.id !== screen.open?.id) ? null : 'Nothing else waits for you.',
		act: on => on.next(),
	},
	{
		keys: ['space'],
		shown: 'space',
		meaning: 'pause what has not begun; again: go on',
		group: 'Run',
		modes: free,
		foot: ({state}) => (state.paused ? 'go on' : 'pause'),
		off: finished,
		act: on => on.togglePause(),
	},
	{
		keys: ['tab', 'shift-tab'],
		shown: 'tab',
		meaning: 'the other pane',
		group: 'Look',
		modes: free,
		foot: 'pane',
		act: on => on.switchPane(),
	},
	{
		keys: ['<', ','],
		shown: '< >',
		meaning: 'the tab before, the next tab',
		group: 'Look',
		modes: free,
		foot: 'tabs',
		act: on => on.tab(-1),
	},
	{
		keys: ['>', '.'],
		shown: '>',
		meaning: null,
		group: 'Look',
		modes: free,
		act: on => on.tab(1),
	},
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'to the text; again: the whole width for it',
		group: 'Look',
		modes: ['browse', 'review', 'failure', 'consent', 'budget'],
		act: on => on.zoom(),
	},
	{
		keys: ['y'],
		shown: 'y',
		meaning: 'copy the raw text',
		group: 'Look',
		modes: free,
		foot: 'copy',
		act: on => on.copy(),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'back; in the list: follow what runs again',
		group: 'Look',
		modes: free,
		act: on => on.back(),
	},
	{
		keys: ['?'],
		shown: '?',
		meaning: 'every key',
		group: 'Look',
		modes: free,
		act: on => on.help(true),
	},
	{
		keys: ['?', 'esc', 'q', 'enter', 'space'],
		shown: 'esc',
		meaning: 'close the help',
		group: 'Look',
		modes: ['help'],
		foot: 'close',
		act: on => on.help(false),
	},
	{
		keys: ['q'],
		shown: 'q',
		meaning: 'leave (asks while the run goes on)',
		group: 'Run',
		modes: free,
		foot: 'leave',
		act: on => on.quit(),
	},
	{
		keys: ['ctrl-c'],
		shown: 'ctrl-c',
		meaning: 'pause; twice leaves',
		group: 'Run',
		modes: [...free, 'line', 'confirm', 'help', 'cramped'],
		act: on => on.interrupt(),
	},
];

/** The entry that a keystroke means in a mode. */
export function findKey(name: string, mode: Mode): KeyEntry | null {
	return keymap.find(entry => entry.modes.includes(mode) && entry.keys.includes(name)) ?? null;
}

/** A deciding key that is pressed when a request has only just come was meant for what was there before; in a line that was touched it was not. */
export function isDeaf({decides}: KeyEntry, {deafUntil, typing}: Screen, now: number): boolean {
	const touched = typing !== null && typing.editor.text !== typing.offered;
	return decides === true && !touched && now < deafUntil;
}

/** What the foot shows: the keys that work now and a word for each, the deciding ones first. */
export function footKeys(mode: Mode, facts: Facts): {entry: KeyEntry; word: string}[] {
	return keymap.flatMap(entry => {
		const {foot, modes, off} = entry;
		if (foot === undefined || !modes.includes(mode) || (off?.(facts) ?? null) !== null) return [];
		return [{entry, word: typeof foot === 'string' ? foot : foot(facts)}];
	});
}
