/** The rows of an edited text that are in view, and where the cursor stands among them. */
import type {Line, Span} from '../text/line.ts';
import {graphemesOf} from '../text/width.ts';
import {type Editor, selectionOf} from './editor.ts';
import {endOf, type Lines, type Place, type Range} from './lines.ts';
import type {Frame} from './motions.ts';
import {cellsOf, columnOf, type Row, rowOf, rowsAbove, rowsFrom} from './rows.ts';

/** `x` and `y` are cells from the upper left corner, line numbers included. */
export type View = {top: Place; rows: Line[]; cursor: {x: number; y: number}};

/** Narrower than this, all of it is for the text. */
const numberedFrom = 50;

/** The cells left for the text itself: line numbers, and one cell for a cursor behind a full row, take theirs. */
export function frameOf(lines: Lines, {width, height}: Frame): Frame {
	return {width: Math.max(1, width - gutterOf(lines, width) - 1), height: Math.max(1, height)};
}

/** `top` is where the view began before. */
export function viewOf(editor: Editor, top: Place, size: Frame): View {
	const {lines, cursor} = editor;
	const gutter = gutterOf(lines, size.width);
	const {width, height} = frameOf(lines, size);
	const at = scrolled(editor, top, {width, height});
	const rows = rowsFrom(lines, at, width, height);
	const own = rowOf(lines, cursor, width);
	const selection = selectionOf(editor);
	return {
		top: at,
		rows: rows.map(row => [...numbered(row, gutter), ...pictured(lines, row, selection)]),
		cursor: {
			x: gutter + Math.min(columnOf(lines, own, cursor.at), width),
			y: Math.max(
				0,
				rows.findIndex(row => row.line === own.line && row.from === own.from),
			),
		},
	};
}

/** Where the view begins so that the cursor is in it. Nothing is left empty below the end while there is more above. */
function scrolled({lines, cursor}: Editor, top: Place, {width, height}: Frame): Place {
	const line = Math.min(top.line, lines.length - 1);
	const first = rowOf(lines, {line, at: Math.min(top.at, lines[line]!.length)}, width);
	const chosen = placeOf(nearest(lines, cursor, first, {width, height}));
	if (rowsFrom(lines, chosen, width, height).length === height) return chosen;
	const full = rowsAbove(lines, endOf(lines), width, height - 1)[0];
	return full ? placeOf(full) : chosen;
}

/** The first row of the view: as it was, as little further as it takes, or, far away, half a view above the cursor. */
function nearest(lines: Lines, cursor: Place, first: Row, {width, height}: Frame): Row {
	const own = rowOf(lines, cursor, width);
	const above = rowsAbove(lines, cursor, width, height - 1);
	if (same(own, first) || above.some(row => same(row, first))) return first;
	const far = above.at(-Math.floor(height / 2)) ?? above[0] ?? own;
	const has = (rows: readonly Row[]) => rows.some(row => same(row, first));
	if (own.line < first.line || (own.line === first.line && own.from < first.from))
		return has(rowsFrom(lines, cursor, width, height)) ? own : far;
	const lowest = above[0] ?? own;
	return has(rowsAbove(lines, placeOf(lowest), width, height)) ? lowest : far;
}

function same(one: Row, other: Row): boolean {
	return one.line === other.line && one.from === other.from;
}

function placeOf({line, from}: Row): Place {
	return {line, at: from};
}

function gutterOf(lines: Lines, width: number): number {
	return width < numberedFrom ? 0 : String(lines.length).length + 2;
}

/** A line has its number where it begins, not where it goes on. */
function numbered({line, from}: Row, gutter: number): Line {
	if (gutter === 0) return [];
	const number = from === 0 ? String(line + 1) : '';
	return [{text: `${number.padStart(gutter - 2)}  `, tone: 'quiet'}];
}

/** Tabs as the spaces they reach over, and what is selected inverse; a selected line end is a cell of its own. */
function pictured(lines: Lines, row: Row, selection: Range | null): Line {
	const line = lines[row.line]!;
	const from = selection ? unitsIn(selection.from, row) : 0;
	const to = selection ? unitsIn(selection.to, row) : 0;
	const spans: Span[] = [];
	let cells = 0;
	let at = row.from;
	for (const piece of graphemesOf(line.slice(row.from, row.to))) {
		const inverse = at >= from && at < to;
		const text = piece === '\t' ? ' '.repeat(cellsOf(piece, cells)) : piece;
		cells += cellsOf(piece, cells);
		at += piece.length;
		const last = spans.at(-1);
		if (last && last.inverse === inverse) last.text += text;
		else spans.push({text, inverse});
	}
	const ends = row.to === line.length && selection !== null && from <= row.to && to > row.to;
	return ends ? [...spans, {text: ' ', inverse: true}] : spans;
}

/** A place as units of the row's line, however far outside of it. */
function unitsIn({line, at}: Place, row: Row): number {
	return line < row.line ? -1 : line > row.line ? Number.POSITIVE_INFINITY : at;
}
