import {expect, test} from 'vitest';
import {find} from '../../../source/ui/editor/find.ts';
import {start} from '../../../source/ui/editor/lines.ts';

const lines = ['A fox and a fox', 'no such animal', 'a Fox'];

test('A text is found from a place on, and past the end from the start again, which is said.', () => {
	expect(find(lines, 'fox', start, 1)).toEqual({
		from: {line: 0, at: 2},
		to: {line: 0, at: 5},
		wrapped: false,
	});
	expect(find(lines, 'fox', {line: 0, at: 5}, 1)).toMatchObject({from: {line: 0, at: 12}});
	expect(find(lines, 'fox', {line: 0, at: 15}, 1)).toMatchObject({from: {line: 2, at: 2}});
	expect(find(lines, 'fox', {line: 2, at: 5}, 1)).toMatchObject({from: {line: 0, at: 2}, wrapped: true});
});

test('Backwards it is found before a place, and before the start from the end again.', () => {
	expect(find(lines, 'fox', {line: 2, at: 2}, -1)).toMatchObject({from: {line: 0, at: 12}, wrapped: false});
	expect(find(lines, 'fox', {line: 0, at: 12}, -1)).toMatchObject({from: {line: 0, at: 2}});
	expect(find(lines, 'fox', {line: 0, at: 2}, -1)).toMatchObject({from: {line: 2, at: 2}, wrapped: true});
});

test('Capitals count if the sought text has some, and nothing in it is a pattern.', () => {
	expect(find(lines, 'Fox', start, 1)).toMatchObject({from: {line: 2, at: 2}});
	expect(find(['a.b', 'a*b'], 'a*', start, 1)).toMatchObject({from: {line: 1, at: 0}});
	expect(find(lines, 'wolf', start, 1)).toBe(null);
	expect(find(lines, '', start, 1)).toBe(null);
});

test('The only place that holds it is found from itself, from both sides.', () => {
	expect(find(['one'], 'one', {line: 0, at: 3}, 1)).toMatchObject({from: {line: 0, at: 0}, wrapped: true});
	expect(find(['one'], 'one', {line: 0, at: 0}, -1)).toMatchObject({from: {line: 0, at: 0}, wrapped: true});
});

test('A character is never taken apart.', () => {
	expect(find(['cafe\u0301!'], 'e', start, 1)).toMatchObject({from: {line: 0, at: 3}, to: {line: 0, at: 5}});
});
