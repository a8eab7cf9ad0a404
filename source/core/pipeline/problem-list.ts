import type {Problem} from './problem.ts';

/** A stretch of the text, as offsets; `end` is exclusive. */
export type Place = {start: number; end: number};

export type Finding = {message: string; remedy: string};

/** The sentences are made only if the problem is going to be shown: suggestions cost time. */
export type Report = (place: Place, describe: () => Finding, severity?: Problem['severity']) => void;

export type ProblemList = {
	report: Report;
	/** Line and column of an offset, both from 1. */
	positionOf(offset: number): {line: number; column: number};
	/** At least one error was reported. */
	failed(): boolean;
	/** In the text's order. */
	all(): Problem[];
};

/** More would not be read, and a hostile file could have a hundred thousand. */
const mostProblems = 100;

/** Gathers what is wrong with a text, each with its place. */
export function listProblems(text: string, file: string): ProblemList {
	const lineStarts = findLineStarts(text);
	const problems: Problem[] = [];
	const seen = new Set<string>();
	const unshown = {error: 0, warning: 0};

	const lineOf = (offset: number): number => {
		let low = 0;
		let high = lineStarts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (lineStarts[middle]! <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	};

	const positionOf = (offset: number) => {
		const line = lineOf(offset);
		return {line: line + 1, column: offset - lineStarts[line]! + 1};
	};

	const textOfLine = (line: number): string =>
		text.slice(lineStarts[line - 1], lineStarts[line] ?? text.length).replace(/\r?\n$/, '');

	const report: Report = (place, describe, severity = 'error') => {
		if (problems.length >= mostProblems) {
			unshown[severity]++;
			return;
		}
		const finding = describe();
		// What an alias repeats would be reported at each of its uses.
		const key = `${place.start} ${finding.message}`;
		if (seen.has(key)) return;
		seen.add(key);
		const {line, column} = positionOf(Math.min(place.start, text.length));
		const lineText = textOfLine(line);
		const longest = lineText.length - column + 1;
		const length = Math.max(1, Math.min(place.end - place.start, longest));
		problems.push({severity, file, line, column, length, ...finding, text: lineText});
	};

	return {
		report,
		positionOf,
		failed: () => unshown.error > 0 || problems.some(problem => problem.severity === 'error'),
		all() {
			const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
			const more = unshown.error + unshown.warning;
			if (more === 0) return sorted;
			return [
				...sorted,
				{
					...sorted.at(-1)!,
					severity: unshown.error > 0 ? 'error' : 'warning',
					message: `There are ${more} more problems in this file, not shown.`,
					remedy: 'Mend these first, then check again.',
				},
			];
		},
	};
}

function findLineStarts(text: string): number[] {
	const starts = [0];
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	return starts;
}
