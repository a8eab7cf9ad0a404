import {execFileSync} from 'node:child_process';
import {expect, test} from 'vitest';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, statusOf} from './past-run.ts';

test.for([
	['The demo passes with every prompt as it was recorded', ['demo', '--cassette-match', 'strict']],
	['By `npm start` without a terminal the demo runs to its end', []],
] as const)('%s: two failures of different kinds, two repairs, a program that works.', async ([, args]) => {
	const cwd = makeFolder();
	const env = {npm_lifecycle_event: args.length === 0 ? 'start' : undefined};
	const {code, stdout, stderr} = await runHeadless([...args], {cwd, env});
	expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('The answers are recorded')});
	expect(stdout).toContain('(the answers were recorded)');

	const run = onlyRun(cwd);
	expect(statusOf(run)).toBe('done');
	const runs = ofType(run, 'program-ran');
	const failed = runs.filter(({fingerprint}) => fingerprint !== null);
	expect(new Set(failed.map(({fingerprint}) => fingerprint)).size).toBeGreaterThanOrEqual(2);
	expect(failed.every(({exit_code}) => exit_code === 1)).toBe(true);
	expect(runs.at(-1)).toMatchObject({exit_code: 0, fingerprint: null});
	expect(runs.some(({recorded}) => recorded)).toBe(false);
	expect(ofType(run, 'note-taken')).toEqual([]);
	expect(ofType(run, 'model-answered').flatMap(({notes}) => notes ?? [])).toEqual([]);

	const shown = execFileSync('python3', ['main.py'], {
		cwd: `${run.folder}/workspace`,
		encoding: 'utf8',
		input: 'quit\n',
	});
	expect(shown).toContain('To settle up');
});
