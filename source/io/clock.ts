import type {Clock} from '../core/ports.ts';

export const systemClock: Clock = {
	now: neverBack(Date.now),
	sleep(ms, signal) {
		return new Promise(resolve => {
			if (signal?.aborted) {
				resolve();
				return;
			}
			const timer = setTimeout(wake, ms);
			signal?.addEventListener('abort', wake, {once: true});
			function wake(): void {
				clearTimeout(timer);
				signal?.removeEventListener('abort', wake);
				resolve();
			}
		});
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
