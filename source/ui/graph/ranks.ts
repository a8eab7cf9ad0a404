import {dependentsOf, type Node, topologicalOrder} from '../../core/graph/graph.ts';

/**
 * Which layer each operation stands in: as early as its inputs allow (longest path), then as near to its
 * first reader as it comes without making a line of its inputs longer.
 */
export function ranksOf(operations: readonly Node[]): Map<string, number> {
	const ranks = new Map<string, number>();
	const order = topologicalOrder(operations);
	const known = ({inputs}: Node) => inputs.filter(input => ranks.has(input));
	for (const operation of order) {
		ranks.set(operation.output_name, 1 + Math.max(-1, ...known(operation).map(id => ranks.get(id)!)));
	}
	const dependents = dependentsOf(order);
	const readersOf = (id: string) => dependents.get(id)!.map(reader => ranks.get(reader)!);
	for (const operation of order.toReversed()) {
		const readers = readersOf(operation.output_name);
		if (readers.length === 0) continue;
		const reach = known(operation).map(input => Math.max(...readersOf(input)));
		ranks.set(operation.output_name, Math.min(Math.min(...readers) - 1, ...reach));
	}
	return ranks;
}
