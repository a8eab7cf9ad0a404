/** Measures text in terminal cells. */
import stringWidth from 'string-width';
import {makeVisible} from '../../core/visible.ts';

const printableAscii = /^[\x20-\x7E]*$/;
const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Cells of one row of text, as it will be shown. */
export function widthOf(text: string): number {
	return printableAscii.test(text) ? text.length : stringWidth(makeVisible(text, {keepNewlines: false}));
}

/** What a reader takes for single characters. */
export function graphemesOf(text: string): string[] {
	if (printableAscii.test(text)) return [...text];
	return Array.from(segmenter.segment(text), piece => piece.segment);
}

/** Length, in UTF-16 units, of the longest start of `text` (from `from`) that fits `width` cells. */
export function unitsFitting(text: string, width: number, from = 0): number {
	// A grapheme may be many units long; a window this wide holds a full row of all but absurd ones.
	const part = text.slice(from, from + Math.max(16, width * 8));
	const ascii = part.slice(0, width + 1);
	if (printableAscii.test(ascii)) return Math.min(width, part.length);
	let cells = 0;
	let units = 0;
	for (const piece of graphemesOf(part)) {
		cells += widthOf(piece);
		if (cells > width) break;
		units += piece.length;
	}
	return units;
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
