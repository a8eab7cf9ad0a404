/**
 * The keys of the editor in place: those of VS Code where a terminal sends them, those of nano and the shell's line
 * beside them. A terminal tells of no shift beside Ctrl and a letter, except by the kitty protocol.
 */
import type {EditAction} from '../editor/editor.ts';
import type {Motion} from '../editor/motions.ts';
import type {Facts} from '../run/actions.ts';
import type {Mode} from '../run/screen.ts';
import type {KeyEntry} from './key-entry.ts';
import {lineKeys} from './line-keys.ts';

const editor: readonly Mode[] = ['editor'];
const finding: readonly Mode[] = ['editor-find'];

const selects = ({screen}: Facts) => screen.editing?.editor.mark != null;

/** A key that changes the text, or what is selected. */
function edits(keys: readonly string[], shown: string, meaning: string | null, action: EditAction): KeyEntry {
	return {keys, shown, meaning, group: 'Editing', modes: editor, act: on => on.edit(action)};
}

function deletes(keys: readonly string[], shown: string, meaning: string, to: Motion): KeyEntry {
	return edits(keys, shown, meaning, {type: 'delete', to});
}

/** A key that moves, and with shift selects on the way. */
function moves(keys: readonly string[], shown: string, meaning: string | null, to: Motion): KeyEntry[] {
	const shifted = keys
		.filter(key => /(?:left|right|up|down|home|end)$/.test(key))
		.map(key => key.replace(/[a-z]+$/, 'shift-$&'));
	return [
		edits(keys, shown, meaning, {type: 'move', to}),
		{
			keys: shifted,
			shown: 'shift',
			meaning: null,
			group: 'Editing',
			modes: editor,
			act: on => on.edit({type: 'move', to, select: true}),
		},
	];
}

export const editing: readonly KeyEntry[] = [
	{
		keys: ['ctrl-s'],
		shown: 'ctrl-s',
		meaning: 'save, as the panel below says',
		group: 'Editing',
		modes: editor,
		foot: 'save',
		act: on => on.saveEdit(),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'drop the selection; else leave, draft kept',
		group: 'Editing',
		modes: editor,
		foot: facts => (selects(facts) ? 'drop the selection' : 'leave, draft kept'),
		act: on => on.leaveEditor(),
	},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		meaning: 'undo',
		group: 'Editing',
		modes: editor,
		foot: 'undo',
		off: ({screen}) => (screen.editing?.editor.history.past.length ? null : 'There is nothing to undo.'),
		act: on => on.edit({type: 'undo'}),
	},
	{
		keys: ['ctrl-y', 'ctrl-shift-z'],
		shown: 'ctrl-y',
		meaning: 'redo what was undone',
		group: 'Editing',
		modes: editor,
		foot: 'redo',
		off: ({screen}) => (screen.editing?.editor.history.future.length ? null : 'There is nothing to redo.'),
		act: on => on.edit({type: 'redo'}),
	},
	{
		keys: ['ctrl-f'],
		shown: 'ctrl-f',
		meaning: 'find; then enter and up: next and previous',
		group: 'Editing',
		modes: editor,
		foot: 'find',
		act: on => on.find(),
	},
	{
		keys: ['ctrl-g'],
		shown: 'ctrl-g',
		meaning: 'every key',
		group: 'Editing',
		modes: editor,
		foot: 'keys',
		act: on => on.help(true),
	},
	edits(['enter', 'ctrl-j'], 'enter', 'a new line, as far in as this one', {type: 'newline'}),
	edits(['tab'], 'tab', 'indent: here, or the lines selected', {type: 'tab'}),
	edits(['shift-tab'], 'shift-tab', 'the line, or those selected, less far in', {type: 'outdent'}),
	...moves(['left', 'ctrl-b'], 'arrows', 'move; with shift they select', 'left'),
	...moves(['right'], 'right', null, 'right'),
	...moves(['up'], 'up', null, 'up'),
	...moves(['down'], 'down', null, 'down'),
	...moves(
		['ctrl-left', 'alt-left', 'alt-b'],
		'ctrl-left',
		'one word back (alt-left, alt-b too)',
		'word-left',
	),
	...moves(
		['ctrl-right', 'alt-right', 'alt-f'],
		'ctrl-right',
		'one word on (alt-right, alt-f too)',
		'word-right',
	),
	...moves(['home'], 'home', 'to the first word, then the line’s start', 'home'),
	...moves(['end', 'ctrl-e'], 'end', 'to the end of the line', 'line-end'),
	...moves(['pageup', 'ctrl-p'], 'PgUp', 'one page up (ctrl-p too)', 'page-up'),
	...moves(['pagedown', 'ctrl-n'], 'PgDn', 'one page down (ctrl-n too)', 'page-down'),
	...moves(['ctrl-home', 'alt-<'], 'ctrl-home', 'to the start of the text (alt-< too)', 'start'),
	...moves(['ctrl-end', 'alt->'], 'ctrl-end', 'to the end of the text (alt-> too)', 'end'),
	{
		...edits(
			['alt-a', 'ctrl-space', 'ctrl-t'],
			'alt-a',
			'select with the arrows alone; ctrl-space, ctrl-t too',
			{
				type: 'mark',
			},
		),
		foot: 'select',
	},
	edits(['ctrl-a'], 'ctrl-a', 'select all', {type: 'select-all'}),
	{
		keys: ['ctrl-x'],
		shown: 'ctrl-x',
		meaning: 'cut the selection, or the line',
		group: 'Editing',
		modes: editor,
		act: on => on.cut(),
	},
	{
		keys: ['alt-c'],
		shown: 'alt-c',
		meaning: 'copy the selection (ctrl-c too), or the line',
		group: 'Editing',
		modes: editor,
		act: on => on.copyPart('Alt-C'),
	},
	{
		keys: ['ctrl-v'],
		shown: 'ctrl-v',
		meaning: 'put back what was cut or copied here',
		group: 'Editing',
		modes: editor,
		act: on => on.putBack(),
	},
	deletes(['backspace'], 'backspace', 'delete the one before, or the selection', 'left'),
	deletes(['delete', 'ctrl-d'], 'delete', 'delete the character under the cursor', 'right'),
	deletes(['ctrl-w', 'alt-backspace', 'ctrl-backspace'], 'ctrl-w', 'delete the word before', 'word-left'),
	deletes(['alt-d', 'ctrl-delete', 'alt-delete'], 'alt-d', 'delete the word after', 'word-right'),
	deletes(['ctrl-u'], 'ctrl-u', 'delete to the start of the line', 'line-start'),
	deletes(['ctrl-k'], 'ctrl-k', 'delete to the end of the line', 'line-end'),
	{
		keys: ['ctrl-r'],
		shown: 'ctrl-r',
		meaning: 'back to the version it began from',
		group: 'Editing',
		modes: editor,
		act: on => on.revertEdit(),
	},

	{
		keys: ['enter', 'down', 'ctrl-f'],
		shown: 'enter',
		meaning: null,
		group: 'Editing',
		modes: finding,
		foot: 'next',
		act: on => on.findStep(1),
	},
	{
		keys: ['up', 'ctrl-p'],
		shown: 'up',
		meaning: null,
		group: 'Editing',
		modes: finding,
		foot: 'previous',
		act: on => on.findStep(-1),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: null,
		group: 'Editing',
		modes: finding,
		foot: 'to the text',
		act: on => on.leaveEditor(),
	},
	...lineKeys('Editing', finding, (on, action) => on.typeSought(action), {taken: ['up', 'down', 'ctrl-f']}),
];
