import {Heap} from './heap.ts';

/**
 * Questions about the graph that operations form. An edge leads from an output to an operation that reads it.
 * Inputs that no operation makes, and second mentions of the same input, are no edges. Everything is linear in
 * operations and edges, and nothing recurses: a chain may be thousands long.
 */
export type Node = {readonly output_name: string; readonly inputs: readonly string[]};

/** The first operation of each name. */
export function byName<N extends Node>(operations: readonly N[]): Map<string, N> {
	const named = new Map<string, N>();
	for (const operation of operations) {
		if (!named.has(operation.output_name)) named.set(operation.output_name, operation);
	}
	return named;
}

/** output_name → who reads it, in the file's order. Every operation has an entry. */
export function dependentsOf(operations: readonly Node[]): Map<string, string[]> {
	const dependents = new Map<string, string[]>(operations.map(({output_name}) => [output_name, []]));
	for (const {output_name, inputs} of byName(operations).values()) {
		for (const input of new Set(inputs)) dependents.get(input)?.push(output_name);
	}
	return dependents;
}

/** Everything that an operation builds on, directly or not; the operation itself only if it is in a cycle. */
export function ancestors(operations: readonly Node[], output_name: string): Set<string> {
	return ancestorsWithin(byName(operations), output_name);
}

/** Like `ancestors`, for who asks more than once. */
export function ancestorsWithin(named: ReadonlyMap<string, Node>, output_name: string): Set<string> {
	const found = new Set<string>();
	const open = [output_name];
	for (let name = open.pop(); name !== undefined; name = open.pop()) {
		for (const input of named.get(name)?.inputs ?? []) {
			if (found.has(input) || !named.has(input)) continue;
			found.add(input);
			open.push(input);
		}
	}
	return found;
}

/**
 * The operations so that each comes after all it reads; among those that could come next, the first in the
 * file does (Kahn's algorithm with a heap). What is in a cycle, or behind one, is left out.
 */
export function topologicalOrder<N extends Node>(operations: readonly N[]): N[] {
	const named = byName(operations);
	const list = [...named.values()];
	const positions = new Map(list.map(({output_name}, index) => [output_name, index]));
	const dependents = dependentsOf(list);
	const waiting = list.map(({inputs}) => [...new Set(inputs)].filter(input => named.has(input)).length);
	const ready = new Heap();
	for (const [index, count] of waiting.entries()) if (count === 0) ready.push(index);
	const order: N[] = [];
	for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
		const operation = list[index]!;
		order.push(operation);
		for (const dependent of dependents.get(operation.output_name)!) {
			const position = positions.get(dependent)!;
			waiting[position]!--;
			if (waiting[position] === 0) ready.push(position);
		}
	}
	return order;
}

/**
 * One cycle as names, each read by the next and the last by the first; null if there is none.
 */
export function findCycle(operations: readonly Node[]): string[] | null {
	return findCycles(operations, 1)[0] ?? null;
}

/** Up to `most` cycles that share no operation. */
export function findCycles(operations: readonly Node[], most: number): string[][] {
	const cycles: string[][] = [];
	let rest = [...byName(operations).values()];
	while (cycles.length < most) {
		const sorted = new Set(topologicalOrder(rest));
		rest = rest.filter(operation => !sorted.has(operation));
		if (rest.length === 0) break;
		const cycle = walkIntoCycle(rest);
		cycles.push(cycle);
		const members = new Set(cycle);
		rest = rest.filter(({output_name}) => !members.has(output_name));
	}
	return cycles;
}

/** Each of the given operations reads at least one of them, so walking up must come round. */
function walkIntoCycle(stuck: Node[]): string[] {
	const named = byName(stuck);
	const steps = new Map<string, number>();
	const path: string[] = [];
	let name = stuck[0]!.output_name;
	while (!steps.has(name)) {
		steps.set(name, path.length);
		path.push(name);
		name = named.get(name)!.inputs.find(input => named.has(input))!;
	}
	const upwards = path.slice(steps.get(name));
	const cycle = upwards.toReversed();
	// Begin with the member that stands first in the file.
	const members = new Set(cycle);
	const first = stuck.find(({output_name}) => members.has(output_name))!.output_name;
	const at = cycle.indexOf(first);
	return [...cycle.slice(at), ...cycle.slice(0, at)];
}
