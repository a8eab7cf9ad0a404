import {expect, test} from 'vitest';
import {filterOf} from '../../../source/ui/home/find.ts';

test('Every word has to occur somewhere, whatever its case and order', () => {
	const {matches} = filterOf('NOTES git');
	expect(matches(['release_notes', 'From a Git log'])).toBe(true);
	expect(matches(['release_notes', 'From a log'])).toBe(false);
	expect(filterOf(' ').matches([''])).toBe(true);
});

test('What was found is marked, and the text stays whole', () => {
	const pieces = filterOf('no o').mark('Notes on İstanbul', {tone: 'quiet'});
	expect(pieces.map(({text}) => text).join('')).toBe('Notes on İstanbul');
	expect(pieces.filter(({inverse}) => inverse).map(({text}) => text)).toEqual(['No', 'o']);
});

test('Signs that patterns are made of are looked for as they are', () => {
	for (const sign of ['.', '*', '(', '[a', '\\', '^$', 'a|b', '{2}', '/'])
		expect(filterOf(sign).matches([`x${sign}y`])).toBe(true);
	expect(filterOf('.').matches(['abc'])).toBe(false);
});
