/** What is drawn as one connected line. */
import {byName, dependentsOf, type Node} from '../../core/graph/graph.ts';

/** Every source leads to every target, so the line means the same wherever a finger joins it. */
export type Net = {sources: string[]; targets: string[]};

/** Operations with exactly the same readers share a net; those that nobody reads have none. */
export function netsOf(operations: readonly Node[]): Net[] {
	const nets = new Map<string, Net>();
	const dependents = dependentsOf(operations);
	for (const id of byName(operations).keys()) {
		const targets = dependents.get(id)!;
		if (targets.length === 0) continue;
		const key = JSON.stringify(targets);
		const net = nets.get(key);
		if (net) net.sources.push(id);
		else nets.set(key, {sources: [id], targets});
	}
	return [...nets.values()];
}
