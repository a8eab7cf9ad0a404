import {describe, expect, test} from 'vitest';
import {type Decision, decisionOf} from '../../../source/ui/run/decision.ts';
import {firstScreen} from '../../../source/ui/run/screen.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, type Run} from '../a-run.ts';

const folder = '/home/a-person/programs/of/a/long/path/runs/2026-11-22_14-03-11_engineering';

function endOf(run: Run, width: number, where = folder): Decision {
	run.emit({type: 'run-finished', status: 'done', message: null});
	const seen = {screen: firstScreen, state: run.state(), models: [], folder: where, recorded: false};
	return decisionOf(seen, width, 5, createTheme())!;
}

const textOf = ({rows}: Decision) => rows.map(row => row.map(({text}) => text).join(''));

function ran(run: Run, output_name: string, command: string, fingerprint: string | null): void {
	run.emit({
		type: 'program-ran',
		output_name,
		attempt: 1,
		iteration: 1,
		command,
		purpose: 'run',
		exit_code: fingerprint === null ? 0 : 1,
		signal: null,
		timed_out: false,
		caged: true,
		stdout: '',
		stderr: '',
		duration_ms: 10,
		fingerprint,
		summary: '',
		made_files: [],
	});
}

describe('the end of a run', () => {
	test('with all done is a plain success, and says where everything is, the path cut in its middle', () => {
		const run = aRun();
		for (const name of ['request', 'plan', 'code']) run.finish(name, 'engineer', name);
		const end = endOf(run, 56);
		expect(end).toMatchObject({title: '✓ Done', tone: 'good'});
		expect(textOf(end)[1]).toBe('Everything is in');
		expect(textOf(end)[2]).toMatch(/^\/home\/a-person.*….*_engineering\.$/);
		for (const row of textOf(end)) expect(row.length).toBeLessThanOrEqual(56);
	});

	test('with operations skipped or blocked is no plain success', () => {
		const run = aRun();
		run.finish('request', 'start_module', 'A game');
		run.emit({type: 'module-skipped', output_name: 'plan', message: 'You skipped it.'});
		run.emit({type: 'module-blocked', output_name: 'code', because: 'plan'});
		expect(endOf(run, 56)).toMatchObject({
			title: '⊘ Done, but 1 skipped, 1 blocked',
			tone: 'attention',
		});
	});

	test('says how to run the program that ran well, with a path that a shell takes for one word', () => {
		const run = aRun();
		run.begin('code', 'debugger');
		ran(run, 'code', 'python3 main.py', null);
		run.finish('code', 'debugger', 'Code');
		expect(textOf(endOf(run, 90, 'my runs/a-run')).at(-1)).toBe(
			"run it: cd 'my runs/a-run/workspace' && python3 main.py",
		);
	});

	test('names no program that failed when it was last run', () => {
		const run = aRun();
		run.begin('code', 'debugger');
		ran(run, 'code', 'python3 main.py', 'NameError');
		run.finish('code', 'debugger', 'Code');
		expect(textOf(endOf(run, 90)).join()).not.toContain('run it');
	});
});
