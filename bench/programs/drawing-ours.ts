/** `drawing-ours.ts COUNT`: lays a graph of so many operations out and draws it, as `orchestrai graph` does, ms. */
import {textOf} from '../../source/ui/graph/canvas.ts';
import type {Card} from '../../source/ui/graph/cards.ts';
import {chooseDrawing, paintDrawing} from '../../source/ui/graph/choose.ts';
import {unicodeGlyphs} from '../../source/ui/graph/glyphs.ts';
import {printFigure} from '../print-figure.ts';
import {type DrawnNode, timeDrawing} from './drawn-graph.ts';

printFigure(timeDrawing(draw, Number(process.argv[2])));

function draw(nodes: readonly DrawnNode[]): string {
	const cards = new Map<string, Card>(
		nodes.map(({output_name, module}) => [
			output_name,
			{mark: null, name: {text: output_name}, details: [[{text: module}]]},
		]),
	);
	const cardOf = (id: string) => cards.get(id)!;
	const size = {width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY};
	const drawing = chooseDrawing(nodes, cardOf, {size, direction: null, ascii: false});
	if (drawing.kind !== 'boxes') throw new Error('It was not drawn with boxes.');
	return textOf(paintDrawing(drawing, cardOf, unicodeGlyphs));
}
