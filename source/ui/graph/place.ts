/** Where each item stands across the flow, so that lines are straight where they can be. */
import {type Item, type Layers, netsInto, type Wire} from './layers.ts';

/** Cells that an item takes across the flow, and which of them its lines would like to meet. */
export type Extent = {breadth: number; anchor: number};

/** How ports may stand on the side of a box: cells kept free at its ends, and from one to the next. */
export type PortSpacing = {inset: number; step: number};

/** Free cells between neighbours of a layer. */
export type Spaces = {boxes: number; lines: number; boxAndLine: number};

/** `offset` is the cell of the other item that the line meets, `own` the cell of this one. */
type Pull = {to: Item; offset: number; own: number; weight: number};

/** How much a bend hurts: long lines should be the straightest (Gansner et al., 1993). */
const weights = {lines: 8, boxAndLine: 2, boxes: 1};
const sweeps = 8;

/** The first cell of each item; the least is 0. */
export function placeItems(
	{layers, gaps}: Layers,
	extents: ReadonlyMap<Item, Extent>,
	spaces: Spaces,
	ports: PortSpacing,
): Map<Item, number> {
	const pulls = pullsOf({layers, gaps}, extents, ports);
	const starts = new Map<Item, number>();
	for (const layer of layers) {
		let next = 0;
		for (const [index, item] of layer.entries()) {
			if (index > 0) next += spaceBetween(layer[index - 1]!, item, spaces);
			starts.set(item, next);
			next += extents.get(item)!.breadth;
		}
	}
	for (let sweep = 0; sweep < sweeps; sweep++) {
		const down = sweep % 2 === 0;
		for (const layer of down ? layers : layers.toReversed()) {
			const wishes = layer.map(item => {
				const near = (pulls.get(item) ?? []).filter(
					// The first two sweeps look one way only, so that the whole graph can move.
					({to}) => sweep > 1 || to.layer < item.layer === down,
				);
				const wish = near.map(({to, offset, own, weight}) => ({at: starts.get(to)! + offset - own, weight}));
				return wish.length > 0 ? wish : [{at: starts.get(item)!, weight: 0.1}];
			});
			const distances = layer.map((item, index) =>
				index === 0
					? 0
					: extents.get(layer[index - 1]!)!.breadth + spaceBetween(layer[index - 1]!, item, spaces),
			);
			for (const [index, at] of settle(wishes, distances).entries()) starts.set(layer[index]!, at);
		}
	}
	const least = Math.min(...starts.values());
	for (const [item, at] of starts) starts.set(item, at - least);
	return starts;
}

function pullsOf(layers: Layers, extents: ReadonlyMap<Item, Extent>, ports: PortSpacing): Map<Item, Pull[]> {
	const pulls = new Map<Item, Pull[]>();
	const pull = (item: Item, pulled: Pull) => {
		const list = pulls.get(item);
		if (list) list.push(pulled);
		else pulls.set(item, [pulled]);
	};
	const entries = likelyEntries(layers, extents, ports);
	for (const wire of layers.gaps.flat()) {
		for (const a of wire.from) {
			for (const b of wire.to) {
				const lines = Number(a.id === null) + Number(b.id === null);
				const weight = [weights.boxes, weights.boxAndLine, weights.lines][lines]!;
				const exit = extents.get(a)!.anchor;
				const entry = entries.get(b)?.get(wire) ?? 0;
				pull(a, {to: b, offset: entry, own: exit, weight});
				pull(b, {to: a, offset: exit, own: entry, weight});
			}
		}
	}
	return pulls;
}

/** Which cell of a box each wire will enter, judged by the order of those that it comes from. */
function likelyEntries(
	layers: Layers,
	extents: ReadonlyMap<Item, Extent>,
	{inset, step}: PortSpacing,
): Map<Item, Map<Wire, number>> {
	const positions = new Map(
		layers.layers.flatMap(layer => layer.map((item, index) => [item, index] as const)),
	);
	const mean = ({from}: Wire) => from.reduce((sum, item) => sum + positions.get(item)!, 0) / from.length;
	return new Map(
		[...netsInto(layers)].map(([item, wires]) => {
			const {breadth, anchor} = extents.get(item)!;
			const spread = (wires.length - 1) * step;
			const first = Math.max(inset, Math.min(anchor - (spread >> 1), breadth - 1 - inset - spread));
			const ordered = wires.toSorted((a, b) => mean(a) - mean(b));
			return [item, new Map(ordered.map((wire, index) => [wire, first + index * step]))];
		}),
	);
}

function spaceBetween(a: Item, b: Item, spaces: Spaces): number {
	if (a.id !== null && b.id !== null) return spaces.boxes;
	return a.id === null && b.id === null ? spaces.lines : spaces.boxAndLine;
}

type Wish = {at: number; weight: number};

/**
 * Positions in the given order, at least `distances` apart, with the least weighted distance from all wishes:
 * isotonic regression by pooling adjacent violators, with medians, so that positions stay integers.
 */
function settle(wishes: readonly Wish[][], distances: readonly number[]): number[] {
	const blocks: {at: number; count: number; wishes: Wish[]}[] = [];
	let offset = 0;
	const offsets: number[] = [];
	for (const [index, wish] of wishes.entries()) {
		offset += distances[index]!;
		offsets.push(offset);
		const shifted = wish.map(({at, weight}) => ({at: at - offset, weight}));
		let block = {at: median(shifted), count: 1, wishes: shifted};
		for (let last = blocks.at(-1); last && last.at > block.at; last = blocks.at(-1)) {
			blocks.pop();
			const pooled = [...last.wishes, ...block.wishes];
			block = {at: median(pooled), count: last.count + block.count, wishes: pooled};
		}
		blocks.push(block);
	}
	const places = blocks.flatMap(({at, count}) => Array.from({length: count}, () => at));
	return places.map((at, index) => at + offsets[index]!);
}

function median(wishes: Wish[]): number {
	const sorted = wishes.toSorted((a, b) => a.at - b.at);
	let rest = sorted.reduce((sum, {weight}) => sum + weight, 0) / 2;
	for (const {at, weight} of sorted) {
		rest -= weight;
		if (rest <= 0) return at;
	}
	return sorted.at(-1)!.at;
}
