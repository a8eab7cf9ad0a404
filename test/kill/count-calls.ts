/** The server's own count of calls, held against what the log held at each kill. */

export type SittingCalls = {
	/** Each call that came to the server, by its key, in order. */
	asked: string[];
	/** What the log told when the sitting was over. */
	answered: string[];
	open: string[];
};

/** A sentence for each call that was asked again though nothing made that needful. */
export function findWaste(sittings: readonly SittingCalls[]): string[] {
	return sittings.flatMap(({asked}, number) => {
		const earlier = sittings.slice(0, number);
		const answered = new Set(earlier.flatMap(sitting => sitting.answered));
		const before = new Set(earlier.flatMap(sitting => sitting.asked));
		const open = new Set(earlier.at(-1)?.open);
		return asked.flatMap((key, index) => {
			const say = (what: string) => [`Sitting ${number + 1} asked for ${what}: ${key.slice(0, 300)}`];
			if (asked.indexOf(key) < index) return say('the same twice');
			if (answered.has(key)) return say('an answer that the log has');
			if (before.has(key) && !open.has(key)) return say('one again that was not in flight');
			return [];
		});
	});
}
