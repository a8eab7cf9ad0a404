import {expect, test} from 'vitest';
import {plainMarks, plainPunctuation} from '../../source/core/ascii.ts';

test('Every sign becomes the one that is meant, of the same width', () => {
	expect(plainPunctuation('“a” ‘b’ „c“ — d – e … f × g · h • i → j ← k ↑ l ↓ m ⟨U+202E⟩')).toBe(
		'"a" \'b\' "c" - d - e ~ f x g - h - i > j < k ^ l v m <U+202E>',
	);
	expect(plainMarks('✓ ✗ ● ○ ◆ ◌ ⊘ ✎ ↺ ↻ ≡ ■ ▶ ▌ │ ─ ━ ┼ ╭╮╰╯ →')).toBe(
		'* x o o ! S / ~ @ % = # > > | - = + ++++ >',
	);
	expect(plainPunctuation('\u241B[31m')).toBe('^[31m');
});

test('Letters of any writing, and what is drawn in a text, stay as they are', () => {
	for (const text of ['Größe', '日本語', 'Ελλάδα', '🎉', 'café']) {
		expect(plainPunctuation(text)).toBe(text);
		expect(plainMarks(text)).toBe(text);
	}

	expect(plainPunctuation('│ ✓')).toBe('│ ✓');
});
