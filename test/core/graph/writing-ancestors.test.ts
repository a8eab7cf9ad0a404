import {describe, expect, it} from 'vitest';
import {nearestWritingAncestors} from '../../../source/core/graph/writing-ancestors.ts';
import {chain, operations} from './operations.ts';

const writers = (...names: string[]) => {
	const set = new Set(names);
	return ({output_name}: {output_name: string}) => set.has(output_name);
};

describe('nearestWritingAncestors', () => {
	it('walks up through those that do not write, and stops at the first that does', () => {
		const graph = operations({code: [], fixed: ['code'], review: ['fixed'], readme: ['review']});
		expect(nearestWritingAncestors(graph, 'readme', writers('code', 'fixed'))).toEqual(['fixed']);
	});

	it('lists the writers of several ways in the order of the file', () => {
		const graph = operations({front: [], back: [], notes: ['back'], join: ['notes', 'front']});
		expect(nearestWritingAncestors(graph, 'join', writers('front', 'back'))).toEqual(['front', 'back']);
	});

	it('keeps a farther writer that another way reaches without passing the nearer one', () => {
		const graph = operations({code: [], fixed: ['code'], join: ['fixed', 'code']});
		expect(nearestWritingAncestors(graph, 'join', writers('code', 'fixed'))).toEqual(['code', 'fixed']);
	});

	it('leaves the operation itself out, and finds none where none writes', () => {
		const graph = operations({a: [], b: ['a']});
		expect(nearestWritingAncestors(graph, 'b', writers('b'))).toEqual([]);
		expect(nearestWritingAncestors(graph, 'lost', writers('a'))).toEqual([]);
	});

	it('walks a chain of 20,000 without running out of stack', () => {
		expect(nearestWritingAncestors(chain(20_000), 'o19999', writers('o0'))).toEqual(['o0']);
	});
});
