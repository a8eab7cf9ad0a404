/** The keys that find: in the text, or among the operations. */
import type {EditorAction} from '../line/line-editor.ts';
import type {Mode} from '../run/screen.ts';
import {free, type KeyEntry} from './key-entry.ts';

const typed: readonly Mode[] = ['search'];
const found: readonly Mode[] = ['found'];

/** A key of the line that is sought. */
function seeks(keys: readonly string[], type: Exclude<EditorAction['type'], 'insert'>): KeyEntry {
	return {
		keys,
		shown: keys[0]!,
		meaning: null,
		group: 'Find',
		modes: typed,
		act: on => on.typeSearch({type}),
	};
}

export const finding: readonly KeyEntry[] = [
	{
		keys: ['/'],
		shown: '/',
		meaning: 'find in the text; in the graph: an operation by its name',
		group: 'Find',
		modes: [...free, 'found'],
		foot: 'find',
		act: on => on.search(),
	},
];

/** While something is sought: these come first. */
export const seeking: readonly KeyEntry[] = [
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'keep what was found, to go through it',
		group: 'Find',
		modes: typed,
		foot: 'keep',
		act: on => on.acceptSearch(),
	},
	{
		keys: ['n'],
		shown: 'n',
		meaning: 'the next one',
		group: 'Find',
		modes: found,
		foot: 'next',
		act: on => on.searchStep(1),
	},
	{
		keys: ['N'],
		shown: 'N',
		meaning: 'the one before',
		group: 'Find',
		modes: found,
		foot: 'before',
		act: on => on.searchStep(-1),
	},
	{
		keys: ['down', 'ctrl-n'],
		shown: 'down',
		meaning: null,
		group: 'Find',
		modes: typed,
		foot: 'next',
		act: on => on.searchStep(1),
	},
	{
		keys: ['up', 'ctrl-p'],
		shown: 'up',
		meaning: null,
		group: 'Find',
		modes: typed,
		foot: 'before',
		act: on => on.searchStep(-1),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'leave the search; while it is typed, back to where it began',
		group: 'Find',
		modes: [...typed, ...found],
		foot: 'leave',
		act: on => on.leaveSearch(),
	},
	seeks(['left', 'ctrl-b'], 'left'),
	seeks(['right', 'ctrl-f'], 'right'),
	seeks(['alt-b', 'ctrl-left', 'alt-left'], 'word-left'),
	seeks(['alt-f', 'ctrl-right', 'alt-right'], 'word-right'),
	seeks(['home', 'ctrl-a'], 'home'),
	seeks(['end', 'ctrl-e'], 'end'),
	seeks(['backspace'], 'backspace'),
	seeks(['delete', 'ctrl-d'], 'delete'),
	seeks(['ctrl-w', 'alt-backspace'], 'kill-word'),
	seeks(['ctrl-u'], 'kill-to-start'),
	seeks(['ctrl-k'], 'kill-to-end'),
];
