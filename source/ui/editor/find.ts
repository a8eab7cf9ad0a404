import {around} from './characters.ts';
import type {Lines, Place, Range} from './lines.ts';

export type Found = Range & {
	/** The search went past the end of the text, and on from its other end. */
	wrapped: boolean;
};

/** The next place that holds a text, from a place on or before it; within a line. Capitals count only if it has some. */
export function find(lines: Lines, sought: string, from: Place, step: 1 | -1): Found | null {
	if (sought === '') return null;
	const pattern = new RegExp(RegExp.escape(sought), /\p{Lu}/u.test(sought) ? 'gu' : 'giu');
	// The line it starts in is searched twice: from the place on, and in the end up to it.
	for (let count = 0; count <= lines.length; count++) {
		const line = (from.line + step * count + lines.length * 2) % lines.length;
		const text = lines[line]!;
		const wrapped = step > 0 ? from.line + count >= lines.length : from.line - count < 0;
		const match =
			step > 0
				? firstFrom(pattern, text, count === 0 ? from.at : 0)
				: lastBefore(pattern, text, count === 0 ? from.at : text.length + 1);
		if (!match) continue;
		const begin = around(text, match.at).start;
		return {from: {line, at: begin}, to: {line, at: around(text, match.at + match.length).end}, wrapped};
	}
	return null;
}

type Match = {at: number; length: number};

function firstFrom(pattern: RegExp, text: string, at: number): Match | null {
	pattern.lastIndex = at;
	const match = pattern.exec(text);
	return match && {at: match.index, length: match[0].length};
}

/** The last one that begins before a place. */
function lastBefore(pattern: RegExp, text: string, at: number): Match | null {
	let last: Match | null = null;
	for (let match = firstFrom(pattern, text, 0); match && match.at < at; ) {
		last = match;
		match = firstFrom(pattern, text, match.at + match.length);
	}
	return last;
}
