import fc from 'fast-check';
import {lexer} from 'marked';
import {expect, test} from 'vitest';
import {lex} from '../../../source/ui/markdown/lex.ts';

test('A line of plain words is what the lexer of Markdown says it is.', () => {
	const words = fc.string({
		unit: fc.constantFrom(...'aZ09 ,.;\'"?()', 'www.', '1. ', ' - ', '_', '*', '\n', '  ', 'é', '@', ':'),
		maxLength: 12,
	});
	fc.assert(
		fc.property(words, text => {
			expect([...lex(text)!]).toEqual([...lexer(text, {gfm: true})]);
		}),
		{numRuns: 5000},
	);
});
