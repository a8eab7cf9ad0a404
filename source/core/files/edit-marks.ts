/** Tells whether the text of a file is really an edit of one, written in its place. */
import {isMarkdown, isPatch} from './fence-language.ts';
import {startsDiff} from './unified-diff.ts';

const opens = /^\s*<{4,9}(?:\s+\w+)?\s*$/;
const divides = /^\s*={4,9}\s*$/;
const closes = /^\s*>{4,9}(?:\s+\S+)?\s*$/;

/** The first line, from 1, by which it is; null if it is none, for all that can be told. */
export function findEditMarks(path: string, text: string): {line: number; text: string} | null {
	// A guide may show such marks, and a patch consists of them.
	if (isPatch(path) || isMarkdown('', path)) return null;
	const lines = text.split('\n');
	const begins = [0, 1].find(at => at < lines.length && startsDiff(lines, at, {alone: true}));
	if (begins !== undefined) return {line: begins + 1, text: lines[begins]!};
	const from = lines.findIndex(line => opens.test(line));
	const middle = from === -1 ? -1 : lines.findIndex((line, at) => at > from && divides.test(line));
	const end = middle === -1 ? -1 : lines.findIndex((line, at) => at > middle && closes.test(line));
	return end === -1 ? null : {line: from + 1, text: lines[from]!};
}
