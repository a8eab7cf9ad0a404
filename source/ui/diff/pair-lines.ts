import type {TextLine} from './lines.ts';

/** Blocks up to so many removed times added lines are looked into; in larger ones lines pair in their order. */
const largest = 2500;
/** Of a line this much is looked at, units. */
const longest = 500;
/** The least likeness that makes two lines one that changed. */
const alike = 0.35;

/**
 * Which added line stands for each removed one, by index; null for none. In order, and so that those which are
 * most alike stand for each other (an alignment as of Needleman and Wunsch, without a price for gaps).
 */
export function pairLines(removed: readonly TextLine[], added: readonly TextLine[]): (number | null)[] {
	if (removed.length === added.length || removed.length * added.length > largest)
		return removed.map((_, index) => (index < added.length ? index : null));
	const [before, after] = [removed.map(wordsOf), added.map(wordsOf)];
	const width = added.length + 1;
	// best[i * width + j]: the most likeness that the lines from i and from j on can have.
	const best = new Float64Array((removed.length + 1) * width);
	const likeness = (i: number, j: number) => {
		const share = shareOf(before[i]!, after[j]!);
		return share < alike ? 0 : share;
	};

	for (let i = removed.length - 1; i >= 0; i--)
		for (let j = added.length - 1; j >= 0; j--) {
			const paired = likeness(i, j);
			best[i * width + j] = Math.max(
				best[(i + 1) * width + j]!,
				best[i * width + j + 1]!,
				paired > 0 ? paired + best[(i + 1) * width + j + 1]! : 0,
			);
		}

	const pairs: (number | null)[] = [];
	for (let i = 0, j = 0; i < removed.length; i++) {
		while (j < added.length && best[i * width + j] === best[i * width + j + 1] && best[i * width + j]! > 0)
			j++;
		const here = j < added.length ? best[i * width + j]! : 0;
		const taken = here > 0 && here !== best[(i + 1) * width + j];
		pairs.push(taken ? j++ : null);
	}

	return pairs;
}

function wordsOf({text}: TextLine): string[] {
	return text.slice(0, longest).match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

/** Words in common over words of the longer one. */
function shareOf(before: readonly string[], after: readonly string[]): number {
	const counts = new Map<string, number>();
	for (const word of before) counts.set(word, (counts.get(word) ?? 0) + 1);
	let common = 0;
	for (const word of after) {
		const left = counts.get(word) ?? 0;
		if (left > 0) common++;
		counts.set(word, left - 1);
	}

	return common / Math.max(1, before.length, after.length);
}
