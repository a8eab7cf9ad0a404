/**
 * A pipeline's graph and the sizes of its boxes → where every box and every cell of line stands. It depends on
 * nothing else, so it holds as long as neither changes; what the boxes say, and colours, come afterwards.
 */
import type {Node} from '../../core/graph/graph.ts';
import {type Item, layersOf, netsInto} from './layers.ts';
import {type Net, netsOf} from './nets.ts';
import {orderLayers} from './order.ts';
import {type Extent, type PortSpacing, placeItems, type Spaces} from './place.ts';
import {portsOf} from './ports.ts';
import {routeGap, type Segment, type TrackSpacing} from './routes.ts';

export type Direction = 'lr' | 'tb';
export type Size = {width: number; height: number};
export type Rectangle = Size & {x: number; y: number};

/** Arms of a line within a cell. */
export const arms = {up: 1, right: 2, down: 4, left: 8} as const;

/** One cell of line. `under` is the net that passes behind; `port` and `arrow` say what it touches. */
export type Stroke = {net: number; arms: number; under: number | null; arrow: boolean};

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
	const {ports, spaces, tracks} = spacingOf(options);
	const down = options.direction === 'tb';
	const nets = netsOf(operations);
	const layers = layersOf(operations, nets);
	orderLayers(layers);
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

/** Collects strokes; `down` exchanges the axes. */
class Pen {
	readonly strokes: Map<number, Stroke>[] = [];
	breadth = 0;
	readonly #down: boolean;

	constructor(down: boolean) {
		this.#down = down;
	}

	draw({net, along, across}: Segment, offset = 0): void {
		const [from, until] = along;
		for (let at = from; at <= until; at++) {
			if (from === until) break;
			const forward = at < until ? arms.right : 0;
			this.#mark(offset + at, across[0], net, forward | (at > from ? arms.left : 0));
		}
		for (let at = across[0]; at <= across[1]; at++) {
			if (across[0] === across[1]) break;
			const onward = at < across[1] ? arms.down : 0;
			this.#mark(offset + from, at, net, onward | (at > across[0] ? arms.up : 0));
		}
	}

	/** The cell before the box that a line enters. */
	point(along: number, across: number): void {
		const stroke = this.#down ? this.strokes[along]?.get(across) : this.strokes[across]?.get(along);
		if (stroke) stroke.arrow = true;
	}

	#mark(along: number, across: number, net: number, marked: number): void {
		this.breadth = Math.max(this.breadth, across + 1);
		const [x, y] = this.#down ? [across, along] : [along, across];
		const bits = this.#down ? transposed(marked) : marked;
		this.strokes[y] ??= new Map();
		const stroke = this.strokes[y].get(x);
		if (!stroke) {
			this.strokes[y].set(x, {net, arms: bits, under: null, arrow: false});
		} else if (stroke.net === net && stroke.under === null) {
			stroke.arms |= bits;
		} else if (bits === (arms.up | arms.down)) {
			stroke.under = stroke.net;
			stroke.net = net;
			stroke.arms = bits;
		} else {
			stroke.under = net;
		}
	}
}

function transposed(bits: number): number {
	const {up, right, down, left} = arms;
	return (
		(bits & up ? left : 0) | (bits & left ? up : 0) | (bits & right ? down : 0) | (bits & down ? right : 0)
	);
}
