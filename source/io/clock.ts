import {setTimeout as wait} from 'node:timers/promises';
import type {Clock} from '../core/ports.ts';

export const systemClock: Clock = {
	now: neverBack(Date.now),
	async sleep(ms, signal) {
		try {
			await wait(ms, undefined, {signal});
		} catch {
			// Woken by the signal, which is what the caller looks at.
		}
	},
};

/**
 * The time of a clock that may be set back, as one that goes on from there instead, so that nothing lasts less than no
 * time and every wait comes to its end. Where it is set on, e.g. after the machine slept, so is this.
 */
export function neverBack(wall: () => number): () => number {
	let last = Number.NEGATIVE_INFINITY;
	let ahead = 0;
	return () => {
		const now = wall() + ahead;
		if (now < last) ahead += last - now;
		last = Math.max(last, now);
		return last;
	};
}
