import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {GrowingText} from '../../../source/core/growing-text.ts';
import {createWrap, type Wrap, wrapWhole} from '../../../source/ui/text/wrap.ts';

const rows = (wrap: Wrap) => Array.from({length: wrap.count()}, (_, index) => wrap.row(index));

/** Laid out each time that something comes. */
function growing(width: number) {
	const text = new GrowingText();
	const wrap = createWrap(width, text);
	return {
		wrap,
		append(piece: string) {
			text.append(piece);
			wrap.advance();
		},
	};
}

describe('laying out a long text', () => {
	test('breaks at spaces, and hard where there is none', () => {
		expect(rows(wrapWhole(8, 'one two three'))).toEqual(['one two', 'three']);
		expect(rows(wrapWhole(4, 'abcdefgh'))).toEqual(['abcd', 'efgh']);
	});

	test('keeps empty lines and indentation', () => {
		expect(rows(wrapWhole(20, 'a\n\n    b\n'))).toEqual(['a', '', '    b', '']);
	});

	test('has no rows for no text', () => {
		expect(wrapWhole(10, '').count()).toBe(0);
	});

	test('measures wide characters as two cells', () => {
		expect(rows(wrapWhole(5, '家計簿家'))).toEqual(['家計', '簿家']);
	});

	test('makes control characters visible and joins line ends that were split between pieces', () => {
		const {wrap, append} = growing(20);
		append('red \u001B[31m\r');
		append('\nnext');
		expect(rows(wrap)).toEqual(['red ␛[31m', 'next']);
	});

	test('joins a character that was split between two pieces', () => {
		const {wrap, append} = growing(20);
		for (const unit of 'a👍b'.split('')) append(unit);
		expect(rows(wrap)).toEqual(['a👍b']);
	});

	test('gives the same rows however the text is cut into pieces, and never a row too wide', () => {
		const text = fc
			.array(fc.constantFrom('a', 'bc', ' ', '  ', '\n', '\r\n', '\t', '\u001B', '家', '👍', '-', '    '))
			.map(one => one.join(''));
		fc.assert(
			fc.property(text, fc.integer({min: 4, max: 12}), fc.integer({min: 1, max: 5}), (whole, width, size) => {
				const {wrap, append} = growing(width);
				for (let at = 0; at < whole.length; at += size) append(whole.slice(at, at + size));
				expect(rows(wrap)).toEqual(rows(wrapWhole(width, whole)));
				for (const row of rows(wrap)) expect(stringWidth(row)).toBeLessThanOrEqual(width);
			}),
		);
	});

	test('shows all of a long line that is not shown as it stands, whatever it is cut into', () => {
		const text = `${'word\tand \u001B[1m'.repeat(2000)}\nthe end\r`;
		const rowsOf = (size: number) => {
			const {wrap, append} = growing(40);
			for (let at = 0; at < text.length; at += size) append(text.slice(at, at + size));
			return rows(wrap);
		};
		const shown = (all: string[]) => all.join('').replaceAll(' ', '');
		const whole = rows(wrapWhole(40, text));
		expect(shown(whole)).toBe(`${'wordand␛[1m'.repeat(2000)}theend␍`);
		for (const size of [1000, 4096, 50_000]) {
			expect(`${shown(rowsOf(size))}␍`).toBe(shown(whole));
			for (const row of rowsOf(size)) expect(stringWidth(row)).toBeLessThanOrEqual(40);
		}
	});

	test('lays out a megabyte without a line end, and then a word more,', () => {
		const text = new GrowingText('x'.repeat(1_000_000));
		const wrap = createWrap(80, text);
		wrap.advance();
		for (let count = 0; count < 1000; count++) {
			text.append(' word');
			wrap.advance();
		}
		expect(wrap.count()).toBeGreaterThan(12_500);
	});
});
