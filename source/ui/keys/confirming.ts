/** The keys of a question of yes or no. */
import type {KeyEntry} from './key-entry.ts';

export const confirming: readonly KeyEntry[] = [
	{
		keys: ['y', 'Y'],
		shown: 'y',
		meaning: 'yes',
		group: 'Confirm',
		modes: ['confirm'],
		foot: 'yes',
		act: on => on.confirmed(true),
	},
	{
		keys: ['n', 'N', 'esc'],
		shown: 'n',
		meaning: 'no, go back',
		group: 'Confirm',
		modes: ['confirm'],
		foot: 'no',
		act: on => on.confirmed(false),
	},
];
