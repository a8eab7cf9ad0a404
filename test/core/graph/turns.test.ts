import {describe, expect, it} from 'vitest';
import {turnPredecessors} from '../../../source/core/graph/turns.ts';
import {chain, operations} from './operations.ts';

const writers = (...names: string[]) => {
	const set = new Set(names);
	return ({output_name}: {output_name: string}) => set.has(output_name);
};

describe('turnPredecessors', () => {
	it('lets unordered writers take turns in the order of the file', () => {
		const graph = operations({plan: [], a: ['plan'], b: ['plan'], c: ['plan']});
		expect([...turnPredecessors(graph, writers('a', 'b', 'c'))]).toEqual([
			['b', 'a'],
			['c', 'b'],
		]);
	});

	it('never lets a writer wait for one that builds on it, whatever the file says', () => {
		const graph = operations({readme: ['fixed'], fixed: ['code'], code: []});
		expect([...turnPredecessors(graph, () => true)]).toEqual([
			['fixed', 'code'],
			['readme', 'fixed'],
		]);
	});

	it('skips those that do not write', () => {
		const graph = operations({a: [], talk: ['a'], b: ['talk']});
		expect([...turnPredecessors(graph, writers('a', 'b'))]).toEqual([['b', 'a']]);
	});

	it('has no turns for a single writer', () => {
		expect(turnPredecessors(operations({a: [], b: ['a']}), writers('b')).size).toBe(0);
	});

	it('orders 20,000 writers', () => {
		expect(turnPredecessors(chain(20_000), () => true).get('o19999')).toBe('o19998');
	});
});
