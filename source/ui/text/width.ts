/** Measures text in terminal cells. */
import stringWidth from 'string-width';
import {makeVisible} from '../../core/visible.ts';
import {aSingle, singles} from './one-cell.ts';
import {quickSegmenter} from './quick-segmenter.ts';

const twoCells = /[\u3001-\u3002\u3041-\u3096\u30A1-\u30FA\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF5E]/;
const cellsByUnit = new Map<number, 1 | 2 | null>();

/** Measuring a character costs 10 µs: those that are met again and again are remembered, this many of them. */
const remembered = 5000;
const widths = new Map<string, number>();

/** Cells of one row of text, as it will be shown. */
export function widthOf(text: string): number {
	if (singles.test(text)) return text.length;
	const known = widths.get(text);
	if (known !== undefined) return known;
	const width = stringWidth(makeVisible(text, {keepNewlines: false}));
	if (text.length > 8) return width;
	if (widths.size >= remembered) widths.clear();
	widths.set(text, width);
	return width;
}

/** What a reader takes for single characters. */
export function graphemesOf(text: string): string[] {
	if (singles.test(text)) return [...text];
	return Array.from(quickSegmenter.segment(text), piece => piece.segment);
}

/** Length, in UTF-16 units, of the longest start of `text` (from `from`) that fits `width` cells. */
export function unitsFitting(text: string, width: number, from = 0): number {
	// A grapheme may be many units long; a window this wide holds a full row of all but absurd ones.
	const part = wholeCharacters(text.slice(from, from + Math.max(16, width * 8)));
	const quick = unitsOfSingles(part, width);
	if (quick !== null) return quick;
	let cells = 0;
	let units = 0;
	// Only as far as it fits: to take all of a long line apart for each of its rows would be slow.
	for (const {segment} of quickSegmenter.segment(part)) {
		cells += widthOf(segment);
		if (cells > width) break;
		units += segment.length;
	}
	return units;
}

/** Without half of a surrogate pair at its end. */
function wholeCharacters(text: string): string {
	const last = text.charCodeAt(text.length - 1);
	return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

function cellsOfSingle(unit: number): 1 | 2 | null {
	const known = cellsByUnit.get(unit);
	if (known !== undefined) return known;
	const character = String.fromCharCode(unit);
	const cells = aSingle.test(character) ? 1 : twoCells.test(character) ? 2 : null;
	cellsByUnit.set(unit, cells);
	return cells;
}

/** Null if the text holds anything else before its width is used up. */
function unitsOfSingles(text: string, width: number): number | null {
	let left = width;
	for (let at = 0; at < text.length; at++) {
		const cells = cellsOfSingle(text.charCodeAt(at));
		if (cells === null) return null;
		if (cells > left) return at;
		left -= cells;
	}

	return text.length;
}

/** Cuts at the end. */
export function cutEnd(text: string, width: number, ellipsis = '…'): string {
	if (widthOf(text) <= width) return text;
	if (width < 1) return '';
	return text.slice(0, unitsFitting(text, width - widthOf(ellipsis))) + ellipsis;
}

/** Cuts in the middle: names differ at both ends. */
export function cutMiddle(text: string, width: number, ellipsis = '…'): string {
	if (widthOf(text) <= width) return text;
	if (width < 3) return cutEnd(text, width, ellipsis);
	const kept = width - widthOf(ellipsis);
	const head = text.slice(0, unitsFitting(text, Math.ceil(kept / 2)));
	const pieces = graphemesOf(text);
	let tail = '';
	for (let index = pieces.length - 1; index >= 0; index--) {
		const longer = pieces[index]! + tail;
		if (widthOf(longer) > Math.floor(kept / 2)) break;
		tail = longer;
	}
	return head + ellipsis + tail;
}

/** Fills up with spaces; cuts in the middle what is too long. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
	const cut = cutMiddle(text, width);
	const gap = ' '.repeat(Math.max(0, width - widthOf(cut)));
	return side === 'right' ? cut + gap : gap + cut;
}
