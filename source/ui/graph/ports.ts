/** Where lines leave and enter the boxes. */
import {type Item, type Layers, netsInto, type Wire} from './layers.ts';
import type {Extent, PortSpacing} from './place.ts';

/** A wire whose ends have rows: `enters` are those that end in an arrow, `passes` go on as lines. */
export type Stretch = {net: number; leaves: number[]; enters: number[]; passes: number[]};

export function portsOf(
	layers: Layers,
	extents: ReadonlyMap<Item, Extent>,
	starts: ReadonlyMap<Item, number>,
	spacing: PortSpacing,
): Stretch[][] {
	const inside = (item: Item): [least: number, most: number] => {
		const start = starts.get(item)!;
		if (item.id === null) return [start, start];
		return [start + spacing.inset, start + extents.get(item)!.breadth - 1 - spacing.inset];
	};
	const preferred = (item: Item) => starts.get(item)! + extents.get(item)!.anchor;
	const exits = new Map<Item, number>();
	for (const {from, to} of layers.gaps.flat()) {
		for (const item of from) exits.set(item, exitOf(inside(item), preferred(item), to.map(inside)));
	}
	const entries = new Map<Wire, Map<Item, number>>();
	for (const wire of layers.gaps.flat()) entries.set(wire, new Map());
	for (const [item, wires] of netsInto(layers)) {
		const wishes = wires.map(wire => wire.from.map(source => exits.get(source)!));
		const rows = spreadEntries(inside(item), preferred(item), wishes, spacing.step);
		for (const [index, row] of rows.entries()) entries.get(wires[index]!)!.set(item, row);
	}
	return layers.gaps.map(gap =>
		gap.map(wire => ({
			net: wire.net,
			leaves: wire.from.map(item => exits.get(item)!),
			enters: [...entries.get(wire)!.values()],
			passes: wire.to.filter(({id}) => id === null).map(item => starts.get(item)!),
		})),
	);
}

/** The row from which most can be reached straight on; lines count more, because they are long. */
function exitOf([least, most]: [number, number], preferred: number, to: [number, number][]): number {
	let best = preferred;
	let highest = -1;
	for (let row = least; row <= most; row++) {
		let score = row === preferred ? 0.5 : 0;
		for (const [from, until] of to) if (row >= from && row <= until) score += from === until ? 8 : 1;
		if (score <= highest) continue;
		highest = score;
		best = row;
	}
	return best;
}

/**
 * A row for each net that enters a box, in the order in which they come, so that as many as possible run
 * straight in: dynamic programming over nets and rows.
 */
function spreadEntries(
	[least, most]: [number, number],
	preferred: number,
	wishes: readonly number[][],
	step: number,
): number[] {
	const mean = (rows: number[]) => rows.reduce((sum, row) => sum + row, 0) / rows.length;
	const order = wishes.map((_, index) => index).sort((a, b) => mean(wishes[a]!) - mean(wishes[b]!));
	const costOf = (index: number, row: number) =>
		wishes[index]!.includes(row)
			? 0
			: 10 +
				Math.abs(row - preferred) / 10 +
				Math.min(...wishes[index]!.map(wish => Math.abs(row - wish))) / 100;
	// costs[k][r]: the least cost of the first k + 1 nets when the last of them stands at or before row r.
	const costs: number[][] = [];
	for (const [place, index] of order.entries()) {
		const row: number[] = [];
		for (let at = least; at <= most; at++) {
			const before = place === 0 ? 0 : (costs[place - 1]![at - step - least] ?? Number.POSITIVE_INFINITY);
			row.push(Math.min(row.at(-1) ?? Number.POSITIVE_INFINITY, before + costOf(index, at)));
		}
		costs.push(row);
	}
	const rows: number[] = [];
	let limit = most;
	for (let place = order.length - 1; place >= 0; place--) {
		const cost = costs[place]!;
		while (limit > least && cost[limit - least - 1] === cost[limit - least]) limit--;
		rows[order[place]!] = limit;
		limit -= step;
	}
	return rows;
}
