/** The keys that move the selection, or the text. */
import {free, type KeyEntry, readable} from './key-entry.ts';

export const moving: readonly KeyEntry[] = [
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
];
