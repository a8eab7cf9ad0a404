/** Reads the blocks of an answer that say what changes in a file. */
import type {Edit} from './edit.ts';
import {isMarkdown} from './fence-language.ts';
import type {Block} from './fences.ts';
import {readComment, readNamingLine} from './file-name.ts';
import {endOfSearchReplace, isSearchMark, readSearchReplace} from './search-replace.ts';
import {readUnifiedDiff} from './unified-diff.ts';

/** `named`: the file that the answer names for the block. An edit of no known file has the path `''`. */
export function readEdits(block: Block, named: string | null): Edit[] {
	return block.form === 'diff' ? readDiff(block, named) : readBlocks(block, named);
}

function readDiff({body, bodyLine}: Block, named: string | null): Edit[] {
	const first = body.findIndex(line => line.trim() !== '');
	const name = first === -1 || /^[ +@\\*-]/.test(body[first]!) ? null : readName(body[first]!);
	return name === null
		? readUnifiedDiff(body, bodyLine, named)
		: readUnifiedDiff(body.slice(first + 1), bodyLine + first + 1, name);
}

/** Between its search/replace blocks a fence may name files, and hold comments; anything else was meant as content. */
function readBlocks({body, bodyLine, closed}: Block, named: string | null): Edit[] {
	const edits: Edit[] = [];
	let path = named ?? '';
	let stray: number | null = null;
	for (let at = 0; at < body.length; at++) {
		const text = body[at]!;
		const line = bodyLine + at;
		if (isSearchMark(text)) {
			const end = endOfSearchReplace(body, at);
			const read = readSearchReplace(body.slice(at, end.line), line);
			const kind = read.creates ? 'create' : 'change';
			const unended =
				closed && !end.closed
					? `the search/replace block (line ${line} of the answer) has no >>>>>>> REPLACE at its end`
					: null;
			edits.push({path, line, kind, hunks: [read.hunk], problem: unended ?? read.problem});
			at = end.line - 1;
		} else if (text.trim() !== '') {
			const name = readName(text);
			if (name !== null) path = name;
			else if (!isComment(text, path)) stray ??= line;
		}
	}

	if (stray === null) return edits;
	const problem = `line ${stray} of the answer stands beside the marks of a search/replace block; give either such blocks alone, or the whole file without marks`;
	if (edits.length === 0) return [{path, line: stray, kind: 'change', hunks: [], problem}];
	return edits.map(edit => ({...edit, problem}));
}

function readName(line: string): string | null {
	return readNamingLine(line) ?? readComment(line);
}

function isComment(line: string, path: string): boolean {
	return /^\s*(\/\/|\/\*|<!--|--|\.{3}|…)/.test(line) || (/^\s*#/.test(line) && !isMarkdown('', path));
}
