import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createRedactor} from '../../../source/io/memory/redact.ts';
import {createAnswerFilter} from '../../../source/io/models/answer-filter.ts';

const key = 'sk-sk-sk-0123456789';
const other = 's'.repeat(16);

/** What comes out of a text that is cut at these places, piece by piece. */
function pass(text: string, cuts: number[], secrets: string[]): string[] {
	const filter = createAnswerFilter(secrets);
	const places = [0, ...cuts.map(cut => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
	const pieces = places.slice(1).map((end, index) => filter.push(text.slice(places[index], end)));
	return [...pieces, filter.end()];
}

test('A text comes out as it went in, wherever it is cut, and no piece ends within a character.', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), fc.array(fc.nat()), (text, cuts) => {
			const pieces = pass(text, cuts, [key]);
			expect(pieces.join('')).toBe(text);
			for (const piece of pieces) expect(piece.isWellFormed()).toBe(true);
		}),
	);
});

test('Half a character comes out as a sign for one, and nothing else changes.', () => {
	fc.assert(
		fc.property(
			fc.string({unit: fc.constantFrom('a', '\ud83e', '\udd86')}),
			fc.array(fc.nat()),
			(text, cuts) => {
				expect(pass(text, cuts, [key]).join('')).toBe(text.toWellFormed());
			},
		),
	);
});

test('A key that it echoes never comes out, whole or in pieces, wherever it is cut and whatever it overlaps.', () => {
	const bits = fc.constantFrom(key, other, 'sk-', 's', 'sk-sk-sk-', ' x ', '0123456789');
	fc.assert(
		fc.property(fc.array(bits), fc.array(fc.nat()), (words, cuts) => {
			const out = pass(words.join(''), cuts, [key, other]).join('');
			expect(out).not.toContain(key);
			expect(out).not.toContain(other);
		}),
		{numRuns: 300},
	);
});

test('Of keys that begin alike the longest is meant, and one that stands in JSON is one too, wherever they are cut.', () => {
	const secrets = ['sk-one-0123456789', 'sk-one-0123456789-and-more', 'pass"word-0123456789'];
	const text = 'You sent sk-one-0123456789-and-more, "pass\\"word-0123456789" and sk-one-0123456789';
	for (let first = 0; first <= text.length; first++)
		for (const second of [first, first + 1, first + 9, text.length])
			expect(pass(text, [first, second], secrets).join('')).toBe(
				'You sent [redacted], "[redacted]" and [redacted]',
			);
});

test('What only begins like a key is passed on as soon as it is clear that it is none.', () => {
	const filter = createAnswerFilter([key]);
	expect(filter.push('A sk-sk-')).toBe('A ');
	expect(filter.push('y')).toBe('sk-sk-y');
	expect(filter.push(' sk-sk')).toBe(' ');
	expect(filter.end()).toBe('sk-sk');
});

test('Short keys are left alone: they could be words.', () => {
	expect(pass('ollama is not a secret', [3], ['ollama']).join('')).toBe('ollama is not a secret');
});

test('A key that overlaps itself holds back no more than twice its length, and what comes out is what would come out of the whole.', () => {
	const secrets = ['x'.repeat(32), 'xy'.repeat(10), 'x'.repeat(19)];
	const redact = createRedactor(secrets);
	const bits = fc.constantFrom(
		'x',
		'x'.repeat(7),
		'x'.repeat(50),
		'xy',
		'y',
		'xy'.repeat(30),
		'\ud83e\udd86',
	);
	fc.assert(
		fc.property(fc.array(bits, {maxLength: 60}), words => {
			const filter = createAnswerFilter(secrets);
			let out = '';
			for (const [index, word] of words.entries()) {
				out += filter.push(word);
				const come = words.slice(0, index + 1).join('');
				// What is taken out of it would stand in 10 characters.
				const certain = redact(come.slice(0, Math.max(0, come.length - 2 * 64)));
				expect(out.length).toBeGreaterThanOrEqual(certain.length);
			}
			expect(out + filter.end()).toBe(redact(words.join('')));
		}),
		{numRuns: 300},
	);
});

test('A long answer of one letter costs no more than any other, whatever the key.', () => {
	const filter = createAnswerFilter(['x'.repeat(32)]);
	let passed = 0;
	for (let piece = 0; piece < 100_000; piece++) passed += filter.push('xxxx').length;
	expect(passed).toBeGreaterThan(400_000 / 4);
	expect(filter.end().length).toBeLessThanOrEqual(64);
});
