/** Which of the ways to draw a graph suits a size. */
import type {Node} from '../../core/graph/graph.ts';
import type {Canvas} from './canvas.ts';
import {type Card, type CardForm, sizeOfCard} from './cards.ts';
import type {GraphGlyphs} from './glyphs.ts';
import {type Direction, type Layout, layoutGraph, type Rectangle, type Size} from './layout.ts';
import {paintGraph} from './paint.ts';
import {laneWidth, type Pitch, paintRails, type RailRow, railsOf} from './rails.ts';

/** Boxes and lines, or one row for each operation; either is painted again and again without a new choice. */
export type Drawing =
	| {kind: 'boxes'; layout: Layout; form: CardForm}
	| ({kind: 'rails'; rows: RailRow[]; pitch: Pitch} & Size);

export type Wishes = {
	/** Cells to draw in; infinite where it does not matter. */
	size: Size;
	/** Null: the one that fits. */
	direction: Direction | null;
	/** Glyphs without corners of their own: parallel lines keep apart. */
	ascii: boolean;
};

type Try = {direction: Direction; framed: boolean; details: number; most: number; apart: boolean};

/** In the order in which they are preferred; rails come last. */
const tries: Try[] = [
	{direction: 'lr', framed: true, details: 9, most: 40, apart: true},
	{direction: 'lr', framed: true, details: 9, most: 40, apart: false},
	{direction: 'tb', framed: true, details: 9, most: 40, apart: false},
	{direction: 'lr', framed: true, details: 0, most: 24, apart: false},
	{direction: 'lr', framed: true, details: 0, most: 16, apart: false},
	{direction: 'tb', framed: true, details: 0, most: 24, apart: false},
	{direction: 'tb', framed: true, details: 0, most: 16, apart: false},
	{direction: 'lr', framed: false, details: 0, most: 24, apart: false},
	{direction: 'lr', framed: false, details: 0, most: 14, apart: false},
];

/** Above so many operations no drawing with boxes fits a terminal, and trying all of them would cost seconds. */
const mostTried = 300;

/** `cardOf` gives each card as large as it will become: the drawing is chosen once, while texts change. */
export function chooseDrawing(
	operations: readonly Node[],
	cardOf: (id: string) => Card,
	{size, direction, ascii}: Wishes,
): Drawing {
	const bounded = Number.isFinite(size.width) || Number.isFinite(size.height);
	const tried = bounded && operations.length > mostTried ? [] : tries;
	for (const {direction: way, framed, details, most, apart} of tried) {
		if (direction !== null && way !== direction) continue;
		const form = {framed, details, most};
		const layout = layoutGraph(operations, id => sizeOfCard(cardOf(id), form), {
			direction: way,
			framed,
			apart: apart || ascii,
		});
		if (layout.width <= size.width && layout.height <= size.height) return {kind: 'boxes', layout, form};
	}
	return drawRails(operations, cardOf, size);
}

/** Names shorter than this say too little: the lanes give way first. */
const leastName = 16;

/** Rails whatever the size; what is wider is cut when it is painted. */
export function drawRails(operations: readonly Node[], cardOf: (id: string) => Card, size: Size): Drawing {
	const rows = railsOf(operations);
	const pitch = laneWidth(rows, 2) + 1 + leastName <= size.width ? 2 : 1;
	const widest = rows.reduce((most, {id}) => Math.max(most, sizeOfCard(cardOf(id), wide).width), 0);
	const natural = laneWidth(rows, pitch) + 2 * widest;
	return {kind: 'rails', rows, pitch, width: Math.min(size.width, natural), height: rows.length};
}

const wide: CardForm = {framed: true, details: 1, most: Number.POSITIVE_INFINITY};

/** `view` shows a part of a drawing with boxes; rails have all their rows. */
export function paintDrawing(
	drawing: Drawing,
	cardOf: (id: string) => Card,
	glyphs: GraphGlyphs,
	view?: Rectangle,
): Canvas {
	return drawing.kind === 'boxes'
		? paintGraph(drawing.layout, cardOf, drawing.form, glyphs, view)
		: paintRails(drawing.rows, cardOf, glyphs, drawing.pitch, drawing.width);
}
