import {describe, expect, test} from 'vitest';
import type {ProgramRan} from '../../../source/core/events.ts';
import type {ProgramOutcome, Runner} from '../../../source/core/ports.ts';
import {showRecordedRuns} from '../../../source/io/workspace/recorded-runner.ts';

const ran = (iteration: number, stdout: string, output_name = 'code'): ProgramRan => ({
	type: 'program-ran',
	output_name,
	attempt: 1,
	timestamp: '2026-11-22T00:00:00.000Z',
	module: 'debugger',
	prompt: null,
	response: null,
	model: null,
	iteration,
	command: 'python3 main.py',
	purpose: 'run',
	exit_code: 0,
	signal: null,
	timed_out: false,
	caged: true,
	stdout,
	stderr: '',
	duration_ms: 5,
	fingerprint: null,
	summary: 'exit 0',
	made_files: [],
});

function runnerThat(outcome: Partial<ProgramOutcome>): Runner {
	return {
		cage: async () => ({name: null, why: 'none here'}),
		vouches: () => true,
		run: async () => ({
			exit_code: 0,
			signal: null,
			timed_out: false,
			stopped: null,
			stdout: 'really ran',
			stderr: '',
			duration_ms: 1,
			made_files: [],
			not_started: null,
			...outcome,
		}),
		install: () => Promise.reject(new Error('nothing is installed here')),
		hasInstalled: async () => false,
	};
}

const nth = (number: number, output_name = 'code') => ({
	command: ['python3', 'main.py'],
	of: {output_name, number},
	stdin: '',
	timeout_ms: 1000,
	caged: false,
	network: false,
});
const {signal} = new AbortController();

describe('recorded runs', () => {
	test('are shown in their order, and said to be recorded, where the program cannot be started', async () => {
		const runner = showRecordedRuns(
			runnerThat({not_started: {message: 'There is no Python here.', remedy: 'Install it.'}}),
			[ran(1, 'first'), ran(2, 'second')],
		);
		const shown = [await runner.run(nth(1), signal), await runner.run(nth(2), signal)];
		expect(shown.map(({stdout, recorded, not_started}) => [stdout, recorded, not_started])).toEqual([
			['first', true, null],
			['second', true, null],
		]);
	});

	test('are those of the operation that runs a program', async () => {
		const runner = showRecordedRuns(
			runnerThat({not_started: {message: 'There is no Python here.', remedy: 'Install it.'}}),
			[ran(1, 'first'), ran(2, 'second'), ran(1, 'of the changed code', 'changed')],
		);
		expect((await runner.run(nth(1, 'changed'), signal)).stdout).toBe('of the changed code');
	});

	test('give way to real ones where the program can be started', async () => {
		const runner = showRecordedRuns(runnerThat({}), [ran(1, 'first')]);
		const outcome = await runner.run(nth(1), signal);
		expect([outcome.stdout, outcome.recorded]).toEqual(['really ran', undefined]);
	});

	test('never stand in for a run that was not recorded', async () => {
		const missing = {message: 'There is no Python here.', remedy: 'Install it.'};
		const runner = showRecordedRuns(runnerThat({not_started: missing}), [ran(1, 'first')]);
		await runner.run(nth(1), signal);
		expect((await runner.run(nth(2), signal)).not_started).toEqual(missing);
	});
});
