import fc from 'fast-check';
import {expect, test} from 'vitest';
import {GrowingText} from '../../source/core/growing-text.ts';

test('A text that came in pieces reads as one that came whole, from any place to any other, also in between.', () => {
	fc.assert(
		fc.property(
			fc.array(fc.string({maxLength: 20_000, unit: 'binary'}), {maxLength: 12}),
			fc.array(fc.tuple(fc.nat(), fc.nat()), {minLength: 1, maxLength: 4}),
			(pieces, ranges) => {
				const growing = new GrowingText();
				let whole = '';
				for (const piece of pieces) {
					growing.append(piece);
					whole += piece;
					for (const [one, other] of ranges) {
						const [from, to] = [one % (whole.length + 1), other % (whole.length + 1)].sort((a, b) => a - b);
						expect(growing.slice(from!, to)).toBe(whole.slice(from, to));
						expect(growing.slice(from!)).toBe(whole.slice(from));
					}
				}
				expect(growing.length).toBe(whole.length);
				expect(`${growing}`).toBe(whole);
				growing.append('more');
				expect(`${growing}`).toBe(`${whole}more`);
			},
		),
		{numRuns: 30},
	);
});

test('It takes another’s copy for its own only when that is as long as it.', () => {
	const growing = new GrowingText('one');
	growing.append(' two');
	growing.share('one two');
	expect(`${growing}`).toBe('one two');
	growing.share('one');
	expect(`${growing}`).toBe('one two');
});
