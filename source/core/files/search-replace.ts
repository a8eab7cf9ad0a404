/**
 * Search/replace blocks, as models write edits: a line of `<<<<<<< SEARCH`, the lines that are there, `=======`, the
 * lines that take their place, `>>>>>>> REPLACE`.
 */
import type {Edit} from './edits.ts';

const opens = /^\s{0,3}<{5,9} ?(?:SEARCH|ORIGINAL|HEAD)?\b.*$/;
const divides = /^\s{0,3}={5,9}\s*$/;
const closes = /^\s{0,3}>{5,9} ?(?:REPLACE|UPDATED)?\b.*$/;

/** Whether a line begins such a block. What git leaves behind after a conflict looks the same but for the word. */
export function opensSearch(line: string): boolean {
	return opens.test(line) && /SEARCH|ORIGINAL/.test(line);
}

/**
 * The blocks in these lines, in order. `cut`: one was begun and not ended, so none of them counts. Null if there is no
 * block here at all.
 */
export function readSearchReplace(lines: readonly string[]): {edits: Edit[]} | {cut: number} | null {
	const edits: Edit[] = [];
	for (let at = 0; at < lines.length; at++) {
		if (!opensSearch(lines[at]!)) continue;
		const middle = findFrom(lines, at + 1, divides);
		const end = middle === -1 ? -1 : findFrom(lines, middle + 1, closes);
		const again = middle === -1 ? -1 : findFrom(lines, at + 1, opens, end === -1 ? lines.length : end);
		if (end === -1 || again !== -1) return {cut: at};
		edits.push({before: lines.slice(at + 1, middle), after: lines.slice(middle + 1, end), near: null});
		at = end;
	}

	return edits.length === 0 ? null : {edits};
}

function findFrom(lines: readonly string[], start: number, what: RegExp, end = lines.length): number {
	for (let at = start; at < end; at++) if (what.test(lines[at]!)) return at;
	return -1;
}
