/** Recorded time laid out as it is played: where nothing happened for long, the wait is shortened. */

/** Nobody wants to sit through a silence twice, ms. */
export const longestWait_ms = 2000;

/** Something happened all the time from the one to the other, ms since the epoch. */
export type Span = readonly [from: number, to: number];

/** A silence that is played in `longestWait_ms`. */
type Wait = {from: number; to: number; playedFrom: number};

export type Timeline = {
	/** When it ends, recorded time. */
	ends_at: number;
	/** How long it all takes, ms. */
	length_ms: number;
	/** Recorded time (ms since the epoch) → played time (ms since the start). */
	playedAt(recorded: number): number;
	recordedAt(played: number): number;
	/** How long the wait that is being shortened at this recorded time really was, ms; null where none is. */
	shortenedAt(recorded: number): number | null;
};

/** `spans`: when something happened, in any order; a moment is a span of no length. */
export function layTimeline(spans: readonly Span[]): Timeline {
	const sorted = [...spans].sort(([one], [other]) => one - other);
	const start = sorted[0]?.[0] ?? 0;
	const waits: Wait[] = [];
	let saved = 0;
	let until = start;
	for (const [from, to] of sorted) {
		const silent = from - until;
		if (silent > longestWait_ms) {
			waits.push({from: until, to: from, playedFrom: until - start - saved});
			saved += silent - longestWait_ms;
		}

		until = Math.max(until, to);
	}

	const end = until;
	const length_ms = end - start - saved;
	/** The last wait that has begun by then. */
	const lastBegun = (hasBegun: (wait: Wait) => boolean): Wait | null => {
		let [low, high] = [0, waits.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (hasBegun(waits[middle]!)) low = middle + 1;
			else high = middle;
		}

		return waits[low - 1] ?? null;
	};
	return {
		ends_at: end,
		length_ms,
		playedAt(recorded) {
			const at = Math.min(end, Math.max(start, recorded));
			const wait = lastBegun(({from}) => from <= at);
			if (wait === null) return at - start;
			const {from, to, playedFrom} = wait;
			if (at >= to) return playedFrom + longestWait_ms + (at - to);
			return playedFrom + ((at - from) / (to - from)) * longestWait_ms;
		},
		recordedAt(played) {
			const at = Math.min(length_ms, Math.max(0, played));
			const wait = lastBegun(({playedFrom}) => playedFrom <= at);
			if (wait === null) return start + at;
			const {from, to, playedFrom} = wait;
			const inside = at - playedFrom;
			if (inside >= longestWait_ms) return to + (inside - longestWait_ms);
			return from + (inside / longestWait_ms) * (to - from);
		},
		shortenedAt(recorded) {
			const wait = lastBegun(({from}) => from <= recorded);
			return wait !== null && recorded < wait.to ? wait.to - wait.from : null;
		},
	};
}
