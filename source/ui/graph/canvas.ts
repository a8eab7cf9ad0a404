/** A drawing as cells that know what they are part of, so that colours can follow the state without a new layout. */
import type {Line, Span} from '../text/line.ts';
import {graphemesOf, widthOf} from '../text/width.ts';

export type Role = 'space' | 'text' | 'border' | 'port' | 'line' | 'arrow';

/** A character wider than one cell is followed by cells with an empty glyph. */
export type Cell = {
	glyph: string;
	role: Role;
	/** The operation whose box it belongs to. */
	id: string | null;
	/** The line it belongs to, as an index into the layout's nets; of two that cross, the one in front. */
	net: number | null;
	/** The line that passes behind. */
	under: number | null;
	look: Omit<Span, 'text'> | null;
};

export type Canvas = Cell[][];

const blank: Cell = Object.freeze({glyph: ' ', role: 'space', id: null, net: null, under: null, look: null});

export function createCanvas(width: number, height: number): Canvas {
	return Array.from({length: height}, () => new Array<Cell>(width).fill(blank));
}

/** What lies outside the canvas is left away. */
export function setCell(canvas: Canvas, x: number, y: number, cell: Partial<Cell>): void {
	const row = canvas[y];
	if (row && x >= 0 && x < row.length) row[x] = {...blank, ...cell};
}

/** Writes one row of text; a character that the edge of the canvas would halve becomes spaces. */
export function writeLine(canvas: Canvas, x: number, y: number, line: Line, id: string): void {
	const width = canvas[y]?.length ?? 0;
	let at = x;
	for (const {text, ...look} of line) {
		for (const glyph of graphemesOf(text)) {
			const cells = widthOf(glyph);
			if (cells === 0) continue;
			const whole = at >= 0 && at + cells <= width;
			for (let cell = 0; cell < cells; cell++) {
				const shown = cell === 0 ? glyph : '';
				setCell(canvas, at + cell, y, {glyph: whole ? shown : ' ', role: 'text', id, look});
			}
			at += cells;
		}
	}
}

/** Without colour, and without spaces at the ends of rows. */
export function textOf(canvas: Canvas): string {
	return canvas
		.map(
			row =>
				`${row
					.map(({glyph}) => glyph)
					.join('')
					.trimEnd()}\n`,
		)
		.join('');
}
