/**
 * The text form of a codebase: for each file a heading with its path, then its exact content in a fence
 * longer than any inside it. What `renderCodebase` writes, `parseCodebase` reads back unchanged.
 */
import {languageOf} from './fence-language.ts';
import type {FileSet} from './file-set.ts';
import {findCollision, judgePath} from './path-rules.ts';

/** Stands after the language when the last line of the file has no newline. */
const UNENDED = 'no-newline-at-end';
const EMPTY = 'No files.';
const HEADING = '## ';

/** The files in the order of their paths. Paths have to be clean (`judgePath`). */
export function renderCodebase(files: FileSet): string {
	if (files.size === 0) return `${EMPTY}\n`;
	return [...files]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([path, text]) => renderFile(path, text))
		.join('\n');
}

function renderFile(path: string, text: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	const ended = text === '' || text.endsWith('\n');
	const info = [languageOf(path) || 'text', ...(ended ? [] : [UNENDED])].join(' ');
	return `${HEADING}${path}\n${fence}${info}\n${text}${ended ? '' : '\n'}${fence}\n`;
}

/**
 * Reads the text form, strictly: apart from a note before the first file and blank lines, every line has to
 * be understood, so that no edit is lost in silence. The problem is a sentence that names the line.
 */
export function parseCodebase(text: string): {files: FileSet} | {problem: string} {
	const lines = linesOf(text);
	const files = new Map<string, string>();
	const headings = new Map<string, number>();
	let index = 0;
	const problem = (line: number, sentence: string) => ({problem: `Line ${line + 1}: ${sentence}`});

	while (index < lines.length) {
		const line = lines[index]!;
		const beforeFirst = files.size === 0;
		if (isFence(line)) {
			return problem(index, 'this fence has no heading with a file name above it, such as “## main.py”.');
		}

		if (!line.startsWith(HEADING)) {
			if (line.trim() !== '' && !beforeFirst) {
				return problem(
					index,
					`“${excerpt(line)}” is outside any file. If it belongs to the file above, make that file's fence longer than any inside it; a new file begins with “## ” and its path.`,
				);
			}

			index++;
			continue;
		}

		const judged = judgePath(line.slice(HEADING.length));
		if ('refused' in judged) {
			return problem(
				index,
				`the file name “${excerpt(line.slice(3))}” is refused because ${judged.refused}.`,
			);
		}

		if (files.has(judged.path)) return problem(index, `${judged.path} is there twice.`);
		let opening = index + 1;
		while (lines[opening]?.trim() === '') opening++;
		const opened = /^(`{3,})([^`]*)$/.exec(lines[opening] ?? '');
		if (!opened) {
			return problem(
				index,
				`the heading of ${judged.path} is not followed by a fence (\`\`\`) with its content.`,
			);
		}

		const fence = opened[1]!;
		const closing = findClosing(lines, opening, fence);
		if (closing === -1) {
			return problem(
				opening,
				`the fence of ${judged.path} is never closed; a line with ${fence} alone ends it.`,
			);
		}

		const ended = !opened[2]!.split(/\s+/).includes(UNENDED);
		const content = lines.slice(opening + 1, closing);
		headings.set(judged.path, index);
		files.set(judged.path, content.join('\n') + (content.length > 0 && ended ? '\n' : ''));
		index = closing + 1;
	}

	const collision = findCollision(files.keys());
	if (collision) {
		return problem(
			headings.get(collision.path)!,
			`${collision.path} is refused because ${collision.reason}.`,
		);
	}

	if (files.size > 0 || text.trim() === EMPTY) return {files};
	return {
		problem: `No file was found in it. A file is “## ” and its path, then its content in a fence; “${EMPTY}” alone means none.`,
	};
}

/** An editor that turned the whole text into CRLF is recognised by the headings, which are never so otherwise. */
function linesOf(text: string): string[] {
	const lines = text.split('\n');
	if (lines.at(-1) === '') lines.pop();
	const first = lines.find(line => line.startsWith(HEADING));
	return first?.endsWith('\r') ? lines.map(line => line.replace(/\r$/, '')) : lines;
}

function findClosing(lines: string[], opening: number, fence: string): number {
	for (let at = opening + 1; at < lines.length; at++) {
		if (lines[at]!.trimEnd() === fence) return at;
	}

	return -1;
}

function isFence(line: string): boolean {
	return /^ {0,3}(```|~~~)/.test(line);
}

function excerpt(line: string): string {
	const trimmed = line.trim();
	return trimmed.length > 60 ? `${trimmed.slice(0, 59)}…` : trimmed;
}
