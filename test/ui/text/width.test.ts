import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {makeVisible} from '../../../source/core/visible.ts';
import {graphemesOf, widthOf} from '../../../source/ui/text/width.ts';

test('Every character alone, and beside others, is as wide as string-width says.', () => {
	for (let code = 0x20; code <= 0x2fff; code++) {
		const character = String.fromCodePoint(code);
		for (const text of [character, `${character}${character}`, `a${character}─`])
			expect([text, widthOf(text)]).toEqual([text, stringWidth(makeVisible(text, {keepNewlines: false}))]);
	}
});

test('A text of drawing characters is taken apart one by one, an emoji stays whole.', () => {
	expect(graphemesOf('─┼✓⠋')).toEqual(['─', '┼', '✓', '⠋']);
	expect(graphemesOf('a👩‍💻b')).toEqual(['a', '👩‍💻', 'b']);
	expect(widthOf('↔️')).toBe(stringWidth('↔️'));
});
