/** Where to cut a text at or after `index`: never between the two halves of one character. */
export function wholeCharacter(text: string, index: number): number {
	const splits = /[\ud800-\udbff]/.test(text[index - 1] ?? '') && /[\udc00-\udfff]/.test(text[index] ?? '');
	return Math.min(text.length, splits ? index + 1 : index);
}
