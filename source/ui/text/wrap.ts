/**
 * Lays a long, growing text out in rows, so that only the rows in view ever reach the screen. What was laid out
 * stays as it is when more comes, since breaking is greedy. A row is kept as its place in the text: a text of 50 MB
 * has a million of them.
 */
import type {TextSource} from '../../core/growing-text.ts';
import {makeVisible} from '../../core/visible.ts';
import {wholeUnits} from './visible-stream.ts';
import {unitsFitting} from './width.ts';

export type Wrap = {
	/** Lays out about so many characters more of what has come by now. True: that was all. */
	advance(characters?: number): boolean;
	/** Number of rows so far; 0 for no text. */
	count(): number;
	row(index: number): string;
};

/** What a tab is shown as. */
export const tab = '    ';

/** What is laid out at once, in characters: no copy of a text is larger. */
const portion = 64 * 1024;

/**
 * Rows of at most `width` cells, broken at spaces where that is possible. None before `advance`. A string is whole;
 * any other source may grow.
 */
export function createWrap(width: number, source: TextSource): Wrap {
	const cells = Math.max(1, width);
	const places = createPlaces();
	const grows = typeof source !== 'string';
	/** Rows that are not shown as they stand in the text, by their number. */
	const changed = new Map<number, string>();
	let laid = 0;

	function row(index: number): string {
		const place = places.at(index);
		return changed.get(index) ?? (place ? source.slice(place.from, place.to) : '');
	}

	/** Adds to the last row, and to as many new ones as it takes. */
	function feed(from: number, to: number): void {
		const last = places.count() - 1;
		const begins = places.at(last)!.from;
		const before = changed.get(last);
		const whole = before === undefined ? source.slice(begins, to) : before + show(source.slice(from, to));
		const shown = before === undefined ? show(whole) : whole;
		const asItStands = before === undefined && shown === whole;
		places.pop();
		for (const [start, end] of breakText(shown, cells)) {
			if (!asItStands) changed.set(places.count(), shown.slice(start, end));
			places.push(asItStands ? {from: begins + start, to: begins + end} : {from: begins, to});
		}
	}

	function lay(to: number): void {
		const text = source.slice(laid, to);
		if (places.count() === 0) places.push({from: 0, to: 0});
		let at = 0;
		for (;;) {
			const newline = text.indexOf('\n', at);
			const end = newline < 0 ? text.length : newline;
			const isCrlf = newline > 0 && text.charCodeAt(newline - 1) === 0x0d;
			feed(laid + at, laid + Math.max(at, isCrlf ? end - 1 : end));
			if (newline < 0) break;
			at = newline + 1;
			places.push({from: laid + at, to: laid + at});
		}
		laid = to;
	}

	return {
		advance(characters = Number.POSITIVE_INFINITY) {
			const target = Math.min(source.length, laid + characters);
			while (laid < target) {
				const text = source.slice(laid, Math.min(target, laid + portion));
				const isEnd = laid + text.length === source.length;
				const whole = isEnd && !grows ? text.length : wholeUnits(text);
				// The first half of something whose other half has not come.
				if (whole === 0 && isEnd) break;
				lay(laid + (whole === 0 ? text.length + 1 : whole));
			}
			return laid === source.length || (grows && wholeUnits(source.slice(laid)) === 0);
		},
		count: places.count,
		row,
	};
}

/** A text that is short enough to be laid out at once. */
export function wrapWhole(width: number, text: string): Wrap {
	const wrap = createWrap(width, text);
	wrap.advance();
	return wrap;
}

function show(text: string): string {
	return makeVisible(text).replaceAll('\t', tab);
}

type Place = {from: number; to: number};

/** Two numbers a row: as objects they would take ten times as much. */
function createPlaces(): {
	count(): number;
	at(index: number): Place | null;
	push(place: Place): void;
	pop(): void;
} {
	let numbers = new Uint32Array(64);
	let count = 0;
	return {
		count: () => count,
		at: index =>
			index >= 0 && index < count ? {from: numbers[2 * index]!, to: numbers[2 * index + 1]!} : null,
		push({from, to}) {
			if (2 * count === numbers.length) {
				const more = new Uint32Array(2 * numbers.length);
				more.set(numbers);
				numbers = more;
			}
			numbers[2 * count] = from;
			numbers[2 * count + 1] = to;
			count++;
		},
		pop() {
			count--;
		},
	};
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
