/** The rows of a comparison that are no line of either side. */
import {plural} from '../text/figures.ts';
import {cutLine, type Line, line, type Span} from '../text/line.ts';
import {breakText} from '../text/wrap.ts';
import {wrapLine} from '../text/wrap-line.ts';
import type {Glyphs} from '../theme.ts';
import type {Item} from './laid-out.ts';
import type {TextRow} from './line-spans.ts';
import type {DiffRow} from './rows.ts';

export function fullRow(row: Exclude<DiffRow, TextRow>, width: number, glyphs: Glyphs): Item {
	switch (row.kind) {
		case 'blank':
			return {height: 1, rows: () => [[]]};
		case 'skipped': {
			const text = `${glyphs.ellipsis} ${plural(row.lines, 'unchanged line')}`;
			return {height: 1, rows: () => [cutLine(line(text, 'quiet'), width, glyphs.ellipsis)]};
		}

		case 'note':
			return {
				height: breakText(row.text, width).length,
				rows: () => wrapLine(line(row.text, 'attention'), width),
			};
		case 'file': {
			const spans: Line = [
				{text: row.path, tone: 'accent', bold: true},
				...(row.what === '' ? [] : [{text: `  ${row.what}`, tone: 'quiet' as const}]),
				...changedLines(row, '  '),
			];
			return {height: 1, rows: () => [cutLine(spans, width, glyphs.ellipsis)]};
		}
	}
}

/** `+12 -3`, each only where there are some. */
export function changedLines({added, removed}: {added: number; removed: number}, before = ''): Span[] {
	const spans: Span[] = [];
	if (added > 0) spans.push({text: `+${added}`, tone: 'added'});
	if (removed > 0) spans.push({text: `${added > 0 ? ' ' : ''}-${removed}`, tone: 'removed'});
	return spans.length > 0 && before !== '' ? [{text: before}, ...spans] : spans;
}
