import {dependentsOf, type Node} from './graph.ts';

export type Edge = {from: string; to: string};

/** Every edge once, by the file's order of its source, then of its reader. */
export function edgesOf(operations: readonly Node[]): Edge[] {
	return [...dependentsOf(operations)].flatMap(([from, readers]) => readers.map(to => ({from, to})));
}
