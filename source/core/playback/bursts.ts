import {longestWait_ms, type Span} from './timeline.ts';

/** When the text of an answer came, for the timeline: spans without a long silence in them. */
export function burstsOf({
	at,
	duration_ms,
	timing,
}: {
	/** When the answer was whole, ms since the epoch. */
	at: number;
	duration_ms: number;
	/** [ms since the call, characters so far]. */
	timing: readonly (readonly number[])[];
}): Span[] {
	const began = at - Math.max(0, duration_ms);
	const bursts: [number, number][] = [];
	for (const [ms = 0] of timing) {
		const came = Math.min(at, began + Math.max(0, ms));
		const last = bursts.at(-1);
		if (last && came - last[1] <= longestWait_ms) last[1] = Math.max(last[1], came);
		else bursts.push([came, came]);
	}

	return bursts;
}
