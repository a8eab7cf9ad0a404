import stringWidth from 'string-width';
import {makeVisible} from '../visible.ts';
import type {Problem} from './problem.ts';

/** Columns of the source line that are shown around the place. */
const windowBefore = 60;
const windowAfter = 100;

/**
 * A problem as plain text of four lines: `file:line:column: error: message`, as editors and compilers know it, the
 * source line, a caret under the place, and the remedy. Safe to print: what the file holds is made visible.
 */
export function formatProblem(problem: Problem): string {
	const {file, line, column, severity, message, remedy} = problem;
	const {before, marked, after} = cutLine(problem);
	const gutter = ' '.repeat(4);
	const carets = '^'.repeat(Math.max(1, stringWidth(marked)));
	return [
		`${show(file)}:${line}:${column}: ${severity}: ${show(message)}`,
		`${gutter}${before}${marked}${after}`,
		`${gutter}${' '.repeat(stringWidth(before))}${carets}`,
		`${gutter}${show(remedy)}`,
	].join('\n');
}

function show(text: string): string {
	return makeVisible(text, {keepNewlines: false});
}

/** The line in three parts, each safe to print; a line too long for a screen is cut on both sides. */
function cutLine({text, column, length}: Problem): {before: string; marked: string; after: string} {
	// One column wide, so that the caret stands where the eye expects it.
	const line = text.replaceAll('\t', ' ');
	const start = column - 1;
	const from = start > windowBefore ? start - windowBefore : 0;
	const to = Math.max(start + 1, Math.min(line.length, start + windowAfter));
	const end = Math.min(start + length, to);
	return {
		before: (from > 0 ? '…' : '') + show(line.slice(from, start)),
		marked: show(line.slice(start, end)),
		after: show(line.slice(end, to)) + (to < line.length ? '…' : ''),
	};
}
