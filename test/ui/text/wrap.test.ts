import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {createWrap, type Wrap} from '../../../source/ui/text/wrap.ts';

const rows = (wrap: Wrap) => Array.from({length: wrap.count()}, (_, index) => wrap.row(index));

describe('laying out a long text', () => {
	test('breaks at spaces, and hard where there is none', () => {
		expect(rows(createWrap(8, 'one two three'))).toEqual(['one two', 'three']);
		expect(rows(createWrap(4, 'abcdefgh'))).toEqual(['abcd', 'efgh']);
	});

	test('keeps empty lines and indentation', () => {
		expect(rows(createWrap(20, 'a\n\n    b\n'))).toEqual(['a', '', '    b', '']);
	});

	test('has no rows for no text', () => {
		expect(createWrap(10, '').count()).toBe(0);
	});

	test('measures wide characters as two cells', () => {
		expect(rows(createWrap(5, '家計簿家'))).toEqual(['家計', '簿家']);
	});

	test('makes control characters visible and joins line ends that were split between pieces', () => {
		const wrap = createWrap(20);
		wrap.append('red \u001B[31m\r');
		wrap.append('\nnext');
		expect(rows(wrap)).toEqual(['red ␛[31m', 'next']);
	});

	test('joins a character that was split between two pieces', () => {
		const wrap = createWrap(20);
		for (const unit of 'a👍b'.split('')) wrap.append(unit);
		expect(rows(wrap)).toEqual(['a👍b']);
	});

	test('gives the same rows however the text is cut into pieces, and never a row too wide', () => {
		const text = fc
			.array(fc.constantFrom('a', 'bc', ' ', '  ', '\n', '家', '👍', '-', '    '))
			.map(one => one.join(''));
		fc.assert(
			fc.property(text, fc.integer({min: 4, max: 12}), fc.integer({min: 1, max: 5}), (whole, width, size) => {
				const pieces = createWrap(width);
				for (let at = 0; at < whole.length; at += size) pieces.append(whole.slice(at, at + size));
				expect(rows(pieces)).toEqual(rows(createWrap(width, whole)));
				for (const row of rows(pieces)) expect(stringWidth(row)).toBeLessThanOrEqual(width);
			}),
		);
	});

	test('lays out a megabyte without a line end, and then a word more,', () => {
		const wrap = createWrap(80, 'x'.repeat(1_000_000));
		for (let count = 0; count < 1000; count++) wrap.append(' word');
		expect(wrap.count()).toBeGreaterThan(12_500);
	});
});
