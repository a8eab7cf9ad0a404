import {byName, type Node} from './graph.ts';

/**
 * The writers whose files an operation starts from: walking up from it, the first writer on each way. In the
 * file's order.
 */
export function nearestWritingAncestors<N extends Node>(
	operations: readonly N[],
	output_name: string,
	writes: (operation: N) => boolean,
): string[] {
	const named = byName(operations);
	const found = new Set<string>();
	const seen = new Set<string>();
	const open = [...(named.get(output_name)?.inputs ?? [])];
	for (let name = open.pop(); name !== undefined; name = open.pop()) {
		const operation = named.get(name);
		if (operation === undefined || seen.has(name)) continue;
		seen.add(name);
		if (writes(operation)) found.add(name);
		else for (const input of operation.inputs) open.push(input);
	}
	return [...named.keys()].filter(name => found.has(name));
}
