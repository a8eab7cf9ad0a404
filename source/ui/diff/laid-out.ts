import type {Content} from '../content/content.ts';
import {type Line, quote} from '../text/line.ts';

/** Something that takes one or more rows; they are made when they come into view. */
export type Item = {height: number; rows(): readonly Line[]};

/** How many items' rows are remembered: more than a screen holds. */
const kept = 256;

/** Items of any height, one under the other. */
export function laidOut(items: readonly Item[]): Content {
	const ends: number[] = [];
	let total = 0;
	for (const {height} of items) {
		total += height;
		ends.push(total);
	}

	const made = new Map<number, readonly Line[]>();
	function rowsOf(index: number): readonly Line[] {
		const known = made.get(index);
		if (known) return known;
		if (made.size >= kept) made.clear();
		const rows = items[index]!.rows();
		made.set(index, rows);
		return rows;
	}

	return {
		rows: total,
		row(at) {
			if (at < 0 || at >= total) return [];
			const index = firstAbove(ends, at);
			return quote(rowsOf(index)[at - (ends[index]! - items[index]!.height)] ?? []);
		},
	};
}

/** Index of the first number greater than `value` in an ascending list. */
function firstAbove(ascending: readonly number[], value: number): number {
	let low = 0;
	let high = ascending.length - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (ascending[middle]! > value) high = middle;
		else low = middle + 1;
	}

	return low;
}
