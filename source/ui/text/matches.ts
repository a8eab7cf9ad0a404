/** Where a text that is sought stands in rows, as they are shown. */
import type {Line, Span, Style} from './line.ts';
import {sliceLine, textOf} from './rich.ts';

/** A part of a row, in UTF-16 units. */
export type Part = {row: number; from: number; to: number};
/** What is found; in two parts where it goes on in the next row. */
export type Match = readonly [Part] | readonly [Part, Part];

/** More are neither counted nor shown. */
const most = 100_000;
/** What stands before the text of a row that goes on: indentation, bars, gutters. */
const margin = /^[\s│┆┃|:>]*/;

/**
 * All matches, in order. Capitals count only if there are some in what is sought. A space in it also matches the place
 * where a row was broken.
 */
export function findMatches(rows: number, textAt: (row: number) => string, sought: string): Match[] {
	if (sought === '') return [];
	const pattern = patternOf(sought);
	const broken = sought.trim().includes(' ');
	const found: Match[] = [];
	let text = rows > 0 ? textAt(0) : '';
	for (let row = 0; row < rows && found.length < most; row++) {
		const next = row + 1 < rows ? textAt(row + 1) : '';
		for (const {index, 0: match} of text.matchAll(pattern))
			found.push([{row, from: index, to: index + match.length}]);
		if (broken && text !== '' && next !== '') {
			const over = acrossRows(row, text, next, pattern);
			if (over) found.push(over);
		}
		text = next;
	}
	return found;
}

function acrossRows(row: number, text: string, next: string, pattern: RegExp): Match | null {
	const head = text.trimEnd();
	const indent = margin.exec(next)![0].length;
	for (const {index, 0: match} of `${head} ${next.slice(indent)}`.matchAll(pattern)) {
		const rest = index + match.length - head.length - 1;
		if (index < head.length && rest > 0) {
			return [
				{row, from: index, to: head.length},
				{row: row + 1, from: indent, to: indent + rest},
			];
		}
	}
	return null;
}

function patternOf(sought: string): RegExp {
	const escaped = sought.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
	return new RegExp(escaped, /\p{Lu}/u.test(sought) ? 'g' : 'gi');
}

/** Lays a look over parts of a row; they are in order and do not overlap. */
export function markParts(row: Line, parts: readonly {from: number; to: number; style: Style}[]): Line {
	const length = textOf(row).length;
	const spans: Span[] = [];
	let at = 0;
	for (const {from, to, style} of parts) {
		spans.push(...sliceLine(row, at, from), ...sliceLine(row, from, to).map(span => ({...span, ...style})));
		at = to;
	}
	spans.push(...sliceLine(row, at, length));
	return spans.filter(span => span.text !== '');
}
