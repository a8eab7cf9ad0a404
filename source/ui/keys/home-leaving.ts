/** Keys of home that leave it. */
import type {HomeMode} from '../home/home.ts';
import {answered, browse, chosen, type HomeKey} from './home-key.ts';

const everywhere: readonly HomeMode[] = ['browse', 'filter', 'help', 'pick', ...answered, ...chosen];

export const leaving: HomeKey = {
	keys: ['q'],
	shown: 'q',
	meaning: 'leave the app',
	group: 'Start',
	modes: browse,
	foot: 'leave',
	act: on => on.quit(),
};

export const leavingAnywhere: readonly HomeKey[] = [
	{
		keys: ['ctrl-c'],
		shown: 'ctrl-c',
		meaning: 'leave the app, whatever is being done',
		group: 'Start',
		modes: everywhere,
		act: on => on.quit(),
	},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		meaning: 'go to the shell; `fg` there comes back',
		group: 'Start',
		modes: everywhere,
		// What stands around every page before a run does it; here it is only told.
		act: () => undefined,
	},
];
