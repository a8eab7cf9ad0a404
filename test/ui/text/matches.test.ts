import {describe, expect, test} from 'vitest';
import {findMatches, markParts} from '../../../source/ui/text/matches.ts';

const find = (rows: string[], sought: string) => findMatches(rows.length, row => rows[row]!, sought);

describe('what is sought', () => {
	test('is found in every row, in order, whatever its case', () => {
		expect(find(['A plan', 'no', 'plans, PLANS'], 'plan')).toEqual([
			[{row: 0, from: 2, to: 6}],
			[{row: 2, from: 0, to: 4}],
			[{row: 2, from: 7, to: 11}],
		]);
	});

	test('has its case minded if it has capitals', () => {
		expect(find(['Plan plan'], 'Plan')).toEqual([[{row: 0, from: 0, to: 4}]]);
	});

	test('is taken literally', () => {
		expect(find(['a.b*(c)[d] axb', 'x-y/z'], 'a.b*(c)[d]')).toHaveLength(1);
		expect(find(['x-y/z'], '-y/')).toHaveLength(1);
		expect(find(['anything'], '')).toEqual([]);
	});

	test('is found where a row was broken, behind indentation and bars', () => {
		expect(find(['• keep what', '  you spend'], 'what you')).toEqual([
			[
				{row: 0, from: 7, to: 11},
				{row: 1, from: 2, to: 5},
			],
		]);
		expect(find(['┃ said', '┃ before'], 'said before')).toHaveLength(1);
		expect(find(['said', '', 'before'], 'said before')).toEqual([]);
	});
});

test('Parts of a row stand out, and the rest keeps its look', () => {
	expect(
		markParts([{text: 'a pl', bold: true}, {text: 'an'}], [{from: 2, to: 6, style: {inverse: true}}]),
	).toEqual([
		{text: 'a ', bold: true},
		{text: 'pl', bold: true, inverse: true},
		{text: 'an', inverse: true},
	]);
});
