/**
 * What a reader takes for single characters, found near a place: in a line of any length a step costs the same.
 */
import {graphemesOf} from '../text/width.ts';

/** UTF-16 units that are looked at beside a place. Longer characters are absurd, and may be taken apart. */
const reach = 256;
/** Nothing below joins with what stands before it (combining marks begin at U+0300). */
const joining = 0x300;

/** Where the character before a place begins; 0 at the start. */
export function before(line: string, at: number): number {
	if (at <= 1) return 0;
	if (line.charCodeAt(at - 1) < joining && line.charCodeAt(at - 2) < joining) return at - 1;
	return at - graphemesOf(line.slice(clearStart(line, at), at)).at(-1)!.length;
}

/** Where the character at a place ends. */
export function after(line: string, at: number): number {
	if (at >= line.length) return line.length;
	if (startsAlone(line, at + 1)) return at + 1;
	return at + graphemesOf(line.slice(at, at + reach))[0]!.length;
}

/** The ends of the character that a place is in; both are the place itself where it is between two. */
export function around(line: string, at: number): {start: number; end: number} {
	if (at <= 0 || at >= line.length || startsAlone(line, at)) return {start: at, end: at};
	let start = clearStart(line, at);
	for (const piece of graphemesOf(line.slice(start, at + reach))) {
		const end = start + piece.length;
		if (start === at || end > at) return {start, end: start === at ? start : end};
		start = end;
	}
	return {start: at, end: at};
}

function startsAlone(line: string, at: number): boolean {
	return at >= line.length || (line.charCodeAt(at) < joining && line.charCodeAt(at - 1) < joining);
}

/** A place some way before, where a character certainly begins, or which at least splits no surrogate pair. */
function clearStart(line: string, at: number): number {
	const first = at - reach;
	for (let index = first; index > first - 4 * reach; index--) {
		if (index <= 0) return 0;
		if (startsAlone(line, index)) return index;
	}
	const unit = line.charCodeAt(first);
	return unit >= 0xdc00 && unit <= 0xdfff ? first - 1 : first;
}
