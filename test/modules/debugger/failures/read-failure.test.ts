import {describe, expect, it} from 'vitest';
import type {ProgramOutcome} from '../../../../source/core/ports.ts';
import {readFailure} from '../../../../source/modules/debugger/failures/read-failure.ts';
import {isLack} from '../../../../source/modules/debugger/failures/surroundings.ts';
import transcripts from '../../../fixtures/program-transcripts.json' with {type: 'json'};
import {outcomeOf} from '../../../helpers/module-context.ts';

type Title = keyof typeof transcripts;

const names = [
	'main.py',
	'store.py',
	'util.py',
	'test_main.py',
	'main.js',
	'main.mjs',
	'helper.mjs',
	'main.ts',
	'main.sh',
];
const about = {
	files: new Map(names.map(name => [name, ''])),
	command: '',
	purpose: 'run' as const,
	given: {stdin: false, args: false},
};

/** What a real interpreter printed in the cage. */
function recorded(title: Title): ProgramOutcome {
	const {exit_code, signal, stdout, stderr} = transcripts[title];
	return outcomeOf({exit_code, signal, stdout, stderr});
}

describe('a failure that is the code’s', () => {
	const summaries: [Title, string][] = [
		[
			'import-error',
			"ImportError: cannot import name 'load_items' from 'store' (/workspace/store.py) (main.py:1)",
		],
		['missing-module', "ModuleNotFoundError: No module named 'requests_plus' (main.py:1)"],
		['python-syntax', "SyntaxError: '(' was never closed (main.py:2)"],
		['python-indentation', 'IndentationError: unexpected indent (util.py:3)'],
		['chained', 'ValueError: no entry 12 in the table (main.py:5)'],
		['during-handling', "NameError: name 'report' is not defined. Did you mean: 'repr'? (main.py:5)"],
		[
			'in-library',
			'json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) (main.py:4)',
		],
		['multi-line-message', 'RuntimeError: first line (main.py:1)'],
		['bare-assert', 'AssertionError (main.py:2)'],
		['recursion', 'RecursionError: maximum recursion depth exceeded (main.py:2)'],
		[
			'exception-group',
			'ExceptionGroup: two things (2 sub-exceptions), the first: ValueError: a (main.py:1)',
		],
		['thread', "KeyError: 'job' (main.py:4)"],
		['unittest', 'test_adds failed: 2 != 3 (test_main.py:5)'],
		['pytest', 'test_adds failed: assert -1 == 3 (test_main.py:6)'],
		['pytest-collection', "error: ModuleNotFoundError: No module named 'nowhere' (test_main.py:1)"],
		[
			'no-such-file',
			"exit 2: python3: can't open file '/workspace/main.py': [Errno 2] No such file or directory",
		],
		['sys-exit-message', 'exit 1: cannot read the table budget.csv'],
		['logged-error-then-exit', 'exit 1: error: row 2 is broken'],
		['silent-exit', 'exit 3, and it said nothing'],
		['segfault', 'stopped by SIGSEGV, and it said nothing'],
		['node-type-error', "TypeError: Cannot read properties of undefined (reading 'push') (main.js:3)"],
		['node-esm-reference', 'ReferenceError: missing is not defined (helper.mjs:2)'],
		[
			'node-esm-no-export',
			"SyntaxError: The requested module './helper.mjs' does not provide an export named 'other' (main.mjs:1)",
		],
		['node-syntax', "SyntaxError: Unexpected token ';' (main.js:2)"],
		['node-missing-module', "Error: Cannot find module './nowhere.js' (main.js:1)"],
		['node-rejection', 'RangeError: bad size 42 (main.js:2)'],
		['node-throws-string', 'Uncaught: plain text (main.js:1)'],
		['node-typescript', 'SyntaxError: TypeScript enum is not supported in strip-only mode (main.ts:1)'],
		['node-cause', 'Error: loading failed (main.js:4)'],
		['shell-not-found', 'frobnicate: command not found (main.sh:3)'],
		['shell-syntax', 'syntax error: unexpected end of file (main.sh:3)'],
	];

	it.each(summaries)('is told in one line: %s', (title, summary) => {
		const failure = readFailure(recorded(title), about);
		expect(failure?.summary).toBe(summary);
		expect(isLack(failure!.kind)).toBe(false);
	});

	it('carries the whole chain of exceptions, since the cause is often in the first', () => {
		const {excerpt} = readFailure(recorded('chained'), about)!;
		expect(excerpt).toContain("KeyError: 'a'");
		expect(excerpt).toContain('direct cause of the following');
		expect(excerpt).toContain('ValueError: no entry 12');
	});

	it('carries every line of a message', () => {
		expect(readFailure(recorded('multi-line-message'), about)?.excerpt).toMatch(/first line\nsecond line$/);
	});

	it('carries the cause that Node prints inside an error', () => {
		expect(readFailure(recorded('node-cause'), about)?.excerpt).toContain('[cause]: TypeError');
	});

	it('is found in the program’s own file wherever that was run', () => {
		const outcome = recorded('import-error');
		const elsewhere = {...outcome, stderr: outcome.stderr.replaceAll('/workspace/', '/home/me/a run/')};
		expect(readFailure(elsewhere, about)?.summary).toMatch(/\(main\.py:1\)$/);
	});

	it('is not the exception that was only ignored while the program shut down', () => {
		const ignored = `Exception ignored in: <function f>\nTraceback (most recent call last):\n  File "/workspace/util.py", line 9, in f\n    a()\nOSError: closed\n`;
		const outcome = recorded('import-error');
		expect(readFailure({...outcome, stderr: outcome.stderr + ignored}, about)?.summary).toMatch(
			/^ImportError/,
		);
	});

	it('is read from what a program prints to stdout if stderr is empty', () => {
		const {stderr} = recorded('chained');
		expect(readFailure(outcomeOf({exit_code: 1, stdout: stderr}), about)?.summary).toMatch(/^ValueError/);
	});

	it('keeps its summary on one line of bearable length', () => {
		const failure = readFailure(outcomeOf({exit_code: 1, stderr: `${'x'.repeat(5000)}\n`}), about)!;
		expect(failure.summary.length).toBeLessThan(300);
		expect(failure.excerpt.length).toBe(5000);
	});

	it('is the timeout itself when a test does not end', () => {
		const failure = readFailure(outcomeOf({exit_code: null, timed_out: true}), {...about, purpose: 'test'});
		expect(failure?.kind).toBe('timeout');
	});
});

describe('what is no fault of the code', () => {
	it.each<[Title, string]>([
		['eof-on-stdin', 'no-input'],
		['node-question-at-eof', 'no-input'],
		['argparse-usage', 'no-arguments'],
		['own-usage', 'no-arguments'],
		['no-network', 'no-network'],
		['no-terminal', 'no-terminal'],
		['curses', 'no-terminal'],
	])('is told apart: %s', (title, kind) => {
		const failure = readFailure(recorded(title), about);
		expect(failure?.kind).toBe(kind);
		expect(isLack(kind)).toBe(true);
	});

	it('does not cover a usage exit once arguments were given', () => {
		const given = {stdin: false, args: true};
		expect(readFailure(recorded('argparse-usage'), {...about, given})?.kind).toBe('exit');
	});

	it('does not cover a test, which brings what it needs', () => {
		expect(readFailure(recorded('eof-on-stdin'), {...about, purpose: 'test'})?.kind).toBe('error');
	});

	it('does not cover the end of another file than stdin', () => {
		const stderr =
			'Traceback (most recent call last):\n  File "/workspace/main.py", line 1, in <module>\n    load()\nEOFError: Ran out of input\n';
		expect(readFailure(outcomeOf({exit_code: 1, stderr}), about)?.kind).toBe('error');
	});
});

describe('a program that works', () => {
	it('exits with 0', () => {
		expect(readFailure(outcomeOf({stderr: 'a warning'}), about)).toBeNull();
	});

	it('may run until it is stopped, as servers and games do', () => {
		const outcome = outcomeOf({
			exit_code: null,
			signal: 'SIGTERM',
			timed_out: true,
			stdout: 'Listening on 8000\n',
		});
		expect(readFailure(outcome, about)).toBeNull();
	});

	it('may say that it was interrupted when it is stopped', () => {
		const stderr =
			'Traceback (most recent call last):\n  File "/workspace/main.py", line 2, in <module>\n    sleep(9)\nKeyboardInterrupt\n';
		expect(readFailure(outcomeOf({exit_code: null, timed_out: true, stderr}), about)).toBeNull();
	});

	it('has not printed an error before it was stopped', () => {
		const outcome = {...recorded('thread'), exit_code: null, timed_out: true};
		expect(readFailure(outcome, about)?.summary).toBe("KeyError: 'job' (main.py:4)");
	});
});
