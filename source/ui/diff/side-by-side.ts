/** A comparison as two columns: the old side left, the new one right, what belongs together in one row. */
import type {Content} from '../content/content.ts';
import {type Line, widthOfLine} from '../text/line.ts';
import {breakText} from '../text/wrap.ts';
import {wrapLine} from '../text/wrap-line.ts';
import type {Glyphs} from '../theme.ts';
import {fullRow} from './full-row.ts';
import {type Item, laidOut} from './laid-out.ts';
import {isText, shownText, spansOf, type TextRow} from './line-spans.ts';
import type {DiffRow} from './rows.ts';
import {signOf, widestNumber} from './unified.ts';

type Half = {row: TextRow; number: number} | null;

export function sideBySideContent(rows: readonly DiffRow[], width: number, glyphs: Glyphs): Content {
	const digits = widestNumber(rows);
	const half = Math.floor((width - 3) / 2);
	const room = Math.max(1, half - digits - 3);
	const between = {text: ` ${glyphs.bar} `, tone: 'quiet' as const};

	const heightOf = (side: Half) => (side === null ? 0 : breakText(shownText(side.row), room).length);
	const linesOf = (side: Half): Line[] =>
		side === null
			? []
			: wrapLine(spansOf(side.row), room).map((spans, index) => [
					...(index === 0
						? [
								{text: `${String(side.number).padStart(digits)} `, tone: 'quiet' as const},
								signOf(side.row, 2),
							]
						: [{text: ' '.repeat(digits + 3)}]),
					...spans,
				]);
	const pair = (left: Half, right: Half): Item => {
		const height = Math.max(heightOf(left), heightOf(right));
		return {
			height,
			rows() {
				const [before, after] = [linesOf(left), linesOf(right)];
				return Array.from({length: height}, (_, index) => [
					...filled(before[index] ?? [], half),
					between,
					...(after[index] ?? []),
				]);
			},
		};
	};

	const items: Item[] = [];
	let removed: NonNullable<Half>[] = [];
	let added: NonNullable<Half>[] = [];
	const zip = (left: Half[], right: Half[]) => {
		for (let at = 0; at < Math.max(left.length, right.length); at++)
			items.push(pair(left[at] ?? null, right[at] ?? null));
	};
	const flush = () => {
		let from = 0;
		let to = 0;
		for (const [at, {row}] of removed.entries()) {
			const other = partnerOf(row);
			const there =
				other === null ? -1 : added.findIndex((one, index) => index >= to && one.row.line === other);
			if (there === -1) continue;
			zip(removed.slice(from, at), added.slice(to, there));
			zip([removed[at]!], [added[there]!]);
			from = at + 1;
			to = there + 1;
		}

		zip(removed.slice(from), added.slice(to));
		removed = [];
		added = [];
	};
	for (const row of rows) {
		if (row.kind === 'removed') removed.push({row, number: row.old});
		else if (row.kind === 'added') added.push({row, number: row.now});
		else {
			flush();
			if (isText(row)) items.push(pair({row, number: row.old}, {row, number: row.now}));
			else items.push(fullRow(row, width, glyphs));
		}
	}

	flush();
	return laidOut(items);
}

function partnerOf(row: TextRow) {
	return row.kind === 'same' ? null : row.partner;
}

/** Spaces up to `width`. */
export function filled(spans: Line, width: number): Line {
	const gap = width - widthOfLine(spans);
	return gap > 0 ? [...spans, {text: ' '.repeat(gap)}] : spans;
}
