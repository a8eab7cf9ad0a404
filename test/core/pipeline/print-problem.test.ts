import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {formatProblem} from '../../../source/core/pipeline/print-problem.ts';
import type {Problem} from '../../../source/core/pipeline/problem.ts';

const problem = (parts: Partial<Problem>): Problem => ({
	severity: 'error',
	file: 'pipeline.yml',
	line: 12,
	column: 5,
	length: 4,
	message: 'There is no module `poet`.',
	remedy: 'Write one.',
	text: '- m: poet, x',
	...parts,
});

describe('formatProblem', () => {
	it('says the place, what is wrong, shows the line with a caret under it, and how to mend it', () => {
		expect(formatProblem(problem({column: 6}))).toBe(
			[
				'pipeline.yml:12:6: error: There is no module `poet`.',
				'    - m: poet, x',
				'         ^^^^',
				'    Write one.',
			].join('\n'),
		);
	});

	it('tells a warning from an error', () => {
		expect(formatProblem(problem({severity: 'warning'}))).toMatch(/^pipeline\.yml:12:5: warning: /);
	});

	it('puts the caret under the place where characters are wide', () => {
		const [, line, carets] = formatProblem(problem({text: '名前: 完成, b', column: 5, length: 2})).split(
			'\n',
		);
		expect(line).toBe('    名前: 完成, b');
		expect(carets).toBe('          ^^^^');
	});

	it('shows a tab as one space', () => {
		const [, line, carets] = formatProblem(problem({text: '\ta: b', column: 2, length: 1})).split('\n');
		expect(line).toBe('     a: b');
		expect(carets).toBe('     ^');
	});

	it('makes what acts on a terminal visible in every part, and keeps to four lines', () => {
		const hostile = '\u001b]0;x\u0007\u202e\r\n';
		const printed = formatProblem(
			problem({
				file: hostile,
				message: hostile,
				remedy: hostile,
				text: `${hostile}abc`,
				column: 8,
				length: 3,
			}),
		);
		expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
		expect(printed.split('\n')).toHaveLength(4);
	});

	it('has a caret where the line ends, or is empty', () => {
		expect(formatProblem(problem({text: 'abc', column: 4, length: 1})).split('\n')[2]).toBe('       ^');
		expect(formatProblem(problem({text: '', column: 1, length: 1})).split('\n')[2]).toBe('    ^');
	});

	it('cuts a long line to what is around the place', () => {
		const text = `${'a'.repeat(5000)}HERE${'b'.repeat(5000)}`;
		const [, line, carets] = formatProblem(problem({text, column: 5001, length: 4})).split('\n');
		expect(line).toBe(`    …${'a'.repeat(60)}HERE${'b'.repeat(96)}…`);
		expect(stringWidth(line!.slice(0, line!.indexOf('HERE')))).toBe(carets!.indexOf('^'));
	});
});
