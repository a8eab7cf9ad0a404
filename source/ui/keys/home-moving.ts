/** Keys of home that move among what is listed, scroll, and show the help. */
import {browse, type HomeKey} from './home-key.ts';

export const otherList: HomeKey = {
	keys: ['tab', 'shift-tab'],
	shown: 'tab',
	meaning: 'the other list',
	group: 'Move',
	modes: browse,
	foot: ({home}) => (home.pane === 'runs' ? 'pipelines' : 'runs'),
	act: on => on.focus('other'),
};

export const moving: readonly HomeKey[] = [
	{keys: ['up', 'k'], shown: 'up k', meaning: 'up', group: 'Move', modes: browse, act: on => on.move(-1)},
	{
		keys: ['down', 'j'],
		shown: 'down j',
		meaning: 'down',
		group: 'Move',
		modes: browse,
		act: on => on.move(1),
	},
	{
		keys: ['left', 'h'],
		shown: 'left h',
		meaning: 'to the pipelines',
		group: 'Move',
		modes: browse,
		act: on => on.focus('pipelines'),
	},
	{
		keys: ['right', 'l'],
		shown: 'right l',
		meaning: 'to the runs',
		group: 'Move',
		modes: browse,
		act: on => on.focus('runs'),
	},
	{
		keys: ['g', 'home'],
		shown: 'g',
		meaning: 'to the first',
		group: 'Move',
		modes: browse,
		act: on => on.edge('first'),
	},
	{
		keys: ['G', 'end'],
		shown: 'G',
		meaning: 'to the last',
		group: 'Move',
		modes: browse,
		act: on => on.edge('last'),
	},
	{
		keys: ['pageup', 'ctrl-b'],
		shown: 'PgUp',
		meaning: 'one page up (ctrl-b too)',
		group: 'Move',
		modes: browse,
		act: on => on.page(-1),
	},
	{
		keys: ['pagedown', 'ctrl-f'],
		shown: 'PgDn',
		meaning: 'one page down (ctrl-f too)',
		group: 'Move',
		modes: browse,
		act: on => on.page(1),
	},
	{
		keys: ['K', 'ctrl-u'],
		shown: 'K',
		meaning: 'the preview up',
		group: 'Look',
		modes: browse,
		act: on => on.scroll(-1),
	},
	{
		keys: ['J', 'ctrl-d'],
		shown: 'J',
		meaning: 'the preview down',
		group: 'Look',
		modes: browse,
		off: ({home, viewport}) =>
			home.top + viewport.height < viewport.rows ? null : 'There is no more below.',
		act: on => on.scroll(1),
	},
];

export const looking: readonly HomeKey[] = [
	{
		keys: ['r'],
		shown: 'r',
		meaning: 'read pipelines and runs again',
		group: 'Look',
		modes: browse,
		act: on => on.reload(),
	},
	{keys: ['?'], shown: '?', meaning: 'every key', group: 'Look', modes: browse, act: on => on.help(true)},
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
		keys: ['up', 'k'],
		shown: 'up',
		meaning: null,
		group: 'Look',
		modes: ['help'],
		act: on => on.scrollHelp(-1),
	},
	{
		keys: ['down', 'j'],
		shown: 'down',
		meaning: null,
		group: 'Look',
		modes: ['help'],
		act: on => on.scrollHelp(1),
	},
];
