import {expect, test} from 'vitest';
import {createNeedle} from '../../source/core/find/needle.ts';
import {createRepeats} from '../../source/core/find/repeats.ts';

test('A text is found whatever the case of its letters, with its place and how often it stands there', () => {
	expect(createNeedle('ÉTÉ').find('en été, en Été')).toEqual({from: 3, to: 6, hits: 2});
	expect(createNeedle('a.b (c)').find('xA.B (C)')).toEqual({from: 1, to: 8, hits: 1});
	expect(createNeedle('[').find('a')).toBeNull();
});

test.for([
	'plain Words',
	'say "hi" \\ there',
	'two\nlines',
	'été',
	'É',
	'\u0000\u001b[31m',
	'😀 smile',
	'/a/b',
	'\t',
])('Bytes of JSON that hold %j are never passed over', wanted => {
	const needle = createNeedle(wanted);
	for (const text of [wanted, wanted.toUpperCase(), `x${wanted.toLowerCase()}y`]) {
		const json = Buffer.from(JSON.stringify({text})).toString('latin1');
		expect(needle.mayBeIn(json)).toBe(true);
		// As other programs write it.
		expect(needle.mayBeIn(json.replaceAll('/', String.raw`\/`))).toBe(true);
	}
});

test('Bytes that cannot hold it are told from the others', () => {
	expect(createNeedle('say "hi" there').mayBeIn('{"text":"say hi"}')).toBe(false);
});

test('Of a text is left what no earlier one holds, in whatever order they contain each other', () => {
	const repeats = createRepeats();
	expect(repeats.newIn('a snake')).toBe('a snake');
	expect(repeats.newIn('REQUEST:\na snake\n\nMORE')).toBe('REQUEST:\n\n\n\nMORE');
	expect(repeats.newIn('a snake')).toBe('');
	expect(repeats.newIn('snake')).toBe('');
	expect(repeats.newIn('REQUEST:\na snake\n\nMORE and a snake')).toBe('\n and \n');
});
