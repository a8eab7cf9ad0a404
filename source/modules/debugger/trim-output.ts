import {wholeCharacter} from '../../core/whole-character.ts';

/** How much of an output a prompt carries, in characters. */
const HEAD = 1500;
const TAIL = 4500;

/**
 * What differs from run to run (addresses, durations, times of day, names of temporary files) is blotted out,
 * so that equal failures make equal prompts.
 */
export function steadyOutput(text: string): string {
	return text
		.replace(/\b0x[0-9a-f]{6,}\b/gi, '0x…')
		.replace(/\b(in )\d+\.\d+ ?s\b/g, '$1…s')
		.replace(/\b(duration_ms:? )\d+(?:\.\d+)?/g, '$1…')
		.replace(/\(\d+(?:\.\d+)?ms\)/g, '(…ms)')
		.replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?/g, '…')
		.replace(/\btmp[a-z0-9_]{8}\b/g, 'tmp…');
}

/** Head and tail of a long text, cut at line ends where there are any; what was left out is said between them. */
export function trimOutput(text: string): string {
	if (text.length <= HEAD + TAIL) return text;
	const head = text.slice(0, text.lastIndexOf('\n', HEAD) + 1 || wholeCharacter(text, HEAD));
	const tailStart = text.indexOf('\n', text.length - TAIL) + 1 || wholeCharacter(text, text.length - TAIL);
	const tail = text.slice(tailStart);
	return `${head}[… ${text.length - head.length - tail.length} characters left out …]\n${tail}`;
}
