/**
 * A pipeline's graph and the sizes of its boxes → where every box and every cell of line stands. It depends on
 * nothing else, so it holds as long as neither changes; what the boxes say, and colours, come afterwards.
 */
import type {Node} from '../../core/graph/graph.ts';
import {type Item, type Layers, layersOf, netsInto} from './layers.ts';
import {type Net, netsOf} from './nets.ts';
import {orderLayers} from './order.ts';
import {Pen, type Stroke, turnsAndCrossings} from './pen.ts';
import {type Extent, type PortSpacing, placeItems, type Spaces} from './place.ts';
import {portsOf} from './ports.ts';
import {routeGap, type TrackSpacing} from './routes.ts';

export type Direction = 'lr' | 'tb';
export type Size = {width: number; height: number};
export type Rectangle = Size & {x: number; y: number};

export type Layout = Size & {
	direction: Direction;
	/** output_name → its box, larger than asked for if the lines that enter it need the room. */
	boxes: Map<string, Rectangle>;
	nets: Net[];
	/** By row, then by column; those in the border of a box are where a line leaves it. */
	strokes: Map<number, Stroke>[];
};

/**
 * `framed` boxes have a border all round, others only brackets at their ends (left to right only). `apart`
 * leaves a free cell between parallel lines, which glyphs without corners of their own need.
 */
export type LayoutOptions = {direction: Direction; framed: boolean; apart: boolean};

type Spacing = {ports: PortSpacing; spaces: Spaces; tracks: TrackSpacing};

function spacingOf({direction, framed, apart}: LayoutOptions): Spacing {
	const step = apart ? 2 : 1;
	if (direction === 'tb') {
		return {
			ports: {inset: 2, step: 2},
			spaces: {boxes: 2, lines: 1, boxAndLine: 1},
			tracks: {lead: 1, step, tail: 1, straight: 2},
		};
	}
	return {
		ports: {inset: framed ? 1 : 0, step: 1},
		spaces: {boxes: 0, lines: 0, boxAndLine: 0},
		tracks: {lead: 1, step, tail: step, straight: 3},
	};
}

/** Operations in a cycle, or behind one, are left out. */
export function layoutGraph(
	operations: readonly Node[],
	sizeOf: (id: string) => Size,
	options: LayoutOptions,
): Layout {
	const nets = netsOf(operations);
	const layers = layersOf(operations, nets);
	const orders = orderLayers(layers, operations.length > mostCompared ? 1 : Number.POSITIVE_INFINITY);
	const drawn = orders.map(order => layOut(order, nets, sizeOf, options));
	// The first keeps to the order of the file, which is worth a little.
	return drawn.reduce((a, b) => (costOf(b) < costOf(a) - 2 ? b : a));
}

/** Above so many operations only one order is drawn: several would take longer than a person waits. */
const mostCompared = 40;

/** What makes a drawing hard to read, by experience: crossings most, then bends, then its size. */
function costOf({strokes, direction, width, height}: Layout): number {
	const {turns, crossings} = turnsAndCrossings(strokes);
	const [along, across] = direction === 'tb' ? [height, width / 3] : [width / 3, height];
	return 3 * crossings + turns + across + along / 2;
}

function layOut(layers: Layers, nets: Net[], sizeOf: (id: string) => Size, options: LayoutOptions): Layout {
	const {ports, spaces, tracks} = spacingOf(options);
	const down = options.direction === 'tb';
	const into = netsInto(layers);
	const extents = new Map<Item, Extent>();
	const lengths: number[] = [];
	for (const item of layers.layers.flat()) {
		if (item.id === null) {
			extents.set(item, {breadth: 1, anchor: 0});
			continue;
		}
		const {width, height} = sizeOf(item.id);
		const room = ((into.get(item)?.length ?? 1) - 1) * ports.step + 1 + 2 * ports.inset;
		const breadth = Math.max(down ? width : height, room);
		extents.set(item, {breadth, anchor: (breadth - 1) >> 1});
		lengths[item.layer] = Math.max(lengths[item.layer] ?? 0, down ? height : width);
	}
	const starts = placeItems(layers, extents, spaces, ports);
	const stretches = portsOf(layers, extents, starts, ports);
	const pen = new Pen(down);
	const boxes = new Map<string, Rectangle>();
	let along = 0;
	for (const [index, items] of layers.layers.entries()) {
		const length = lengths[index]!;
		for (const item of items) {
			const start = starts.get(item)!;
			if (item.id !== null)
				boxes.set(item.id, rectangle(along, start, length, extents.get(item)!.breadth, down));
		}
		for (const {net, passes} of stretches[index - 1] ?? []) {
			for (const row of passes) pen.draw({net, along: [along, along + length - 1], across: [row, row]});
		}
		along += length;
		const gap = stretches[index];
		if (!gap) continue;
		const route = routeGap(gap, tracks);
		for (const segment of route.segments) pen.draw(segment, along);
		along += route.length;
		for (const {enters} of gap) for (const row of enters) pen.point(along - 1, row);
	}
	const across = Math.max(
		0,
		pen.breadth,
		...[...starts].map(([item, start]) => start + extents.get(item)!.breadth),
	);
	return {
		direction: options.direction,
		width: down ? across : along,
		height: down ? along : across,
		boxes,
		nets,
		strokes: Array.from(
			{length: down ? along : across},
			(_, y) => pen.strokes[y] ?? new Map<number, Stroke>(),
		),
	};
}

function rectangle(along: number, across: number, length: number, breadth: number, down: boolean): Rectangle {
	return down
		? {x: across, y: along, width: breadth, height: length}
		: {x: along, y: across, width: length, height: breadth};
}
