import {describe, expect, it} from 'vitest';
import type {ProgramOutcome} from '../../../source/core/ports.ts';
import {readInstallFailure} from '../../../source/modules/debugger/failures/install-failure.ts';
import {readFailure} from '../../../source/modules/debugger/failures/read-failure.ts';
import {describeProgress, isFurther, measureProgress} from '../../../source/modules/debugger/progress.ts';
import {outcomeOf} from '../../helpers/module-context.ts';

const files = new Map(['main.py', 'store.py', 'test_main.py'].map(path => [path, '']));
const given = {stdin: false, args: false};

function progressOf(stage: 'run' | 'test', ended: Partial<ProgramOutcome>) {
	const outcome = outcomeOf({exit_code: 1, ...ended});
	const failure = readFailure(outcome, {files, command: 'python3 main.py', purpose: stage, given});
	return measureProgress({stage, outcome, failure});
}

const raised = (error: string, frames = '  File "/workspace/main.py", line 1, in work\n') =>
	`Traceback (most recent call last):\n${frames}${error}\n`;
const tests = (counts: string) =>
	`${'='.repeat(70)}\nFAIL: test_a (test_main.T.test_a)\n${'-'.repeat(70)}\n${raised('AssertionError: 1 != 2')}\n${'-'.repeat(70)}\nRan 5 tests in 0.001s\n\nFAILED (${counts})\n`;

/** From the least to the most. */
const steps = {
	'its packages cannot be installed': measureProgress({
		stage: 'install',
		outcome: {stdout: '', stderr: 'ERROR: No matching distribution found for nonesuch'},
		failure: readInstallFailure({stdout: '', stderr: 'ERROR: No matching distribution found for nonesuch'}),
	}),
	'its code cannot be read': progressOf('run', {
		stderr: '  File "/workspace/main.py", line 2\n    print(\nSyntaxError: \'(\' was never closed\n',
	}),
	'it fails while it starts': progressOf('run', {
		stderr: raised(
			"ImportError: cannot import name 'a' from 'store'",
			'  File "/workspace/main.py", line 1, in <module>\n',
		),
	}),
	'it fails before it prints anything': progressOf('run', {stderr: raised('KeyError: 1')}),
	'it fails after 1 line of output': progressOf('run', {stdout: 'one\n\n', stderr: raised('KeyError: 1')}),
	'it fails after 3 lines of output': progressOf('run', {
		stdout: 'one\ntwo\n',
		stderr: `a warning\n${raised('KeyError: 1')}`,
	}),
	'it runs, and its test fails before it prints anything': progressOf('test', {
		stderr: raised('KeyError: 1'),
	}),
	'2 of 5 tests pass': progressOf('test', {stderr: tests('failures=2, errors=1')}),
	'4 of 5 tests pass': progressOf('test', {stderr: tests('failures=1')}),
	'it works': measureProgress({stage: 'test', outcome: outcomeOf(), failure: null}),
};
const inOrder = Object.values(steps);

describe('how far a program got', () => {
	it.each(Object.entries(steps))('is told in a clause: %s', (clause, progress) => {
		expect(describeProgress(progress)).toBe(clause);
	});

	it.each(inOrder.map((step, at) => [describeProgress(step), at] as const))(
		'is further than all that is less, and not than itself or more: %s',
		(_clause, at) => {
			expect(inOrder.map(other => isFurther(inOrder[at]!, other))).toEqual(
				inOrder.map((_other, index) => index < at),
			);
		},
	);

	it('does not grow by what a program prints that never ends', () => {
		const flood = {stdout: 'tick\n'.repeat(500), stopped: 'it printed more than 64 MB'};
		expect(isFurther(progressOf('run', flood), progressOf('run', {stderr: raised('KeyError: 1')}))).toBe(
			false,
		);
	});

	it('does not depend on addresses, times or the length of the traceback', () => {
		const one = progressOf('run', {stdout: 'a 0x7f12aa34\n', stderr: raised('KeyError: 1')});
		const deeper = `  File "/workspace/main.py", line 9, in <module>\n  File "/workspace/main.py", line 1, in work\n`;
		const other = progressOf('run', {stdout: 'a 0x7f12bb35\n', stderr: raised('KeyError: 2', deeper)});
		expect(isFurther(one, other) || isFurther(other, one)).toBe(false);
	});
});
