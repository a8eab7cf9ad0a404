/** What the build gives Ink in place of what it asks: the same answers, for less. */
import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {aSingle} from '../../../source/ui/text/one-cell.ts';
import {patternWhenNeeded} from '../../../source/ui/text/pattern-when-needed.ts';
import {quickSegmenter} from '../../../source/ui/text/quick-segmenter.ts';
import quickWidth from '../../../source/ui/text/quick-width.ts';

const sequences = [
	'\u001B[1m',
	'\u001B[38;2;1;2;3m',
	'\u001B[0m',
	'\u001B[4:3m',
	'\u001B]8;;x\u0007',
	'\u001B[2K',
	'\u001B[',
];
const joining = [
	'\u0301',
	'\uFE0F',
	'\u200D',
	'\u{1F3FD}',
	'👩',
	'한',
	'ᄒ',
	'ᅡ',
	'日',
	'\r',
	'\n',
	'\t',
	'\0',
	'\u20E3',
	'🇩',
	'🇪',
];
const text = fc
	.array(
		fc.oneof(
			{weight: 4, arbitrary: fc.string({unit: 'grapheme-ascii', maxLength: 6})},
			fc.integer({min: 0xa0, max: 0x2fff}).map(code => String.fromCodePoint(code)),
			fc.constantFrom(...sequences, ...joining),
			fc.string({unit: 'binary', maxLength: 3}),
		),
		{maxLength: 8},
	)
	.map(pieces => pieces.join(''));

describe('the quick way to measure', () => {
	test('says what the thorough one says, of any text', () => {
		fc.assert(
			fc.property(text, fc.boolean(), (one, countAnsiEscapeCodes) => {
				expect(quickWidth(one, {countAnsiEscapeCodes})).toBe(stringWidth(one, {countAnsiEscapeCodes}));
			}),
			{numRuns: 5000},
		);
	});

	test('takes for one cell what is one, alone and beside any other', () => {
		const singles = Array.from({length: 0x3000}, (_, code) => String.fromCodePoint(code)).filter(one =>
			aSingle.test(one),
		);
		expect(singles.length).toBeGreaterThan(1900);
		expect(singles.filter(one => stringWidth(one) !== 1)).toEqual([]);
		expect(stringWidth(singles.join(''))).toBe(singles.length);
	});
});

test('The quick way to take a text apart finds the graphemes that the thorough one finds.', () => {
	const thorough = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
	const segments = (found: Iterable<{segment: string; index: number}>) =>
		Array.from(found, ({segment, index}) => [index, segment]);
	fc.assert(
		fc.property(text, one => {
			expect(segments(quickSegmenter.segment(one))).toEqual(segments(thorough.segment(one)));
		}),
		{numRuns: 5000},
	);
});

test('A pattern that is made when it is needed answers as the pattern does.', () => {
	let made = 0;
	const pattern = patternWhenNeeded(() => {
		made++;
		return /\p{Extended_Pictographic}/gu;
	});
	expect(made).toBe(0);
	expect('a👩b👩'.match(pattern as RegExp)).toEqual(['👩', '👩']);
	expect('a👩'.search(pattern as RegExp)).toBe(1);
	expect(pattern.test('👩')).toBe(true);
	expect(made).toBe(1);
});
