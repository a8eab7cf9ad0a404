/** Reads pytest's summary: `FAILED test_main.py::test_adds - assert -1 == 3`. */
import {locate, type PrintedError} from './printed-error.ts';

const SUMMARY = /^(FAILED|ERROR) ([^\s:]+)(?:::(\S+))?(?: - (.*))?$/;
const REPORT = /^=+ (?:FAILURES|ERRORS) =+$/;

/** The first test that failed; the excerpt holds the report of all of them. Null if this is not pytest's. */
export function readPytestFailure(output: string, paths: readonly string[]): PrintedError | null {
	const lines = output.split(/\r?\n/);
	const report = lines.findIndex(line => REPORT.test(line));
	const summary = report < 0 ? undefined : lines.slice(report).find(line => SUMMARY.test(line));
	if (summary === undefined) return null;
	const [, verdict = '', path = '', test, said] = SUMMARY.exec(summary)!;
	return {
		type: test ? `${test} failed` : verdict.toLowerCase(),
		message: said ?? firstExplanation(lines.slice(report)),
		file: locate(path, paths),
		line: lineOf(lines, path),
		scope: test ?? null,
		excerpt: lines.slice(report).join('\n').trim(),
	};
}

/** The report ends each failure with `test_main.py:6: AssertionError`. */
function lineOf(lines: string[], path: string): number | null {
	const place = lines.find(line => line.startsWith(`${path}:`));
	const number = place && /^:(\d+)/.exec(place.slice(path.length))?.[1];
	return number ? Number(number) : null;
}

/** A file that could not be collected has its reason only in the report, marked `E`. */
function firstExplanation(lines: string[]): string {
	return (
		lines
			.find(line => line.startsWith('E  '))
			?.slice(1)
			.trim() ?? ''
	);
}
