/** The keys of every line that is typed: those of the shell, and of a keyboard with arrows. */
import type {EditorAction} from '../line/line-editor.ts';
import type {Actions} from '../run/actions.ts';
import type {Mode} from '../run/screen.ts';
import type {KeyEntry} from './key-entry.ts';

type LineAction = Exclude<EditorAction, {type: 'insert'}>;

const keys: readonly [keys: readonly string[], shown: string, meaning: string, type: LineAction['type']][] = [
	[['left', 'ctrl-b'], 'left', 'one character back', 'left'],
	[['right', 'ctrl-f'], 'right', 'one character on', 'right'],
	[['up'], 'up', 'one line up', 'up'],
	[['down'], 'down', 'one line down', 'down'],
	[['alt-b', 'ctrl-left', 'alt-left'], 'alt-b', 'one word back', 'word-left'],
	[['alt-f', 'ctrl-right', 'alt-right'], 'alt-f', 'one word on', 'word-right'],
	[['home', 'ctrl-a'], 'ctrl-a', 'to the start of the line', 'home'],
	[['end', 'ctrl-e'], 'ctrl-e', 'to the end of the line', 'end'],
	[['backspace'], 'backspace', 'delete the character before', 'backspace'],
	[['delete', 'ctrl-d'], 'delete', 'delete the character under the cursor', 'delete'],
	[['ctrl-w', 'alt-backspace'], 'ctrl-w', 'delete the word before', 'kill-word'],
	[['ctrl-u'], 'ctrl-u', 'delete to the start of the line', 'kill-to-start'],
	[['ctrl-k'], 'ctrl-k', 'delete to the end of the line', 'kill-to-end'],
];

/** `act` does it in that line. `taken`: what keys mean there already. `told`: the help lists them; once is enough. */
export function lineKeys(
	group: KeyEntry['group'],
	modes: readonly Mode[],
	act: (actions: Actions, action: LineAction) => void,
	{taken = [], told = false}: {taken?: readonly string[]; told?: boolean} = {},
): KeyEntry[] {
	return keys.map(([names, shown, meaning, type]) => ({
		keys: names.filter(name => !taken.includes(name)),
		shown,
		meaning: told ? meaning : null,
		group,
		modes,
		act: on => act(on, {type}),
	}));
}
