/** Reads pytest's summary: `FAILED test_main.py::test_adds - assert -1 == 3`. */
import {type Frame, locate, type PrintedError, withoutRepeats} from './printed-error.ts';

const SUMMARY = /^(FAILED|ERROR) ([^\s:]+)(?:::(\S+))?(?: - (.*))?$/;
const REPORT = /^=+ (?:FAILURES|ERRORS) =+$/;
/** The heading of one test within the report. */
const HEADING = /^_{3,} .* _{3,}$/;
/** `test_main.py:6: AssertionError` ends each step of a traceback. */
const STEP = /^(\S+?):(\d+): /;

/** The first test that failed; the excerpt holds the report of all of them. Null if this is not pytest's. */
export function readPytestFailure(output: string, paths: readonly string[]): PrintedError | null {
	const lines = output.split(/\r?\n/);
	const report = lines.findIndex(line => REPORT.test(line));
	const summary = report < 0 ? undefined : lines.slice(report).find(line => SUMMARY.test(line));
	if (summary === undefined) return null;
	const [, verdict = '', path = '', test, said] = SUMMARY.exec(summary)!;
	const frames = readSteps(lines.slice(report), paths);
	const [frame] = frames;
	return {
		type: test ? `${test} failed` : verdict.toLowerCase(),
		message: said ?? firstExplanation(lines.slice(report)),
		file: frame?.file ?? locate(path, paths),
		line: frame?.line ?? null,
		scope: test ?? null,
		frames,
		moment: 'running',
		excerpt: lines.slice(report).join('\n').trim(),
	};
}

/** The steps of the first test, innermost first. */
function readSteps(report: string[], paths: readonly string[]): Frame[] {
	const begin = report.findIndex(line => HEADING.test(line));
	const end = report.findIndex((line, at) => at > begin && (HEADING.test(line) || SUMMARY.test(line)));
	const steps = report.slice(begin + 1, end).flatMap(line => {
		const [, path, number] = STEP.exec(line) ?? [];
		const file = path ? locate(path, paths) : null;
		return file ? [{file, line: Number(number), scope: null}] : [];
	});
	return withoutRepeats(steps.toReversed());
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
