/** Layout and cards → cells. */

import {type Canvas, createCanvas, setCell, writeLine} from './canvas.ts';
import {type Card, type CardForm, linesOfCard} from './cards.ts';
import type {GraphGlyphs} from './glyphs.ts';
import type {Direction, Layout, Rectangle} from './layout.ts';
import type {Stroke} from './pen.ts';

/** Paints the part of the drawing that `view` shows; cells count from its corner. */
export function paintGraph(
	layout: Layout,
	cardOf: (id: string) => Card,
	form: CardForm,
	glyphs: GraphGlyphs,
	view: Rectangle = {x: 0, y: 0, width: layout.width, height: layout.height},
): Canvas {
	const canvas = createCanvas(view.width, view.height);
	for (const [id, box] of layout.boxes) {
		const hidden =
			box.x + box.width <= view.x ||
			box.y + box.height <= view.y ||
			box.x >= view.x + view.width ||
			box.y >= view.y + view.height;
		if (hidden) continue;
		const at = {...box, x: box.x - view.x, y: box.y - view.y};
		drawFrame(canvas, id, at, form.framed, glyphs);
		const lines = linesOfCard(cardOf(id), form, box.width - 4, glyphs.ellipsis);
		const top = at.y + ((box.height - lines.length) >> 1);
		for (const [index, line] of lines.entries()) writeLine(canvas, at.x + 2, top + index, line, id);
	}
	for (let y = 0; y < view.height; y++) {
		for (const [x, stroke] of layout.strokes[view.y + y] ?? []) {
			const under = canvas[y]?.[x - view.x];
			if (!under) continue;
			const port = under.id !== null;
			setCell(canvas, x - view.x, y, {
				glyph: glyphOf(stroke, port, layout.direction, glyphs),
				role: port ? 'port' : stroke.arrow ? 'arrow' : 'line',
				id: under.id,
				net: stroke.net,
				under: stroke.under,
			});
		}
	}
	return canvas;
}

function glyphOf(stroke: Stroke, port: boolean, direction: Direction, glyphs: GraphGlyphs): string {
	const down = direction === 'tb';
	if (port) return down ? glyphs.portDown : glyphs.portRight;
	if (stroke.arrow) return down ? glyphs.arrowDown : glyphs.arrowRight;
	return stroke.under === null ? glyphs.strokes[stroke.arms]! : glyphs.crossing;
}

function drawFrame(canvas: Canvas, id: string, box: Rectangle, framed: boolean, glyphs: GraphGlyphs): void {
	const [right, bottom] = [box.x + box.width - 1, box.y + box.height - 1];
	const border = (x: number, y: number, glyph: string) => setCell(canvas, x, y, {glyph, role: 'border', id});
	for (let y = box.y; y <= bottom; y++) {
		border(box.x, y, glyphs.vertical);
		border(right, y, glyphs.vertical);
	}
	for (let x = box.x + 1; framed && x < right; x++) {
		border(x, box.y, glyphs.horizontal);
		border(x, bottom, glyphs.horizontal);
	}
	const single = box.height === 1;
	border(box.x, box.y, single ? glyphs.open : glyphs.topLeft);
	border(right, box.y, single ? glyphs.close : glyphs.topRight);
	if (single) return;
	border(box.x, bottom, glyphs.bottomLeft);
	border(right, bottom, glyphs.bottomRight);
}
