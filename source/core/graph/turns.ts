import {type Node, topologicalOrder} from './graph.ts';

/**
 * Operations that write the workspace take turns: output_name of each writer → the writer that must be settled
 * before it starts. The turns follow the graph and, where it leaves a choice, the file. The first writer has none.
 */
export function turnPredecessors<N extends Node>(
	operations: readonly N[],
	writes: (operation: N) => boolean,
): Map<string, string> {
	const writers = topologicalOrder(operations).filter(operation => writes(operation));
	return new Map(writers.slice(1).map((writer, index) => [writer.output_name, writers[index]!.output_name]));
}
