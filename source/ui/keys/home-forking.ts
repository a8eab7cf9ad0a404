/** Keys of home while the operation is chosen from which a fork begins. */
import type {HomeKey} from './home-key.ts';

export const forking: readonly HomeKey[] = [
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'begin the fork from this operation',
		group: 'Fork',
		modes: ['pick'],
		foot: 'fork from here',
		act: on => on.fork(),
	},
	{
		keys: ['up', 'k'],
		shown: 'up k',
		meaning: 'the operation before',
		group: 'Fork',
		modes: ['pick'],
		act: on => on.movePick(-1),
	},
	{
		keys: ['down', 'j'],
		shown: 'down j',
		meaning: 'the next operation',
		group: 'Fork',
		modes: ['pick'],
		act: on => on.movePick(1),
	},
	{
		keys: ['esc', 'q', 'f'],
		shown: 'esc',
		meaning: 'back to the lists',
		group: 'Fork',
		modes: ['pick'],
		foot: 'back',
		act: on => on.leavePick(),
	},
];
