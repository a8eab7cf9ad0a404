/** The keys that steer the run. */
import type {Facts} from '../run/actions.ts';
import {type KeyEntry, live} from './key-entry.ts';

/** A run that stopped before it was done goes on within the screen. */
const over = ({state}: Facts) => (state.status === 'done' ? 'The run is over.' : null);

const isStill = ({state}: Facts) => state.paused || state.status !== 'running';

/** To what waits for the person. */
export const attending: readonly KeyEntry[] = [
	{
		keys: ['m'],
		shown: 'm',
		meaning: 'to the next that needs you',
		group: 'Run',
		modes: live,
		foot: 'next for you',
		off: ({pending, screen}) =>
			pending.some(request => request.id !== screen.open?.id) ? null : 'Nothing else waits for you.',
		act: on => on.next(),
	},
];

export const running: readonly KeyEntry[] = [
	{
		keys: ['space'],
		shown: 'space',
		meaning: 'pause what has not begun; paused, stopped or failed: go on',
		group: 'Run',
		modes: live,
		foot: facts => (isStill(facts) ? 'go on' : 'pause'),
		off: over,
		act: on => on.togglePause(),
	},
];
