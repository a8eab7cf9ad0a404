/** Where the graph and the inspector stand, and how the graph is drawn there. */
import type {Drawing} from '../graph/choose.ts';
import {type Form, forms} from '../graph/forms.ts';
import type {Size} from '../graph/layout.ts';
import type {Sketches} from '../graph/sketches.ts';

export type Arrangement = {
	/** The panes, frames included; nothing where a pane is hidden. */
	graph: Size;
	inspector: Size;
	/** The graph left of the inspector; else above it. */
	beside: boolean;
	drawing: Drawing;
};

export type Room = {
	columns: number;
	/** Rows between the state line and the foot. */
	rows: number;
	/** Boxes may be laid out; else rails are drawn, which takes no time. */
	boxes: boolean;
	/** One pane on the whole screen. */
	zoomed: 'graph' | 'inspector' | null;
};

/** From so many columns on there is room for two panes beside each other. */
export const wideFrom = 100;
/** A frame and a space within it, on both sides. */
const frame = {width: 4, height: 2};

/** Cells before the rails, for what marks the selected row. */
export const railMargin = 2;

/** Nothing in it changes while a run goes on, so nothing on the screen jumps. */
export function arrange(sketches: Sketches, room: Room): Arrangement {
	const {columns, rows, zoomed} = room;
	const whole = {width: columns, height: rows};
	const nothing = {width: 0, height: 0};
	if (zoomed === 'graph') {
		return {graph: whole, inspector: nothing, beside: false, drawing: drawAlone(sketches, room)};
	}
	const split = arrangeBoth(sketches, room);
	return zoomed === 'inspector' ? {...split, graph: nothing, inspector: whole, beside: false} : split;
}

function arrangeBoth(sketches: Sketches, {columns, rows, boxes}: Room): Arrangement {
	const wide = columns >= wideFrom;
	const most = {
		beside: wide ? columns - Math.max(50, Math.floor(columns * 0.36)) : 0,
		above: rows - Math.max(10, Math.floor(rows * (wide ? 0.48 : 0.6))),
		/** Where the boxes would have to go without frames otherwise. */
		aboveAtWorst: rows - Math.max(10, Math.floor(rows * (wide ? 0.3 : 0.6))),
	};
	const fitsBeside = ({width, height}: Size) =>
		width + frame.width <= most.beside && height + frame.height <= rows;
	const fitsAbove = ({width, height}: Size, limit = most.above) =>
		width + frame.width <= columns && height + frame.height <= limit;
	const drawing = boxes
		? (sketches.boxes(framed, size => fitsBeside(size) || fitsAbove(size)) ??
			sketches.boxes(framed, size => fitsAbove(size, most.aboveAtWorst)) ??
			sketches.boxes(oneRow, size => fitsBeside(size) || fitsAbove(size)) ??
			// A little longer than the screen, along the flow: the view moves with the selection.
			(wide
				? sketches.boxes(overflowing, ({width, height}, {direction}) =>
						direction === 'lr'
							? fitsAbove({width: Math.ceil(width / 1.5), height})
							: fitsBeside({width, height: Math.ceil(height / 1.5)}),
					)
				: null))
		: null;
	if (!drawing) return arrangeRails(sketches, {columns, rows}, most.above);
	const above = {
		graph: {width: columns, height: drawing.height + frame.height},
		inspector: {width: columns, height: rows - drawing.height - frame.height},
		beside: false,
	};
	const width = Math.min(drawing.width + frame.width, most.beside);
	const beside = {
		graph: {width, height: rows},
		inspector: {width: columns - width, height: rows},
		beside: true,
	};
	const canBeside = fitsBeside({...drawing, height: Math.min(drawing.height, rows - frame.height)});
	const canAbove = drawing.height + frame.height <= most.aboveAtWorst;
	const better = canBeside && (!canAbove || worthOf(beside.inspector) > worthOf(above.inspector));
	return {...(better ? beside : above), drawing};
}

/** Text wider than this is not read more easily. */
const comfortable = 100;

function worthOf({width, height}: Size): number {
	return Math.min(width, comfortable) * height;
}

const framed = forms.filter(form => form.framed);
const oneRow = forms.filter(form => !form.framed);
/** With something in each box besides the name. */
const overflowing = forms.filter(({details, most}) => details === 1 && most === 16);

function arrangeRails(
	sketches: Sketches,
	{columns, rows}: {columns: number; rows: number},
	most: number,
): Arrangement {
	if (columns >= wideFrom) {
		const drawing = sketches.rails(Math.floor(columns * 0.45) - frame.width - railMargin);
		const width = drawing.width + frame.width + railMargin;
		return {
			graph: {width, height: rows},
			inspector: {width: columns - width, height: rows},
			beside: true,
			drawing,
		};
	}
	const drawing = sketches.rails(columns - frame.width - railMargin);
	const height = Math.max(3, Math.min(drawing.height + frame.height, most));
	return {
		graph: {width: columns, height},
		inspector: {width: columns, height: rows - height},
		beside: false,
		drawing,
	};
}

/** As much as fits whole, else boxes to wander among. */
function drawAlone(sketches: Sketches, {columns, rows, boxes}: Room): Drawing {
	const fits = ({width, height}: Size) => width + frame.width <= columns && height + frame.height <= rows;
	const roomy = (_: Size, {details, most, direction}: Form) =>
		details === 1 && most === 26 && direction === 'lr';
	const drawing = boxes ? (sketches.boxes(framed, fits) ?? sketches.boxes(forms, roomy)) : null;
	return drawing ?? sketches.rails(columns - frame.width - railMargin);
}

/** Rows for a text that is edited. */
const editorRows = 16;

/**
 * What is decided below takes `taken` rows, from the inspector first, then from the graph; half of all rows are left
 * for a text that is `read` closely, and the graph is panned for it.
 */
export function makeRoom(
	arrangement: Arrangement,
	{taken, editing = false, read = false}: {taken: number; editing?: boolean; read?: boolean},
): Arrangement {
	const {graph, inspector, beside} = arrangement;
	if (taken === 0 && !editing && !read) return arrangement;
	if (beside || graph.height === 0 || inspector.height === 0) {
		const less = ({width, height}: Size) => ({width, height: Math.max(0, height - taken)});
		return {...arrangement, graph: less(graph), inspector: less(inspector)};
	}
	const all = graph.height + inspector.height;
	const left = Math.max(0, all - taken);
	const half = Math.max(read ? Math.ceil(all / 2) : 0, Math.min(10, Math.ceil(left * 0.55)));
	const wanted = editing ? editorRows : half;
	const most = Math.min(graph.height, left - wanted);
	const kept = most < leastGraph ? 0 : most;
	return {
		...arrangement,
		graph: {...graph, height: kept},
		inspector: {...inspector, height: left - kept},
	};
}

/** A graph with fewer rows, its frame included, shows nothing. */
const leastGraph = 3;
