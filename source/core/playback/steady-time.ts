/**
 * Makes times that never go back of times as a clock told them: where it was set back, all that follows is moved on by
 * as much, so that the pace stays. Call it for each time in order.
 */
export function createSteadyTime(): (told: number) => number {
	let ahead = 0;
	let latest = Number.NEGATIVE_INFINITY;
	return told => {
		if (told + ahead < latest) ahead = latest - told;
		latest = told + ahead;
		return latest;
	};
}
