/** Reads what Python's unittest prints of the tests that failed: `FAIL: test_adds (test_main.Adding.test_adds)`. */
import type {PrintedError} from './printed-error.ts';
import {readPythonError} from './python-error.ts';

const RULE = /^={70}$/;
const THIN_RULE = /^-{70}$/;
const HEADING = /^(?:FAIL|ERROR): (\S+) \((\S+?)\)(?: (.*))?$/;

/** The first test that failed; the excerpt holds the report of all of them. Null if this is not unittest's. */
export function readUnittestFailure(output: string, paths: readonly string[]): PrintedError | null {
	const lines = output.split(/\r?\n/);
	const report = lines.findIndex((line, at) => RULE.test(line) && HEADING.test(lines[at + 1] ?? ''));
	if (report < 0) return null;
	const [, name = '', where = '', variant] = HEADING.exec(lines[report + 1]!)!;
	const body = lines.findIndex((line, at) => at > report && THIN_RULE.test(line)) + 1;
	const end = lines.findIndex((line, at) => at >= body && (RULE.test(line) || THIN_RULE.test(line)));
	const block = lines.slice(body, end < 0 ? undefined : end).join('\n');
	const error = readPythonError(block, paths);
	const said = error?.type === 'AssertionError' ? error.message : [error?.type, error?.message];
	const test = where.includes('_FailedTest')
		? `importing ${name}`
		: [name, variant].filter(Boolean).join(' ');
	return {
		type: `${test} failed`,
		message: [said].flat().filter(Boolean).join(': ') || (error?.type ?? block.trim().split('\n')[0]!),
		file: error?.file ?? null,
		line: error?.line ?? null,
		scope: error?.scope ?? null,
		frames: error?.frames ?? [],
		moment: 'running',
		excerpt: lines.slice(report).join('\n').trim(),
	};
}
