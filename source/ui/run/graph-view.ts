/** A painted drawing as rows, coloured by what happens and by what is selected. */
import type {Canvas, Cell} from '../graph/canvas.ts';
import type {Rectangle} from '../graph/layout.ts';
import {type Cells, keyOf} from '../graph/legs.ts';
import type {Line, Span, Style} from '../text/line.ts';
import type {Tone} from '../theme.ts';

export type Emphasis = {
	selected: string | null;
	/** What the selected operation reads, and what reads it. */
	near: ReadonlySet<string>;
	/** The lines between them. */
	lit: readonly Cells[];
	/** The lines into what runs. */
	flowing: readonly Cells[];
	/** Moves what flows by one cell. */
	frame: number;
	toneOf(id: string): Tone;
	/** Glyphs of the selected frame and of what flows, by those that they stand for. */
	heavy: Readonly<Record<'frame' | 'flow', ReadonlyMap<string, string>>>;
};

/** Cells from one pulse of a running line to the next. */
const beat = 8;

/** `view` is the part of a drawing, `width` wide, that the canvas shows. */
export function graphLines(canvas: Canvas, view: Rectangle, width: number, emphasis: Emphasis): Line[] {
	return canvas.map((row, y) => {
		const spans: Span[] = [];
		let last: Style | null = null;
		let text = '';
		for (const [x, cell] of row.entries()) {
			const {glyph, look} = lookOfCell(cell, keyOf({width}, view.x + x, view.y + y), emphasis);
			if (last !== null && ((cell.role === 'space' && !last.inverse) || sameLook(last, look))) {
				text += glyph;
				continue;
			}
			if (last !== null) spans.push({...last, text});
			last = look;
			text = glyph;
		}
		if (last !== null) spans.push({...last, text});
		return spans;
	});
}

function sameLook(a: Style, b: Style): boolean {
	return (
		a === b ||
		(a.tone === b.tone &&
			a.bold === b.bold &&
			a.italic === b.italic &&
			a.underline === b.underline &&
			a.dim === b.dim &&
			a.inverse === b.inverse)
	);
}

function lookOfCell(cell: Cell, key: number, emphasis: Emphasis): {glyph: string; look: Style} {
	const {glyph, role, id} = cell;
	switch (role) {
		case 'space':
			return {glyph, look: {}};
		case 'text':
			return {glyph, look: cell.look ?? {}};
		case 'border':
		case 'port':
			return frameLook(glyph, id, emphasis);
		case 'line':
		case 'arrow':
			return lineLook(glyph, key, emphasis);
	}
}

function frameLook(
	glyph: string,
	id: string | null,
	{selected, near, toneOf, heavy}: Emphasis,
): {glyph: string; look: Style} {
	if (id === null) return {glyph, look: {tone: 'quiet'}};
	const tone = toneOf(id);
	if (id === selected) {
		return {
			glyph: heavy.frame.get(glyph) ?? glyph,
			look: {tone: calm(tone) ? 'accent' : tone, bold: true},
		};
	}
	return {glyph, look: {tone: near.has(id) && calm(tone) ? 'accent' : tone}};
}

function lineLook(
	glyph: string,
	key: number,
	{lit, flowing, frame, heavy}: Emphasis,
): {glyph: string; look: Style} {
	const shines = lit.some(cells => cells.has(key));
	for (const cells of flowing) {
		const distance = cells.get(key);
		if (distance !== undefined && (distance + beat - (frame % beat)) % beat === 0) {
			return {glyph: heavy.flow.get(glyph) ?? glyph, look: {tone: 'running', bold: true}};
		}
	}
	if (shines) return {glyph, look: {tone: 'accent', bold: true}};
	return {glyph, look: {tone: 'quiet'}};
}

function calm(tone: Tone): boolean {
	return tone === 'quiet' || tone === 'plain';
}
