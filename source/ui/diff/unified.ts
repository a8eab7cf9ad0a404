/** A comparison as one column: numbers of both sides, a sign, the line. */
import type {Content} from '../content/content.ts';
import {uncut} from '../spoken/uncut.ts';
import type {Line, Span} from '../text/line.ts';
import {breakText} from '../text/wrap.ts';
import {wrapLine} from '../text/wrap-line.ts';
import type {Glyphs} from '../theme.ts';
import {fullRow} from './full-row.ts';
import {type Item, laidOut} from './laid-out.ts';
import {isText, shownText, spansOf, type TextRow} from './line-spans.ts';
import type {DiffRow} from './rows.ts';

export function unifiedContent(rows: readonly DiffRow[], width: number, glyphs: Glyphs): Content {
	if (width === uncut) return spokenContent(rows, width, glyphs);
	const digits = widestNumber(rows);
	// Where hardly anything is left beside them, the numbers give way.
	const numbered = width >= (digits + 1) * 2 + 2 + 16;
	const gutter = numbered ? (digits + 1) * 2 + 2 : Math.min(2, width - 1);
	return laidOut(
		rows.map((row): Item => {
			if (!isText(row)) return fullRow(row, width, glyphs);
			const room = Math.max(1, width - gutter);
			return {
				height: breakText(shownText(row), room).length,
				rows: () =>
					wrapLine(spansOf(row), room).map((spans, index) =>
						index === 0
							? [...beginning(row, digits, numbered, gutter), ...spans]
							: [{text: ' '.repeat(gutter)}, ...spans],
					),
			};
		}),
	);
}

/** Read aloud, a number and a word for each line instead of two numbers and a sign. */
function spokenContent(rows: readonly DiffRow[], width: number, glyphs: Glyphs): Content {
	const words = {same: '', added: ' added', removed: ' removed'};
	return laidOut(
		rows.map((row): Item => {
			if (!isText(row)) return fullRow(row, width, glyphs);
			const number = row.kind === 'removed' ? row.old : row.now;
			const said = `${number}${words[row.kind]}: `;
			return {height: 1, rows: () => [[{text: said}, ...spansOf(row)]]};
		}),
	);
}

function beginning(row: TextRow, digits: number, numbered: boolean, gutter: number): Line {
	const number = (value: number | null) => `${value === null ? '' : value} `.padStart(digits + 1);
	const numbers: Span[] = numbered
		? [
				{
					text:
						number(row.kind === 'added' ? null : row.old) + number(row.kind === 'removed' ? null : row.now),
					tone: 'quiet',
				},
			]
		: [];
	return gutter === 0 ? [] : [...numbers, signOf(row, Math.min(2, gutter))];
}

export function signOf(row: TextRow, width: number): Span {
	const sign = (text: string) => text.slice(0, width);
	if (row.kind === 'same') return {text: sign('  ')};
	return {text: sign(row.kind === 'added' ? '+ ' : '- '), tone: row.kind};
}

/** Digits of the greatest line number. */
export function widestNumber(rows: readonly DiffRow[]): number {
	let greatest = 1;
	for (const row of rows) {
		if ('old' in row) greatest = Math.max(greatest, row.old);
		if ('now' in row) greatest = Math.max(greatest, row.now);
	}

	return String(greatest).length;
}
