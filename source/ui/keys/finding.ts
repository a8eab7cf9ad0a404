/** The keys that find: in the text, or among the operations. */
import type {Mode} from '../run/screen.ts';
import {free, type KeyEntry} from './key-entry.ts';
import {lineKeys} from './line-keys.ts';

const typed: readonly Mode[] = ['search'];
const found: readonly Mode[] = ['found'];

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
	...lineKeys('Find', typed, (on, action) => on.typeSearch(action), {taken: ['up', 'down']}),
];
