/** Which of the ways to draw a graph suits a size. */
import type {Node} from '../../core/graph/graph.ts';
import type {Canvas} from './canvas.ts';
import type {Card, CardForm} from './cards.ts';
import {type Form, forms, railForm} from './forms.ts';
import type {GraphGlyphs} from './glyphs.ts';
import type {Direction, Layout, Rectangle, Size} from './layout.ts';
import {paintGraph} from './paint.ts';
import {paintRails, type Rails} from './rails.ts';
import {createSketches} from './sketches.ts';

/** Boxes and lines, or one row for each operation; either is painted again and again without a new choice. */
export type Drawing = ({kind: 'boxes'; layout: Layout; form: Form} & Size) | ({kind: 'rails'} & Rails);

export type Wishes = {
	/** Cells to draw in; infinite where it does not matter. */
	size: Size;
	/** Null: the one that fits. */
	direction: Direction | null;
	/** Glyphs without corners of their own: parallel lines keep apart. */
	ascii: boolean;
};

/** `cardOf` gives each card as large as it will become: the drawing is chosen once, while texts change. */
export function chooseDrawing(
	operations: readonly Node[],
	cardOf: (id: string, form: CardForm) => Card,
	{size, direction, ascii}: Wishes,
): Drawing {
	const sketches = createSketches(operations, cardOf, ascii);
	const wanted = forms.filter(form => direction === null || form.direction === direction);
	const fits = ({width, height}: Size) => width <= size.width && height <= size.height;
	const bounded = Number.isFinite(size.width) || Number.isFinite(size.height);
	return sketches.boxes(wanted, fits, bounded) ?? sketches.rails(size.width);
}

/** Rails whatever the size; what is wider is cut when it is painted. */
export function drawRails(
	operations: readonly Node[],
	cardOf: (id: string, form: CardForm) => Card,
	{width}: Size,
): Drawing {
	return createSketches(operations, cardOf, false).rails(width);
}

/** `view` shows a part of the drawing; cells count from its corner. */
export function paintDrawing(
	drawing: Drawing,
	cardOf: (id: string, form: CardForm) => Card,
	glyphs: GraphGlyphs,
	view: Rectangle = {x: 0, y: 0, width: drawing.width, height: drawing.height},
): Canvas {
	return drawing.kind === 'boxes'
		? paintGraph(drawing.layout, id => cardOf(id, drawing.form), drawing.form, glyphs, view)
		: paintRails(drawing, id => cardOf(id, railForm), glyphs, view);
}
