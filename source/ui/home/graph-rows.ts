/** The graph of a pipeline or a run as rows, as large as there is room for. */
import type {Node} from '../../core/graph/graph.ts';
import type {Card} from '../graph/cards.ts';
import {chooseDrawing, drawRails, paintDrawing} from '../graph/choose.ts';
import {asciiGlyphs, unicodeGlyphs} from '../graph/glyphs.ts';
import {rowsOfCanvas} from '../graph/rows-of-canvas.ts';
import {graphWords} from '../spoken/graph-words.ts';
import type {Line} from '../text/line.ts';
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
	if (theme.spoken) return graphWords(operations, cardOf);
	const ascii = !theme.unicode;
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
