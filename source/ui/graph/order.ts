/** The order of the items in each layer, so that few lines cross: barycenter sweeps with transposition. */
import type {Item, Layers} from './layers.ts';

type Neighbours = Map<Item, Item[]>;
type Sides = {before: Neighbours; after: Neighbours};

/** Sweeps without a better order after which it is left as it is. */
const patience = 6;

/** Above so many links, transposition costs more time than a person would wait for a prettier graph. */
const mostTransposed = 3000;

/** Where the search begins, and whether it exchanges items that belong equally well in either place. */
const starts = [
	{reversed: false, turns: false},
	{reversed: false, turns: true},
	{reversed: true, turns: false},
	{reversed: true, turns: true},
];

/** Up to `most` good orders; which of them makes the best drawing shows only when it is drawn. */
export function orderLayers({layers, gaps}: Layers, most: number): Layers[] {
	const sides: Sides = {before: new Map(), after: new Map()};
	let links = 0;
	for (const {from, to} of gaps.flat()) {
		for (const item of from) sides.after.set(item, [...(sides.after.get(item) ?? []), ...to]);
		for (const item of to) sides.before.set(item, [...(sides.before.get(item) ?? []), ...from]);
		links += from.length * to.length;
	}
	return starts.slice(0, most).map(({reversed, turns}) => {
		const start = layers.map(layer => (reversed ? layer.toReversed() : [...layer]));
		return {layers: search(start, sides, turns, links <= mostTransposed), gaps};
	});
}

function search(layers: Item[][], sides: Sides, turns: boolean, transposes: boolean): Item[][] {
	const positions = new Map<Item, number>();
	for (const layer of layers) number(layer, positions);
	let best = layers;
	let fewest = Number.POSITIVE_INFINITY;
	for (let sweep = 0, idle = 0; idle < patience && fewest > 0; sweep++) {
		const down = sweep % 2 === 0;
		for (const layer of down ? layers : layers.toReversed()) {
			if (turns) layer.reverse();
			sortByNeighbours(layer, down ? sides.before : sides.after, positions);
		}
		if (transposes) transpose(layers, sides, positions);
		const crossings = layers.reduce((sum, layer) => sum + crossingsAfter(layer, sides.after, positions), 0);
		idle++;
		if (crossings >= fewest) continue;
		fewest = crossings;
		idle = 0;
		best = layers.map(layer => [...layer]);
	}
	return best;
}

function number(layer: readonly Item[], positions: Map<Item, number>): void {
	for (const [index, item] of layer.entries()) positions.set(item, index);
}

function sortByNeighbours(layer: Item[], neighbours: Neighbours, positions: Map<Item, number>): void {
	const weight = new Map(
		layer.map(item => {
			const near = neighbours.get(item) ?? [];
			const sum = near.reduce((total, neighbour) => total + positions.get(neighbour)!, 0);
			return [item, near.length === 0 ? positions.get(item)! : sum / near.length];
		}),
	);
	layer.sort((a, b) => weight.get(a)! - weight.get(b)!);
	number(layer, positions);
}

/** Exchanges neighbours as long as that removes crossings. */
function transpose(layers: Item[][], {before, after}: Sides, positions: Map<Item, number>): void {
	for (let improved = true; improved; ) {
		improved = false;
		for (const layer of layers) {
			for (let index = 0; index + 1 < layer.length; index++) {
				const a = layer[index]!;
				const b = layer[index + 1]!;
				let gain = 0;
				for (const side of [before, after]) {
					const [mine, other] = [side.get(a) ?? [], side.get(b) ?? []];
					for (const x of mine) {
						for (const y of other) gain += Math.sign(positions.get(x)! - positions.get(y)!);
					}
				}
				if (gain <= 0) continue;
				layer[index] = b;
				layer[index + 1] = a;
				positions.set(b, index);
				positions.set(a, index + 1);
				improved = true;
			}
		}
	}
}

/** Inversions among the links to the next layer, counted with a Fenwick tree. */
function crossingsAfter(layer: readonly Item[], after: Neighbours, positions: Map<Item, number>): number {
	const ends = layer.flatMap(item =>
		(after.get(item) ?? []).map(neighbour => positions.get(neighbour)!).sort((a, b) => a - b),
	);
	const tree = new Array<number>(1 + Math.max(0, ...ends.map(end => end + 1))).fill(0);
	let crossings = 0;
	for (const [seen, end] of ends.entries()) {
		let upTo = 0;
		for (let index = end + 1; index > 0; index -= index & -index) upTo += tree[index]!;
		crossings += seen - upTo;
		for (let index = end + 1; index < tree.length; index += index & -index) tree[index]!++;
	}
	return crossings;
}
