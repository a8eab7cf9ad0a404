/**
 * Soft wrapping: which part of which line stands on a row. Rows are found from a place on, as many as are asked
 * for, so that neither a long text nor a long line is ever laid out whole.
 */
import {graphemesOf, widthOf} from '../text/width.ts';
import {around, before} from './characters.ts';
import type {Lines, Place} from './lines.ts';

/** Units `from` to `to` of a line. */
export type Row = {readonly line: number; readonly from: number; readonly to: number};

/** A line that is longer is laid out in parts of about this many units, each beginning a row. */
const part = 4096;
const tabStop = 4;

/** The row that a place is on. Where two rows meet, that is the lower one. */
export function rowOf(lines: Lines, {line, at}: Place, width: number): Row {
	const rows = rowsOfPart(lines, line, partOf(lines[line]!, at), width);
	return rows.findLast(row => row.from <= at) ?? rows[0]!;
}

/** That row and those below it, `count` at most. */
export function rowsFrom(lines: Lines, place: Place, width: number, count: number): Row[] {
	const first = rowOf(lines, place, width);
	const found: Row[] = [];
	let {line} = first;
	let number = partOf(lines[line]!, first.from);
	while (found.length < count && line < lines.length) {
		const rows = rowsOfPart(lines, line, number, width);
		found.push(...(found.length === 0 ? rows.filter(row => row.from >= first.from) : rows));
		if (rows.at(-1)!.to < lines[line]!.length) number++;
		else {
			line++;
			number = 0;
		}
	}
	return found.slice(0, count);
}

/** The rows above that row, `count` at most, the nearest last. */
export function rowsAbove(lines: Lines, place: Place, width: number, count: number): Row[] {
	const last = rowOf(lines, place, width);
	const found: Row[][] = [];
	let {line} = last;
	let number = partOf(lines[line]!, last.from);
	for (let known = 0; known < count && line >= 0; ) {
		const rows = rowsOfPart(lines, line, number, width);
		const above = found.length === 0 ? rows.filter(row => row.from < last.from) : rows;
		found.unshift(above);
		known += above.length;
		if (number > 0) number--;
		else if (--line >= 0) number = partOf(lines[line]!, lines[line]!.length);
	}
	return found.flat().slice(-count);
}

/** Cells from the start of the row to a place on it. */
export function columnOf(lines: Lines, row: Row, at: number): number {
	return widthFrom(lines[row.line]!.slice(row.from, at));
}

/** The place on a row that is nearest to a column, not behind it. */
export function placeAt(lines: Lines, row: Row, column: number): Place {
	const line = lines[row.line]!;
	// The end of a row that goes on is the start of the next.
	const last = row.to < line.length ? before(line, row.to) : row.to;
	let cells = 0;
	let {from: at} = row;
	for (const piece of graphemesOf(line.slice(row.from, last))) {
		cells += cellsOf(piece, cells);
		if (cells > column) break;
		at += piece.length;
	}
	return {line: row.line, at};
}

/** Cells that a text takes that begins a row. */
export function widthFrom(text: string): number {
	let cells = 0;
	for (const piece of graphemesOf(text)) cells += cellsOf(piece, cells);
	return cells;
}

/** Cells of one character in that column: a tab reaches to the next stop. */
export function cellsOf(character: string, column: number): number {
	return character === '\t' ? tabStop - (column % tabStop) : widthOf(character);
}

function partStart(line: string, number: number): number {
	return number === 0 ? 0 : around(line, number * part).end;
}

function partOf(line: string, at: number): number {
	const number = Math.floor(at / part);
	const first = partStart(line, number);
	// The end of the line belongs to what stands before it.
	return number > 0 && (at < first || first === line.length) ? number - 1 : number;
}

function rowsOfPart(lines: Lines, line: number, number: number, width: number): Row[] {
	const text = lines[line]!;
	const from = partStart(text, number);
	const to = (number + 1) * part >= text.length ? text.length : partStart(text, number + 1);
	const starts = knownBreaks(text.slice(from, to), Math.max(1, width));
	return starts.map((begin, index) => ({
		line,
		from: from + begin,
		to: index + 1 < starts.length ? from + starts[index + 1]! : to,
	}));
}

/** What is shorter is laid out anew each time. */
const worthKnowing = 200;
const mostKnown = 64;
const known = new Map<string, {width: number; starts: readonly number[]}>();

function knownBreaks(text: string, width: number): readonly number[] {
	if (text.length < worthKnowing) return breaks(text, width);
	const last = known.get(text);
	if (last?.width === width) return last.starts;
	if (known.size >= mostKnown) known.clear();
	const starts = breaks(text, width);
	known.set(text, {width, starts});
	return starts;
}

/** Where rows begin. They break behind spaces, and between wide characters; one space may stand over the edge. */
function breaks(text: string, width: number): number[] {
	const starts = [0];
	const pieces = graphemesOf(text);
	let at = 0;
	let cells = 0;
	let worded = false;
	let chance: {index: number; at: number} | null = null;
	for (let index = 0; index < pieces.length; index++) {
		const piece = pieces[index]!;
		const wide = cellsOf(piece, cells);
		const over = cells + wide > width && !(piece === ' ' && cells === width);
		if (over && at > starts.at(-1)!) {
			const broken = chance ?? {index, at};
			starts.push(broken.at);
			({at} = broken);
			index = broken.index - 1;
			cells = 0;
			worded = false;
			chance = null;
			continue;
		}
		cells += wide;
		at += piece.length;
		const blank = piece === ' ' || piece === '\t';
		if ((blank && worded) || wide === 2) chance = {index: index + 1, at};
		worded ||= !blank;
	}
	return starts;
}
