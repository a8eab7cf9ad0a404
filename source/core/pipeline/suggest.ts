/**
 * The candidate a person most likely meant by `word`, or null if none is near: the nearest by `suggestNearest`,
 * then the first that begins with the word.
 */
export function suggest(word: string, candidates: Iterable<string>): string | null {
	const list = [...candidates];
	const nearest = suggestNearest(word, list);
	const wanted = fold(word);
	if (nearest !== null || wanted.length < 3) return nearest;
	return list.find(candidate => fold(candidate).startsWith(wanted)) ?? null;
}

/**
 * The candidate with the smallest edit distance to `word`, or null if it takes more than one slip per three
 * letters. Case does not count, nor does `-` or a space for `_`.
 */
export function suggestNearest(word: string, candidates: Iterable<string>): string | null {
	const wanted = fold(word);
	if (wanted === '' || wanted.length > longestWord) return null;
	let best: string | null = null;
	let least = Math.min(mostSlips, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of candidates) {
		const distance = editDistance(wanted, fold(candidate), least);
		if (distance >= least) continue;
		best = candidate;
		least = distance;
	}
	return best;
}

const longestWord = 200;
const mostSlips = 4;

function fold(word: string): string {
	return word.trim().toLowerCase().replaceAll(/[-\s]/g, '_');
}

/**
 * Optimal string alignment (insert, delete, replace, swap of neighbours), given up as soon as it must reach
 * `limit`; then `limit` is returned.
 */
function editDistance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) >= limit) return limit;
	let beforeLast: number[] = [];
	let last = Array.from({length: b.length + 1}, (_, column) => column);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		let least = i;
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				cost = Math.min(cost, beforeLast[j - 2]! + 1);
			}
			row.push(cost);
			least = Math.min(least, cost);
		}
		// A swap reaches back two rows, so one row of high costs alone would not settle it.
		if (least > limit) return limit;
		beforeLast = last;
		last = row;
	}
	return Math.min(last[b.length]!, limit);
}
