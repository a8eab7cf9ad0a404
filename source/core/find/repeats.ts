/** Texts of a run go on into others: a prompt holds the outputs it was made from. What was found once is left out there. */

/** So many texts of a run are kept in mind; in what comes after them a repeated hit is told again. */
const most = 64;

export type Repeats = {
	/** The text without those before it that it holds, a line end in the place of each; empty if it is in one itself. */
	newIn(text: string): string;
};

/** Ask it for each text with a hit, in order. */
export function createRepeats(): Repeats {
	const earlier: string[] = [];
	return {
		newIn(text) {
			let rest = earlier.some(one => one.includes(text)) ? '' : text;
			for (const one of earlier) if (rest.length >= one.length) rest = rest.replaceAll(one, '\n');
			if (earlier.length < most && !earlier.includes(text)) {
				earlier.push(text);
				// A longer one may hold a shorter one.
				earlier.sort((a, b) => b.length - a.length);
			}

			return rest;
		},
	};
}
