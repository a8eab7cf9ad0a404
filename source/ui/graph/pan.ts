/** Which part of a drawing that is larger than its pane is in view. */
import type {Drawing} from './choose.ts';
import type {Rectangle, Size} from './layout.ts';

/** What stays in view around the selected box, so that one sees where its lines lead. */
const margin = {x: 12, y: 3};

/** Moves the view no further than it must to hold `box` and, if there is room, a margin around it. */
export function panTo(
	drawing: Size,
	pane: Size,
	from: {x: number; y: number},
	box: Rectangle | null,
): Rectangle {
	const width = Math.min(drawing.width, pane.width);
	const height = Math.min(drawing.height, pane.height);
	const at = box ?? {...from, width, height};
	return {
		x: slide(from.x, at.x, at.width, width, drawing.width, margin.x),
		y: slide(from.y, at.y, at.height, height, drawing.height, margin.y),
		width,
		height,
	};
}

/** Where the view has the box in its middle, whatever was seen before. */
export function middleOn({x, y, width, height}: Rectangle, pane: Size): {x: number; y: number} {
	return {x: x + ((width - pane.width) >> 1), y: y + ((height - pane.height) >> 1)};
}

function slide(
	from: number,
	start: number,
	length: number,
	view: number,
	whole: number,
	wanted: number,
): number {
	const free = Math.max(0, Math.min(wanted, Math.floor((view - length) / 2)));
	const least = start + length + free - view;
	const most = start - free;
	// A box that is larger than the view shows where it begins.
	const held = least > most ? start : Math.max(least, Math.min(most, from));
	return Math.max(0, Math.min(whole - view, held));
}

/** Where an operation stands in a drawing. */
export function placeOf(drawing: Drawing, id: string): Rectangle | null {
	if (drawing.kind === 'boxes') return drawing.layout.boxes.get(id) ?? null;
	const y = drawing.rows.findIndex(row => row.id === id);
	return y === -1 ? null : {x: 0, y, width: 1, height: 1};
}

export type Outside = {left: number; right: number; up: number; down: number; shown: number; all: number};

/** How many operations go beyond each side of the view, and how many are in it whole. */
export function outsideOf(drawing: Drawing, view: Rectangle): Outside {
	if (drawing.kind === 'rails') {
		const up = view.y;
		const shown = Math.min(drawing.height - up, view.height);
		return {left: 0, right: 0, up, down: drawing.height - up - shown, shown, all: drawing.height};
	}
	const found: Outside = {left: 0, right: 0, up: 0, down: 0, shown: 0, all: drawing.layout.boxes.size};
	for (const {x, y, width, height} of drawing.layout.boxes.values()) {
		if (x < view.x) found.left++;
		else if (x + width > view.x + view.width) found.right++;
		else if (y < view.y) found.up++;
		else if (y + height > view.y + view.height) found.down++;
		else found.shown++;
	}
	return found;
}
