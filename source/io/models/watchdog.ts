import type {Clock, ModelLimits} from '../../core/ports.ts';

export type Expiry = {kind: 'stall' | 'timeout'; limit_ms: number; started: boolean};

/** Longer sleeps overflow the timers of Node. */
const longestNap_ms = 2 ** 30;

/** What wakes so much later than it should have was not awake: the process was stopped, or the machine slept. */
const oversleep_ms = 5000;

/** Why a nap ends early. Without a reason, one would be made that knows where in the code it was made, which takes long. */
const woken = 'woken';

/**
 * Watches one try: nothing at all yet, nothing since the last sign of life, or too long altogether. Only time counts in
 * which something could have come: a stream that outlived a closed laptop is not cut off for that, and one that died
 * meanwhile without a word has its usual time from there on.
 */
export function watchLimits({
	clock,
	limits,
	onExpired,
}: {
	clock: Clock;
	limits: ModelLimits;
	onExpired: (expiry: Expiry) => void;
}): {
	/** Something of the answer came. The next must come within `within_ms`, by default the idle limit. */
	alive(within_ms?: number): void;
	stop(): void;
} {
	let start = clock.now();
	let patience = limits.first_token_timeout_ms;
	let since = start;
	let started = false;
	let stopped = false;
	let wakesAt = 0;
	let nap = new AbortController();

	async function keepWatch(): Promise<void> {
		while (!stopped) {
			const now = clock.now();
			const silentUntil = since + patience;
			const overAt = start + limits.timeout_ms;
			if (now >= overAt) return onExpired({kind: 'timeout', limit_ms: limits.timeout_ms, started});
			if (now >= silentUntil) return onExpired({kind: 'stall', limit_ms: patience, started});
			wakesAt = Math.min(silentUntil, overAt, now + longestNap_ms);
			nap = new AbortController();
			await clock.sleep(wakesAt - now, nap.signal);
			const woke = clock.now();
			if (woke > wakesAt + oversleep_ms) {
				start += woke - now;
				since = Math.min(woke, since + woke - now);
			}
		}
	}

	void keepWatch();
	return {
		alive(within_ms = limits.idle_timeout_ms) {
			since = clock.now();
			patience = within_ms;
			started = true;
			// Only when the limit got shorter; else it wakes early, and sleeps again.
			if (since + patience < wakesAt) nap.abort(woken);
		},
		stop() {
			stopped = true;
			nap.abort(woken);
		},
	};
}
