/** The keys that steer the run. */
import type {Facts} from '../run/actions.ts';
import {free, type KeyEntry} from './key-entry.ts';

const finished = ({state}: Facts) => (state.status === 'running' ? null : 'The run is over.');

export const running: readonly KeyEntry[] = [
	{
		keys: ['m'],
		shown: 'm',
		meaning: 'to the next that needs you',
		group: 'Run',
		modes: free,
		foot: 'next for you',
		off: ({pending, screen}) =>
			pending.some(request => request.id !== screen.open?.id) ? null : 'Nothing else waits for you.',
		act: on => on.next(),
	},
	{
		keys: ['space'],
		shown: 'space',
		meaning: 'pause what has not begun; again: go on',
		group: 'Run',
		modes: free,
		foot: ({state}) => (state.paused ? 'go on' : 'pause'),
		off: finished,
		act: on => on.togglePause(),
	},
];
