import type {Line, Span} from '../text/line.ts';
import type {Canvas, Cell} from './canvas.ts';

/** Neighbours that look alike become one piece. */
export function rowsOfCanvas(canvas: Canvas, lookOf: (cell: Cell) => Omit<Span, 'text'>): Line[] {
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
