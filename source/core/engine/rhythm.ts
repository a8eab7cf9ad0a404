/** Apart at first, ms. */
const closest_ms = 100;
/** However long a stream lasts, replay needs no more to pace it. */
const mostPoints = 1000;

/** How much of an answer had come when, so that replay can pace it: [ms since it was asked for, characters]. */
export function createRhythm(): {
	note(at_ms: number, characters: number): void;
	points(): [number, number][];
} {
	let points: [number, number][] = [];
	let apart_ms = closest_ms;
	let characters = 0;
	return {
		note(at_ms, added) {
			characters += added;
			const last = points.at(-1);
			if (last && at_ms - last[0] < apart_ms) return;
			points.push([at_ms, characters]);
			if (points.length <= mostPoints) return;
			points = points.filter((_, index) => index % 2 === 0);
			apart_ms *= 2;
		},
		points: () => points,
	};
}
