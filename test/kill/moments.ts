/** Moments of a run, chosen at random from a seed. */
import type {Ended, Moment} from './sitting.ts';

/** Numbers in [0, 1), the same ones for a seed everywhere: mulberry32. */
function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** The moment that lies `at` ms behind the first tick of an undisturbed run. */
function momentAt(at: number, {ticks}: Ended): Moment {
	const passed = Math.max(1, ticks.filter(tick => tick <= at).length);
	return {ticks: passed, ms: Math.round(at - ticks[passed - 1]!)};
}

/**
 * When to kill each sitting of a case: one moment anywhere in the run's life, and in every third case another one in
 * what is left of it.
 */
export function chooseMoments(seed: number, undisturbed: Ended): Moment[] {
	const random = randomFrom(seed);
	const first = random() * undisturbed.lasted_ms;
	const moments = [momentAt(first, undisturbed)];
	if (random() < 1 / 3) moments.push(momentAt(random() * (undisturbed.lasted_ms - first), undisturbed));
	return moments;
}
