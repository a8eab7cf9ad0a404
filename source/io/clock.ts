import {setTimeout as wait} from 'node:timers/promises';
import type {Clock} from '../core/ports.ts';

export const systemClock: Clock = {
	now: Date.now,
	async sleep(ms, signal) {
		try {
			await wait(ms, undefined, {signal});
		} catch {
			// Woken by the signal, which is what the caller looks at.
		}
	},
};
