import {lexer, type Token} from 'marked';

/** Containers that stand in one another. */
const deepest = 12;
/** What may begin or end an emphasis: the time to pair them grows with their square. */
const mostDelimiters = 1000;
/** Cells of a table. */
const mostCells = 20_000;

/** What a part of a text says; null if it would take too long to find out, or cannot be. */
export function lex(source: string): Token[] | null {
	if (!isBounded(source)) return null;
	try {
		return lexer(source, {gfm: true});
	} catch {
		// Whatever it stumbles over, the text can still be shown as it came.
		return null;
	}
}

function isBounded(source: string): boolean {
	const lines = source.split('\n');
	let delimiters = 0;
	let columns = 0;
	for (const line of lines) {
		if (depthOf(line) > deepest) return false;
		const bars = count(line, '|');
		columns = Math.max(columns, bars);
		const found = count(line, '*') + count(line, '_') + count(line, '~') + count(line, '[');
		// Cells are read one by one.
		if (bars > 2 && found < 100) continue;
		delimiters += found;
		if (delimiters > mostDelimiters) return false;
	}
	return columns * lines.length <= mostCells;
}

/** How many quotations and lists begin at the start of a line. */
function depthOf(line: string): number {
	const marks = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y;
	let depth = 0;
	while (depth <= deepest && marks.test(line)) depth++;
	return depth;
}

function count(text: string, character: string): number {
	let found = 0;
	for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) found++;
	return found;
}
