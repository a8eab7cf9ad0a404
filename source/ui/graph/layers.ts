/** The graph cut into layers: boxes, and in each layer that a net passes one line of it. */
import type {Node} from '../../core/graph/graph.ts';
import type {Net} from './nets.ts';
import {ranksOf} from './ranks.ts';

/** A box (`id`) or the line of a net (`id` is null). */
export type Item = {id: string | null; layer: number};

/** What one net joins between a layer and the next. */
export type Wire = {net: number; from: Item[]; to: Item[]};

export type Layers = {
	/** In the order in which they are drawn. */
	layers: Item[][];
	/** Between layer n and n + 1. */
	gaps: Wire[][];
};

export function layersOf(operations: readonly Node[], nets: readonly Net[]): Layers {
	const ranks = ranksOf(operations);
	const layers: Item[][] = Array.from({length: 1 + Math.max(-1, ...ranks.values())}, () => []);
	const boxes = new Map<string, Item>();
	for (const [id, layer] of ranks) {
		const item = {id, layer};
		boxes.set(id, item);
		layers[layer]!.push(item);
	}
	const gaps: Wire[][] = layers.slice(1).map(() => []);
	for (const [net, {sources, targets}] of nets.entries()) {
		const at = (ids: string[], layer: number) =>
			ids.filter(id => ranks.get(id) === layer).map(id => boxes.get(id)!);
		const first = Math.min(...sources.map(id => ranks.get(id)!));
		const last = Math.max(...targets.map(id => ranks.get(id)!));
		let line: Item[] = [];
		for (let layer = first; layer < last; layer++) {
			const from = [...at(sources, layer), ...line];
			line = layer + 1 < last ? [{id: null, layer: layer + 1}] : [];
			layers[layer + 1]?.push(...line);
			gaps[layer]!.push({net, from, to: [...at(targets, layer + 1), ...line]});
		}
	}
	return {layers, gaps};
}

/** The wires that enter each box. */
export function netsInto({gaps}: Layers): Map<Item, Wire[]> {
	const into = new Map<Item, Wire[]>();
	for (const wire of gaps.flat()) {
		for (const item of wire.to) {
			if (item.id !== null) into.set(item, [...(into.get(item) ?? []), wire]);
		}
	}
	return into;
}
