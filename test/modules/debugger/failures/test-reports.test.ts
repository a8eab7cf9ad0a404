import {describe, expect, it} from 'vitest';
import {countTests} from '../../../../source/modules/debugger/failures/count-tests.ts';
import {readFailure} from '../../../../source/modules/debugger/failures/read-failure.ts';
import {outcomeOf} from '../../../helpers/module-context.ts';

const thick = '='.repeat(70);
const thin = '-'.repeat(70);

const unittest = `FE.sF
${thick}
ERROR: test_div (test_calc.T.test_div)
${thin}
Traceback (most recent call last):
  File "/workspace/test_calc.py", line 7, in test_div
    div(1,0)
  File "/workspace/calc.py", line 4, in div
    return a/b
           ~^~
ZeroDivisionError: division by zero

${thick}
FAIL: test_sub (test_calc.T.test_sub) (i=0)
Docs line.
${thin}
Traceback (most recent call last):
  File "/workspace/test_calc.py", line 17, in test_sub
    self.assertEqual(i,1)
AssertionError: 0 != 1

${thin}
Ran 5 tests in 0.002s

FAILED (failures=1, errors=1, skipped=1)
`;

const list = `✖ adds (1.249359ms)
✔ nothing (0.279125ms)
ℹ tests 2
ℹ pass 1
ℹ fail 1
ℹ cancelled 0

✖ failing tests:

test at calc.test.mjs:4:1
✖ adds (1.249359ms)
  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:
  
  -1 !== 3
  
      at TestContext.<anonymous> (file:///workspace/calc.test.mjs:5:10)
      at Test.run (node:internal/test_runner/test:1402:25) {
    code: 'ERR_ASSERTION',
  }
`;

const tap = `TAP version 13
# Subtest: calc
    # Subtest: adds
    not ok 1 - adds
      ---
      duration_ms: 1.156681
      location: '/workspace/calc.test.mjs:5:1'
      failureType: 'testCodeFailure'
      error: |-
        Expected values to be strictly equal:
        
        -1 !== 3
        
      code: 'ERR_ASSERTION'
      stack: |-
        TestContext.<anonymous> (file:///workspace/calc.test.mjs:6:10)
        Test.run (node:internal/test_runner/test:1402:25)
      ...
    1..1
not ok 1 - calc
  ---
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...
1..1
# tests 1
# pass 0
# fail 1
`;

const unloaded = `node:internal/modules/esm/resolve:272
    throw new ERR_MODULE_NOT_FOUND(
          ^

Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/workspace/calcx.mjs' imported from /workspace/calc.test.mjs
    at finalizeResolution (node:internal/modules/esm/resolve:272:11) {
  code: 'ERR_MODULE_NOT_FOUND'
}

Node.js v24.21.0
✖ calc.test.mjs (43.492941ms)
ℹ pass 0
ℹ fail 1

✖ failing tests:

test at calc.test.mjs:1:1
✖ calc.test.mjs (43.492941ms)
  'test failed'
`;

const pytest = `=================================== FAILURES ===================================
__________________________________ test_div ____________________________________

    def test_div():
>       div(1, 0)

test_calc.py:6: 
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _

>   return a / b
E   ZeroDivisionError: division by zero

calc.py:2: ZeroDivisionError
=========================== short test summary info ============================
FAILED test_calc.py::test_div - ZeroDivisionError: division by zero
========================= 1 failed, 3 passed in 0.05s ==========================
`;

const files = new Map(['calc.py', 'test_calc.py', 'calc.test.mjs'].map(path => [path, '']));
const read = (stdout: string) =>
	readFailure(outcomeOf({exit_code: 1, stdout}), {
		files,
		command: 'test',
		purpose: 'test',
		given: {stdin: false, args: false},
	})!;

describe('the report of a test runner', () => {
	it.each<[string, string, string, string, {passed: number; failed: number}]>([
		[
			'unittest',
			unittest,
			'test_div failed: ZeroDivisionError: division by zero (calc.py:4)',
			'calc.py:4 test_calc.py:7',
			{passed: 2, failed: 2},
		],
		[
			'pytest',
			pytest,
			'test_div failed: ZeroDivisionError: division by zero (calc.py:2)',
			'calc.py:2 test_calc.py:6',
			{passed: 3, failed: 1},
		],
		[
			'node --test',
			list,
			'adds failed: Expected values to be strictly equal: -1 !== 3 (calc.test.mjs:5)',
			'calc.test.mjs:5',
			{passed: 1, failed: 1},
		],
		[
			'node --test as TAP',
			tap,
			'adds failed: Expected values to be strictly equal: -1 !== 3 (calc.test.mjs:6)',
			'calc.test.mjs:6',
			{passed: 0, failed: 1},
		],
		[
			'a file that node --test cannot load',
			unloaded,
			"Error: Cannot find module '/workspace/calcx.mjs' imported from /workspace/calc.test.mjs (calc.test.mjs)",
			'',
			{passed: 0, failed: 1},
		],
	])(
		'names the first test that failed, its frames and the counts: %s',
		(_what, output, summary, frames, counts) => {
			const failure = read(output);
			expect(failure.summary).toBe(summary);
			expect(failure.frames.map(({file, line}) => `${file}:${line}`).join(' ')).toBe(frames);
			expect(failure.tests).toEqual(counts);
		},
	);

	it('is carried whole, from the first failure on', () => {
		expect(read(unittest).excerpt).toMatch(
			/^=+\nERROR: test_div[\s\S]*FAIL: test_sub[\s\S]*FAILED \(failures=1/,
		);
	});

	it.each([
		['Ran 3 tests in 0.001s\n\nOK\n', {passed: 3, failed: 0}],
		['Ran 4 tests in 0.001s\n\nFAILED (unexpected successes=1)\n', {passed: 3, failed: 1}],
		['2 failed, 1 passed, 1 skipped, 2 errors in 1.02s\n', {passed: 1, failed: 4}],
		['===== no tests ran in 0.01s =====\n', null],
		['3 rows passed in 0.2 s\n', null],
	])('is counted: %j', (output, counts) => {
		expect(countTests(output)).toEqual(counts);
	});
});

describe('the frames of a failure', () => {
	const framesOf = (stderr: string) =>
		readFailure(outcomeOf({exit_code: 1, stderr}), {
			files: new Map([
				['main.py', ''],
				['store.py', ''],
			]),
			command: 'python3 main.py',
			purpose: 'run',
			given: {stdin: false, args: false},
		})!.frames;

	it('are the program’s own, innermost first, each once', () => {
		expect(
			framesOf(
				'Traceback (most recent call last):\n  File "/workspace/main.py", line 9, in <module>\n    main()\n  File "/workspace/main.py", line 5, in main\n    load()\n  File "/workspace/main.py", line 5, in main\n    load()\n  File "/workspace/store.py", line 2, in load\n    json.loads("")\n  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads\n    return 1\nValueError: x\n',
			),
		).toEqual([
			{file: 'store.py', line: 2, scope: 'load'},
			{file: 'main.py', line: 5, scope: 'main'},
			{file: 'main.py', line: 9, scope: null},
		]);
	});

	it('go on with those of the error that led to it', () => {
		expect(
			framesOf(
				'Traceback (most recent call last):\n  File "/workspace/store.py", line 3, in load\n    rows["a"]\nKeyError: \'a\'\n\nThe above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File "/workspace/main.py", line 1, in main\n    raise ValueError("b")\nValueError: b\n',
			).map(({file}) => file),
		).toEqual(['main.py', 'store.py']);
	});
});

describe('a program that was stopped for what it used', () => {
	it('failed by that, whatever its exit', () => {
		const outcome = outcomeOf({
			exit_code: null,
			signal: 'SIGKILL',
			stopped: 'it used more than 2 GB of memory',
			stdout: 'a\n',
		});
		expect(
			readFailure(outcome, {files, command: 'x', purpose: 'run', given: {stdin: false, args: false}}),
		).toMatchObject({
			kind: 'limit',
			summary: 'it was stopped: it used more than 2 GB of memory',
			excerpt: 'a',
		});
	});
});
