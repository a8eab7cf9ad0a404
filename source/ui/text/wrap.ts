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

/** The most that is held back at the end of what has come, in characters: half of something. */
const longestHalf = 2;

/** What is laid out at once, in characters: no copy of a text is larger. */
const portion = 64 * 1024;

/** A line that is not shown as it stands is broken at least so often, in characters: none is made visible whole. */
const longestRun = 4000;

/**
 * Rows of at most `width` cells, broken at spaces where that is possible. None before `advance`. A string is whole;
 * any other source may grow.
 */
export function createWrap(width: number, source: TextSource): Wrap {
	const cells = Math.max(1, width);
	const places = createPlaces();
	const grows = typeof source !== 'string';
	/** The part of the last line that is not shown as it stands, and its first row. */
	let run: {from: number; row: number} | null = null;
	let laid = 0;
	/** The run that was looked at last: its rows are asked for one after the other. */
	let known: {from: number; to: number; shown: string; rows: [number, number][]} | null = null;

	function layRun(from: number, to: number): NonNullable<typeof known> {
		if (known?.from === from && known.to === to) return known;
		const shown = show(source.slice(from, to));
		known = {from, to, shown, rows: breakText(shown, cells)};
		return known;
	}

	function row(index: number): string {
		const place = places.at(index);
		if (place === null) return '';
		if (place.part === asItStands) return source.slice(place.from, place.to);
		const {shown, rows} = layRun(place.from, place.to);
		return shown.slice(...rows[place.part]!);
	}

	/** Adds to the last row, and to as many new ones as it takes. */
	function feed(to: number): void {
		if (run === null) {
			const last = places.count() - 1;
			const {from} = places.at(last)!;
			const whole = source.slice(from, to);
			if (show(whole) !== whole) run = {from, row: last};
			else {
				places.cut(last);
				for (const [start, end] of breakText(whole, cells))
					places.push({from: from + start, to: from + end, part: asItStands});
				return;
			}
		}

		const {from} = run;
		const end = to - from <= longestRun ? to : from + wholeUnits(source.slice(from, from + longestRun));
		places.cut(run.row);
		for (let part = 0; part < layRun(from, end).rows.length; part++) places.push({from, to: end, part});
		if (end === to) return;
		run = null;
		beginRow(end);
		feed(to);
	}

	function beginRow(at: number): void {
		places.push({from: at, to: at, part: asItStands});
	}

	function lay(to: number): void {
		const text = source.slice(laid, to);
		if (places.count() === 0) beginRow(0);
		let at = 0;
		for (;;) {
			const newline = text.indexOf('\n', at);
			const end = newline < 0 ? text.length : newline;
			const isCrlf = newline > 0 && text.charCodeAt(newline - 1) === 0x0d;
			feed(laid + Math.max(at, isCrlf ? end - 1 : end));
			if (newline < 0) break;
			at = newline + 1;
			run = null;
			beginRow(laid + at);
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
			const left = source.length - laid;
			return left === 0 || (grows && left <= longestHalf && wholeUnits(source.slice(laid)) === 0);
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

/** The part of a place that is one row, shown as it stands. */
const asItStands = 0xff_ff_ff_ff;

/** From where to where in the text, and which row of that where it has to be made visible first. */
type Place = {from: number; to: number; part: number};

/** Rows whose numbers stand together: more room is made without a copy of what is there. */
const rowsTogether = 8192;

/** Three numbers a row: as objects they would take ten times as much. */
function createPlaces(): {
	count(): number;
	at(index: number): Place | null;
	push(place: Place): void;
	/** Only the first so many stay. */
	cut(count: number): void;
} {
	const blocks: Uint32Array[] = [];
	let count = 0;
	return {
		count: () => count,
		at(index) {
			if (index < 0 || index >= count) return null;
			const block = blocks[Math.floor(index / rowsTogether)]!;
			const at = 3 * (index % rowsTogether);
			return {from: block[at]!, to: block[at + 1]!, part: block[at + 2]!};
		},
		push({from, to, part}) {
			const number = Math.floor(count / rowsTogether);
			const at = 3 * (count % rowsTogether);
			const known = blocks[number];
			if (!known || at === known.length) blocks[number] = enlarge(known, number);
			blocks[number]!.set([from, to, part], at);
			count++;
		},
		cut(left) {
			count = left;
		},
	};
}

/** Of a short text the first block is all there is, and small. */
function enlarge(block: Uint32Array | undefined, number: number): Uint32Array {
	if (!block) return new Uint32Array(3 * (number === 0 ? 32 : rowsTogether));
	const more = new Uint32Array(2 * block.length);
	more.set(block);
	return more;
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
