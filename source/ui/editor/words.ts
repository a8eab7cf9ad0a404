/** Words as editors of code take them: letters, digits and underscores, or a run of other marks. */
import {around} from './characters.ts';

const letter = '[\\p{L}\\p{N}\\p{M}_]';
const mark = '[^\\s\\p{L}\\p{N}\\p{M}_]';
const next = new RegExp(`\\s*(?:${letter}+|${mark}+|)`, 'uy');
const previous = new RegExp(`(?<=((?:${letter}+|${mark}+|)\\s*))`, 'uy');

/** Where the word at or after a place ends. */
export function wordEnd(line: string, at: number): number {
	next.lastIndex = at;
	return around(line, at + (next.exec(line)?.[0].length ?? 0)).end;
}

/** Where the word before a place begins. */
export function wordStart(line: string, at: number): number {
	previous.lastIndex = at;
	return around(line, at - (previous.exec(line)?.[1]?.length ?? 0)).start;
}
