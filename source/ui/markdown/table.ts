import type {Tokens} from 'marked';
import {flow} from '../text/flow.ts';
import {type Line, type Span, widthOfLine} from '../text/line.ts';
import {expandTabs, linesOf, restyle} from '../text/rich.ts';
import type {Typeset} from './block.ts';
import {inlinePieces} from './inline.ts';

/** Narrower columns cannot be read. */
const least = 4;

/** Rows with aligned columns, cells wrapped where there is no room; null if there are too many columns for the width. */
export function tableRows({header, rows, align}: Tokens.Table, {width, glyphs}: Typeset): Line[] | null {
	const head = header.map(cell => restyle(cellOf(cell), {bold: true}));
	const body = rows.map(row => row.map(cellOf));
	const natural = head.map(widest);
	for (const row of body)
		for (const [column, cell] of row.entries()) natural[column] = Math.max(natural[column]!, widest(cell));
	const widths = share(natural, width - 3 * (natural.length - 1));
	if (!widths) return null;
	const bar: Span = {text: ` ${glyphs.gutter} `, tone: 'quiet'};
	const lay = (cells: readonly (readonly Span[])[]): Line[] => {
		const flown = cells.map((cell, column) => flow(cell, widths[column]!));
		const height = Math.max(...flown.map(one => one.length));
		return Array.from({length: height}, (_, index) =>
			flown.flatMap((one, column): Line => {
				const cell = one[index] ?? [];
				const gap = Math.max(0, widths[column]! - widthOfLine(cell));
				const left = align[column] === 'right' ? gap : align[column] === 'center' ? Math.floor(gap / 2) : 0;
				const end = column < flown.length - 1 ? [{text: ' '.repeat(gap - left)}, bar] : [];
				return [{text: ' '.repeat(left)}, ...cell, ...end].filter(span => span.text !== '');
			}),
		);
	};
	const rule = widths
		.map(one => glyphs.rule.repeat(one))
		.join(`${glyphs.rule}${glyphs.crossing}${glyphs.rule}`);
	return [...lay(head), [{text: rule, tone: 'quiet'}], ...body.flatMap(lay)];
}

function cellOf({tokens}: Tokens.TableCell): readonly Span[] {
	return expandTabs(inlinePieces(tokens));
}

function widest(cell: readonly Span[]): number {
	return Math.max(1, ...linesOf(cell).map(widthOfLine));
}

/** Takes from the widest columns until all fit. */
function share(natural: readonly number[], room: number): number[] | null {
	const total = natural.reduce((sum, one) => sum + one, 0);
	if (total <= room) return [...natural];
	if (room < natural.length * least) return null;
	let cap = Math.max(...natural);
	let left = room;
	let open = [...natural];
	// Columns that are narrower than an equal share keep their width, and leave the rest to the others.
	while (true) {
		cap = Math.floor(left / open.length);
		const narrow = open.filter(one => one <= cap);
		if (narrow.length === 0) break;
		left -= narrow.reduce((sum, one) => sum + one, 0);
		open = open.filter(one => one > cap);
	}
	let spare = left - cap * open.length;
	return natural.map(one => {
		if (one <= cap) return one;
		return spare-- > 0 ? cap + 1 : cap;
	});
}
