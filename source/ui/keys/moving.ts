/** The keys that move the selection, or the text. */
import {type KeyEntry, looked, readable} from './key-entry.ts';

export const moving: readonly KeyEntry[] = [
	{
		keys: ['up', 'k'],
		shown: 'up k',
		meaning: 'up: in the graph as it is drawn, or in the text',
		group: 'Move',
		modes: readable,
		act: on => on.move('up'),
	},
	{
		keys: ['down', 'j'],
		shown: 'down j',
		meaning: 'down: in the graph as it is drawn, or in the text',
		group: 'Move',
		modes: readable,
		act: on => on.move('down'),
	},
	{
		keys: ['left', 'h'],
		shown: 'left h',
		meaning: 'left in the graph; in the text: to the graph',
		group: 'Move',
		modes: looked,
		act: on => on.move('left'),
	},
	{
		keys: ['right', 'l'],
		shown: 'right l',
		meaning: 'right in the graph',
		group: 'Move',
		modes: looked,
		act: on => on.move('right'),
	},
	{
		keys: ['g', 'home'],
		shown: 'g',
		meaning: 'to the first, or the top',
		group: 'Move',
		modes: readable,
		act: on => on.edge('first'),
	},
	{
		keys: ['G', 'end'],
		shown: 'G',
		meaning: 'to the last; in the text to the bottom, along with what grows',
		group: 'Move',
		modes: readable,
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
