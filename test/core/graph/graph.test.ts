import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	ancestors,
	dependentsOf,
	findCycle,
	findCycles,
	topologicalOrder,
} from '../../../source/core/graph/graph.ts';
import {chain, operations} from './operations.ts';

/** Any graph over n0…n19, cycles and repeated inputs included. */
const anyGraph = fc
	.array(fc.array(fc.nat(19), {maxLength: 5}), {minLength: 1, maxLength: 20})
	.map(rows => rows.map((inputs, index) => ({output_name: `n${index}`, inputs: inputs.map(i => `n${i}`)})));

/** A graph without cycles, its operations in any order. */
const anyDag = fc
	.array(fc.array(fc.nat(19), {maxLength: 5}), {minLength: 1, maxLength: 20})
	.map(rows =>
		rows.map((inputs, index) => ({
			output_name: `n${index}`,
			inputs: inputs.filter(input => input < index).map(input => `n${input}`),
		})),
	)
	.chain(graph => fc.shuffledSubarray(graph, {minLength: graph.length}));

const names = (order: readonly {output_name: string}[]) => order.map(({output_name}) => output_name);

describe('dependentsOf', () => {
	it('lists who reads each output in the order of the file, and every operation has an entry', () => {
		const dependents = dependentsOf(operations({a: [], c: ['a', 'b'], b: ['a']}));
		expect([...dependents]).toEqual([
			['a', ['c', 'b']],
			['c', []],
			['b', ['c']],
		]);
	});

	it('counts an input that is listed twice once, and one from nowhere not at all', () => {
		expect([...dependentsOf(operations({a: ['lost'], b: ['a', 'a']}))]).toEqual([
			['a', ['b']],
			['b', []],
		]);
	});
});

describe('ancestors', () => {
	it('finds everything upstream, near and far', () => {
		const graph = operations({a: [], b: ['a'], c: ['b'], d: ['c', 'x'], x: [], y: ['d']});
		expect([...ancestors(graph, 'd')].sort()).toEqual(['a', 'b', 'c', 'x']);
		expect(ancestors(graph, 'a').size).toBe(0);
	});

	it('is content with a name that nobody makes', () => {
		expect(ancestors(operations({a: []}), 'lost').size).toBe(0);
	});
});

describe('topologicalOrder', () => {
	it('keeps the order of the file where the graph leaves a choice', () => {
		const graph = operations({z: [], late: ['m'], y: [], m: ['z'], x: ['y']});
		expect(names(topologicalOrder(graph))).toEqual(['z', 'y', 'm', 'late', 'x']);
	});

	it('puts every operation of any graph without cycles once, after all it reads', () => {
		fc.assert(
			fc.property(anyDag, graph => {
				const order = names(topologicalOrder(graph));
				expect(order.toSorted()).toEqual(names(graph).toSorted());
				const at = new Map(order.map((name, index) => [name, index]));
				for (const {output_name, inputs} of graph) {
					for (const input of inputs) expect(at.get(input)!).toBeLessThan(at.get(output_name)!);
				}
			}),
		);
	});

	it('takes at each step the first in the file of all that could come next', () => {
		fc.assert(
			fc.property(anyDag, graph => {
				const done = new Set<string>();
				for (const {output_name} of topologicalOrder(graph)) {
					const first = graph.find(
						each => !done.has(each.output_name) && each.inputs.every(input => done.has(input)),
					);
					expect(output_name).toBe(first!.output_name);
					done.add(output_name);
				}
			}),
		);
	});

	it('leaves a file that is in order already as it is', () => {
		const graph = operations({a: [], b: [], c: ['a'], d: ['b', 'c']});
		expect(topologicalOrder(graph)).toEqual(graph);
	});

	it('leaves out what is in a cycle and what waits for one', () => {
		const graph = operations({a: [], b: ['c'], c: ['b'], d: ['c'], e: ['a']});
		expect(names(topologicalOrder(graph))).toEqual(['a', 'e']);
	});
});

describe('findCycle', () => {
	it('finds none where there is none', () => {
		fc.assert(fc.property(anyDag, graph => findCycle(graph) === null));
	});

	it('names a cycle so that each is read by the next and the last by the first', () => {
		fc.assert(
			fc.property(anyGraph, graph => {
				const cycle = findCycle(graph);
				if (cycle === null) {
					expect(topologicalOrder(graph)).toHaveLength(graph.length);
					return;
				}
				expect(new Set(cycle).size).toBe(cycle.length);
				for (const [index, name] of cycle.entries()) {
					const reader = graph.find(each => each.output_name === cycle[(index + 1) % cycle.length])!;
					expect(reader.inputs).toContain(name);
				}
			}),
		);
	});

	it('begins with the member that stands first in the file', () => {
		expect(findCycle(operations({start: [], c: ['b'], a: ['c', 'start'], b: ['a']}))).toEqual([
			'c',
			'a',
			'b',
		]);
	});

	it('calls an operation that reads itself a cycle of one', () => {
		expect(findCycle(operations({a: ['a']}))).toEqual(['a']);
	});

	it('tells separate cycles apart, up to a limit', () => {
		const graph = operations({a: ['b'], b: ['a'], c: ['d', 'b'], d: ['c'], e: ['e']});
		expect(findCycles(graph, 10)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
		expect(findCycles(graph, 2)).toHaveLength(2);
	});
});

describe('large graphs', () => {
	it('answers for a chain of 20,000, whichever way the file runs', () => {
		const long = chain(20_000);
		expect(topologicalOrder(long)).toHaveLength(20_000);
		expect(topologicalOrder(long.toReversed())[0]!.output_name).toBe('o0');
		expect(ancestors(long, 'o19999').size).toBe(19_999);
		expect(findCycle([{output_name: 'o0', inputs: ['o19999']}, ...long.slice(1)])).toHaveLength(20_000);
	});

	it('answers for 10 layers of 200 that all read the layer before', () => {
		const wide = Array.from({length: 2000}, (_, index) => ({
			output_name: `n${index}`,
			inputs:
				index < 200 ? [] : Array.from({length: 200}, (_, i) => `n${(Math.floor(index / 200) - 1) * 200 + i}`),
		}));
		expect(topologicalOrder(wide)).toEqual(wide);
		expect(findCycle(wide)).toBeNull();
	});
});
