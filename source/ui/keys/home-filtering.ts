/** Keys of the filter of home, and those that edit what is typed there or in an answer. */
import type {HomeMode} from '../home/home.ts';
import type {EditorAction} from '../line/line-editor.ts';
import {answered, browse, type HomeKey} from './home-key.ts';

type Edit = Exclude<EditorAction['type'], 'insert'>;

const typed: readonly HomeMode[] = ['filter'];

export const keepFilter: HomeKey = {
	keys: ['enter', 'down'],
	shown: 'enter',
	meaning: 'keep the filter, and move among what it found',
	group: 'Filter',
	modes: typed,
	foot: 'keep',
	act: on => on.keepFilter(),
};

export const filtering: readonly HomeKey[] = [
	{
		keys: ['/'],
		shown: '/',
		meaning: 'filter both lists',
		group: 'Filter',
		modes: browse,
		foot: 'filter',
		act: on => on.filter(),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'drop the filter',
		group: 'Filter',
		modes: ['browse', 'filter'],
		foot: ({home}) => (home.filter.text === '' && !home.filtering ? 'back' : 'drop the filter'),
		off: ({home}) =>
			home.filtering || home.filter.text !== '' || home.report !== null
				? null
				: 'There is no filter to drop; q leaves.',
		act: on => on.dropFilter(),
	},
];

export const typing: readonly HomeKey[] = [
	...edits(['left', 'ctrl-b'], 'left', 'one character back', 'left'),
	...edits(['right', 'ctrl-f'], 'right', 'one character on', 'right'),
	...edits(['home', 'ctrl-a'], 'ctrl-a', 'to the start', 'home'),
	...edits(['end', 'ctrl-e'], 'ctrl-e', 'to the end', 'end'),
	...edits(['backspace'], 'backspace', 'delete the character before', 'backspace'),
	...edits(['delete', 'ctrl-d'], 'ctrl-d', 'delete the character under the cursor', 'delete'),
	...edits(['ctrl-w', 'alt-backspace'], 'ctrl-w', 'delete the word before', 'kill-word'),
	...edits(['ctrl-u'], 'ctrl-u', 'delete to the start', 'kill-to-start'),
];

/** In the filter, and in what home asks. */
function edits(keys: readonly string[], shown: string, meaning: string, type: Edit): HomeKey[] {
	const entry = {keys, shown, group: 'Filter'} as const;
	return [
		{...entry, meaning, modes: typed, act: on => on.type({type})},
		{...entry, meaning: null, modes: answered, act: on => on.typeAnswer({type})},
	];
}
