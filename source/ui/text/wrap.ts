/**
 * Lays a long, growing text out in rows, so that only the rows in view ever reach the screen. Text is appended
 * at the cost of what is new: earlier rows never change, since breaking is greedy.
 */
import {makeVisible} from '../../core/visible.ts';
import {unitsFitting} from './width.ts';

export type Wrap = {
	append(text: string): void;
	/** Number of rows so far; 0 for no text. */
	count(): number;
	row(index: number): string;
};

/** What a tab is shown as. */
export const tab = '    ';

/** Rows of at most `width` cells, broken at spaces where that is possible. */
export function createWrap(width: number, text = ''): Wrap {
	const cells = Math.max(1, width);
	const rows: string[] = [];
	let held = '';

	function feed(segment: string): void {
		const whole = rows.pop()! + segment;
		for (const [from, to] of breakText(whole, cells)) rows.push(whole.slice(from, to));
	}

	const wrap: Wrap = {
		append(added) {
			const incoming = held + added;
			const whole = wholeUnits(incoming);
			held = incoming.slice(whole);
			if (whole === 0) return;
			const shown = makeVisible(incoming.slice(0, whole)).replaceAll('\t', tab);
			if (rows.length === 0) rows.push('');
			const [first, ...rest] = shown.split('\n');
			feed(first!);
			for (const segment of rest) {
				rows.push('');
				feed(segment);
			}
		},
		count: () => rows.length,
		row: index => rows[index] ?? '',
	};
	wrap.append(text);
	return wrap;
}

/** A line end or a character may be split between two pieces of a stream: how much comes before such a first half. */
export function wholeUnits(text: string): number {
	const last = text.charCodeAt(text.length - 1);
	return text.length - (last === 0x0d || (last >= 0xd800 && last <= 0xdbff) ? 1 : 0);
}

/** Where the rows of a visible text without newlines begin and end, at most `width` cells each. At least one row. */
export function breakText(text: string, width: number): [number, number][] {
	const cells = Math.max(1, width);
	const rows: [number, number][] = [];
	let start = 0;
	while (true) {
		const end = start + Math.max(1, unitsFitting(text, cells, start));
		if (end >= text.length) break;
		const cut = breakBefore(text, start, end);
		rows.push([start, cut]);
		start = text[cut] === ' ' ? cut + 1 : cut;
	}

	rows.push([start, text.length]);
	return rows;
}

/** Where to break a row that would end at `end`: at the last space after its indentation, else hard. */
function breakBefore(text: string, start: number, end: number): number {
	if (text[end] === ' ') return end;
	const row = text.slice(start, end);
	const space = row.lastIndexOf(' ');
	return space <= 0 || row.slice(0, space).trim() === '' ? end : start + space;
}
