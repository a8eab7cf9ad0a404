/**
 * The cells of line that lead to one operation and from it. A line may join many with many; only the legs that
 * this operation is at the end of are its own.
 */
import type {Drawing} from './choose.ts';
import type {Layout, Rectangle} from './layout.ts';
import {arms, type Stroke} from './pen.ts';
import type {Rails} from './rails.ts';

/** Cell (see `keyOf`) → how many cells of line it is from where the line leaves. */
export type Cells = ReadonlyMap<number, number>;
export type Legs = {into: Cells; outOf: Cells};

/** A cell of a drawing as one number. */
export function keyOf({width}: {width: number}, x: number, y: number): number {
	return y * width + x;
}

const none: Legs = {into: new Map(), outOf: new Map()};

/** Traces each operation once, when it is first asked for. */
export function createLegs(drawing: Drawing): (id: string) => Legs {
	const known = new Map<string, Legs>();
	return id => {
		const found = known.get(id);
		if (found) return found;
		const legs = drawing.kind === 'boxes' ? legsInLayout(drawing.layout, id) : legsInRails(drawing, id);
		known.set(id, legs);
		return legs;
	};
}

// ── boxes ────────────────────────────────────────────────────────────────────────────────────────

type Point = {x: number; y: number};

function legsInLayout(layout: Layout, id: string): Legs {
	const box = layout.boxes.get(id);
	if (!box) return none;
	const into = new Map<number, number>();
	const outOf = new Map<number, number>();
	for (const {point, net} of entriesOf(layout, box)) {
		const paths = trace(layout, net, point);
		for (const source of layout.nets[net]!.sources) {
			const exit = exitsOf(layout, layout.boxes.get(source)!).find(one => one.net === net);
			if (exit) mark(into, layout, net, paths(exit.point));
		}
	}
	for (const {point, net} of exitsOf(layout, box)) {
		const paths = trace(layout, net, point);
		for (const target of layout.nets[net]!.targets) {
			const entry = entriesOf(layout, layout.boxes.get(target)!).find(one => one.net === net);
			if (entry) mark(outOf, layout, net, paths(entry.point).toReversed());
		}
	}
	return {into, outOf};
}

/** Where a line crosses behind a stranger, the cell shows the stranger. */
function mark(cells: Map<number, number>, layout: Layout, net: number, path: readonly Point[]): void {
	for (const [distance, {x, y}] of path.entries()) {
		if (layout.strokes[y]!.get(x)!.net === net) cells.set(keyOf(layout, x, y), distance);
	}
}

type End = {point: Point; net: number};

/** The arrows that point at a box. */
function entriesOf({direction, strokes}: Layout, {x, y, width, height}: Rectangle): End[] {
	const points =
		direction === 'lr'
			? Array.from({length: height}, (_, row) => ({x: x - 1, y: y + row}))
			: Array.from({length: width}, (_, column) => ({x: x + column, y: y - 1}));
	return points.flatMap(point => {
		const stroke = strokes[point.y]?.get(point.x);
		return stroke?.arrow ? [{point, net: stroke.net}] : [];
	});
}

/** Where lines leave a box, in its border. */
function exitsOf({direction, strokes}: Layout, {x, y, width, height}: Rectangle): End[] {
	const points =
		direction === 'lr'
			? Array.from({length: height}, (_, row) => ({x: x + width - 1, y: y + row}))
			: Array.from({length: width}, (_, column) => ({x: x + column, y: y + height - 1}));
	return points.flatMap(point => {
		const stroke = strokes[point.y]?.get(point.x);
		return stroke ? [{point, net: stroke.net}] : [];
	});
}

const ways = [
	{arm: arms.up, back: arms.down, dx: 0, dy: -1},
	{arm: arms.right, back: arms.left, dx: 1, dy: 0},
	{arm: arms.down, back: arms.up, dx: 0, dy: 1},
	{arm: arms.left, back: arms.right, dx: -1, dy: 0},
];

/** Breadth first along one net from `start`; the answer is the way from any other point of it back to `start`. */
function trace(layout: Layout, net: number, start: Point): (from: Point) => Point[] {
	const before = new Map<number, Point | null>([[keyOf(layout, start.x, start.y), null]]);
	const open = [start];
	for (let point = open.shift(); point; point = open.shift()) {
		const own = armsOf(layout.strokes[point.y]?.get(point.x), net);
		for (const {arm, back, dx, dy} of ways) {
			const next = {x: point.x + dx, y: point.y + dy};
			const key = keyOf(layout, next.x, next.y);
			if (!(own & arm) || before.has(key)) continue;
			if (!(armsOf(layout.strokes[next.y]?.get(next.x), net) & back)) continue;
			before.set(key, point);
			open.push(next);
		}
	}
	return from => {
		const path: Point[] = [];
		if (!before.has(keyOf(layout, from.x, from.y))) return path;
		for (let at: Point | null = from; at; at = before.get(keyOf(layout, at.x, at.y)) ?? null) path.push(at);
		return path;
	};
}

/** Of two lines that cross, the horizontal one passes behind. */
function armsOf(stroke: Stroke | undefined, net: number): number {
	if (stroke?.net === net) return stroke.arms;
	return stroke?.under === net ? arms.left | arms.right : 0;
}

// ── rails ────────────────────────────────────────────────────────────────────────────────────────

function legsInRails(rails: Rails, id: string): Legs {
	const into = new Map<number, number>();
	const outOf = new Map<number, number>();
	const places = new Map(rails.rows.map((row, index) => [row.id, index]));
	const own = places.get(id);
	if (own === undefined) return none;
	for (const source of rails.rows[own]!.reads) markEdge(into, rails, places.get(source)!, own);
	for (let y = own + 1; y < rails.height; y++) {
		if (rails.rows[y]!.reads.includes(id)) markEdge(outOf, rails, own, y);
	}
	return {into, outOf};
}

/** Down the lane of the source, then along the row of who reads it. */
function markEdge(cells: Map<number, number>, rails: Rails, source: number, reader: number): void {
	const {rows, pitch, lanes: room} = rails;
	const set = (x: number, y: number, distance: number) => {
		if (x < room) cells.set(keyOf(rails, x, y), distance);
	};
	const lane = rows[source]!.at;
	const {at, lanes} = rows[reader]!;
	const last = lane === at ? reader - 1 : reader;
	for (let y = source + 1; y <= last; y++) set(lane * pitch, y, y - source);
	const step = Math.sign(at - lane);
	for (let index = lane; index !== at; index += step) {
		const distance = reader - source + Math.abs(index - lane) * pitch;
		if (!lanes[index]!.crosses) set(index * pitch, reader, distance);
		if (pitch === 2) set(index * pitch + step, reader, distance + 1);
	}
}
