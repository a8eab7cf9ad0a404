/** `__proto__`, `constructor`, `toString`, …: where a name becomes a key they would reach into JavaScript's own. */
export function isReservedName(name: string): boolean {
	return name === 'prototype' || name in Object.prototype;
}

/** In characters, not in halves of them. */
export const longestName = 200;

const separators = '/\\\\=';
const breaks = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029';
/** Bidi controls and invisible characters: two names that look alike would not be the same. */
const unseen = '\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff';

/** What a name looks like, as the source of a pattern; `findNameFault` knows the rest, and says why. */
export const namePattern = `^(?=[\\s\\S]*\\S)[^${separators}${breaks}${unseen}]+$`;

const separator = new RegExp(`[${separators}]`);
const lineBreak = new RegExp(`[${breaks}]`);
const hidden = new RegExp(`[${unseen}]|[\\u{e0000}-\\u{e007f}]`, 'u');

const rules: {breaks: (name: string) => boolean; because: string; remedy: string}[] = [
	{breaks: name => name.trim() === '', because: 'is empty', remedy: 'Give it a name, such as `code_plan`.'},
	{
		breaks: name => name.length > 2 * longestName || [...name].length > longestName,
		because: `is longer than ${longestName} characters`,
		remedy: 'Choose a shorter name.',
	},
	{
		breaks: isReservedName,
		because: 'is a word that JavaScript keeps for itself',
		remedy: 'Choose another name.',
	},
	{
		breaks: name => separator.test(name),
		because: 'holds one of / \\ =',
		remedy: 'Use letters, digits, and _ instead.',
	},
	{
		breaks: name => lineBreak.test(name),
		because: 'holds a control character or a line break',
		remedy: 'Keep the name on one line, and use letters, digits, and _ only.',
	},
	{
		breaks: name => hidden.test(name) || !name.isWellFormed(),
		because: 'holds a character that cannot be seen',
		remedy: 'Type the name anew; it may have been pasted with hidden characters.',
	},
];

/**
 * Why a name of an output, a module or a pipeline is refused, as the end of a sentence, and how to mend it;
 * null if it is fine: 1–200 characters, none of `/ \ =`, no control, bidi or invisible characters.
 */
export function findNameFault(name: string): {because: string; remedy: string} | null {
	return rules.find(rule => rule.breaks(name)) ?? null;
}
