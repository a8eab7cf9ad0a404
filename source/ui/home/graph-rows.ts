/** The graph of a pipeline or a run as rows, as large as there is room for. */
import type {Node} from '../../core/graph/graph.ts';
import type {Canvas, Cell} from '../graph/canvas.ts';
import type {Card} from '../graph/cards.ts';
import {chooseDrawing, drawRails, paintDrawing} from '../graph/choose.ts';
import {asciiGlyphs, unicodeGlyphs} from '../graph/glyphs.ts';
import type {Line, Span} from '../text/line.ts';
import type {Theme, Tone} from '../theme.ts';

/** Boxes for more do not fit into a preview, and trying takes longer than a glance. */
const mostBoxes = 24;

/** `toneOf` colours the frame of an operation. */
export function graphRows(
	operations: readonly Node[],
	cardOf: (id: string) => Card,
	toneOf: (id: string) => Tone,
	{width, height, theme}: {width: number; height: number; theme: Theme},
): Line[] {
	const ascii = theme.glyphs.ellipsis !== unicodeGlyphs.ellipsis;
	const size = {width, height};
	const drawing =
		operations.length > mostBoxes
			? drawRails(operations, cardOf, size)
			: chooseDrawing(operations, cardOf, {size, direction: null, ascii});
	const canvas = paintDrawing(drawing, cardOf, ascii ? asciiGlyphs : unicodeGlyphs);
	return rowsOfCanvas(canvas, cell => {
		if (cell.role === 'text') return cell.look ?? {};
		if (cell.role === 'border' || cell.role === 'port')
			return {tone: cell.id === null ? 'quiet' : toneOf(cell.id)};
		return {tone: 'quiet'};
	});
}

/** Neighbours that look alike become one piece. */
function rowsOfCanvas(canvas: Canvas, lookOf: (cell: Cell) => Omit<Span, 'text'>): Line[] {
	return canvas.map(row => {
		const spans: Span[] = [];
		for (const cell of row) {
			const look = lookOf(cell);
			const last = spans.at(-1);
			if (last && last.tone === look.tone && last.bold === look.bold) last.text += cell.glyph;
			else spans.push({...look, text: cell.glyph});
		}
		return spans;
	});
}
