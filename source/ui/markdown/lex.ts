import {lexer, type Token, type Tokens} from 'marked';

/** Containers that stand in one another. */
const deepest = 12;
/** What may begin or end an emphasis: the time to pair them grows with their square. */
const mostDelimiters = 1000;
/** Cells of a table. */
const mostCells = 20_000;

/** What a part of a text says; null if it would take too long to find out, or cannot be. */
export function lex(source: string): Token[] | null {
	if (plain.test(source) && !/www\./i.test(source)) return [paragraphOf(source)];
	if (!isBounded(source)) return null;
	try {
		return lexer(source, {gfm: true});
	} catch {
		// Whatever it stumbles over, the text can still be shown as it came.
		return null;
	}
}

/** A line of words, in which nothing can mean anything else. */
const plain = /^[A-Za-z](?:[A-Za-z\d ,.;'"?()]*[A-Za-z\d,.;'"?)])?$/;

/** As the lexer tells it, which takes 20 ms for its first text: most requests are no more than that. */
function paragraphOf(text: string): Tokens.Paragraph {
	const tokens: Token[] = [{type: 'text', raw: text, text, escaped: false}];
	return {type: 'paragraph', raw: text, text, tokens};
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
