/** The keys that change what is seen, and nothing of the run. */
import {free, type KeyEntry, looked} from './key-entry.ts';

/** In the foot it comes before what is seldom needed: most of what is decided is longer than its pane. */
export const zooming: readonly KeyEntry[] = [
	{
		keys: ['+', '='],
		shown: '+',
		meaning: 'the whole screen for the graph, or the text; again: both',
		group: 'Look',
		modes: looked,
		foot: ({screen}) => (screen.zoomed ? 'both' : 'whole'),
		act: on => on.zoom(),
	},
];

export const looking: readonly KeyEntry[] = [
	{
		keys: ['tab', 'shift-tab'],
		shown: 'tab',
		meaning: 'the other pane',
		group: 'Look',
		modes: looked,
		foot: 'pane',
		act: on => on.switchPane(),
	},
	{
		keys: ['<'],
		shown: '< >',
		meaning: 'the tab before, the next tab',
		group: 'Look',
		modes: looked,
		foot: 'tabs',
		act: on => on.tab(-1),
	},
	{
		keys: ['>'],
		shown: '>',
		meaning: null,
		group: 'Look',
		modes: looked,
		act: on => on.tab(1),
	},
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'to the text; again: the whole screen for it',
		group: 'Look',
		modes: free.filter(mode => mode !== 'question'),
		act: on => on.enter(),
	},
	{
		keys: ['y'],
		shown: 'y',
		// Told together with the other.
		meaning: null,
		group: 'Look',
		modes: looked,
		foot: 'copy',
		act: on => on.copy(),
	},
	{
		keys: ['V'],
		shown: 'y V',
		meaning: 'copy the raw text, or as it is shown',
		group: 'Look',
		modes: looked,
		act: on => on.copyShown(),
	},
	{
		keys: ['esc'],
		shown: 'esc',
		meaning: 'back; in the graph: follow what runs again',
		group: 'Look',
		modes: free,
		act: on => on.back(),
	},
	{
		keys: ['?'],
		shown: '?',
		meaning: 'every key',
		group: 'Look',
		modes: looked,
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
];
