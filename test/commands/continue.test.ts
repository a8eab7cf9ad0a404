/** A new request on an earlier run's program. */
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {run} from '../../source/commands/run.ts';
import {callCommand} from '../helpers/call-command.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, type PastRun, runsIn} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: task}
  - {module: code_planner, inputs: [task], output_name: plan}
  - {module: engineer, inputs: [task, plan], output_name: code}
`;
const answers = [
	'One file, clock.py.',
	'clock.py\n```python\nprint("12:00")\n```\n',
	'Colour it.',
	'colour.py\n```python\nGREEN = 1\n```\n',
	'A plan of the third.',
	'third.py\n```python\nx = 3\n```\n',
];

async function inAFolder() {
	const server = await startModelServer(({n}) => ({text: answers[n - 1]!}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'pipelines/clock.yml': pipeline});
	const env = {ORCHESTRAI_CONFIG_DIR: join(cwd, '.config')};
	async function runs(request: string, flags: Record<string, unknown> = {}, named: string[] = []) {
		const known = runsIn(cwd);
		const given = {request, baseUrl: server.url, model: ['m'], ...flags};
		const called = await callCommand(run, named, given, {cwd, env});
		const id = runsIn(cwd).find(name => !known.includes(name));
		return {...called, past: id === undefined ? null : read(cwd, id)};
	}

	const told = (n: number) => server.requests[n - 1]!.body.messages.at(-1)!.content;
	return {server, cwd, runs, told};
}

function read(cwd: string, id: string): PastRun {
	const folder = join(cwd, 'runs', id);
	const log = join(folder, 'memory_log.json');
	return {id, folder, log, actions: JSON.parse(readFileSync(log, 'utf8')).actions};
}

test('The new run has the files, the request and the plan of the one before in view, and both logs tell of each other.', async () => {
	const {cwd, runs, told, server} = await inAFolder();
	const first = (await runs('A clock', {}, ['clock'])).past!;
	const second = await runs('Make it green', {continue: first.id});
	expect(second.code).toBe(0);
	expect(told(3)).toBe(
		'TASK:\nMake it green\n\nEARLIER REQUEST:\nA clock\n\nEARLIER PLAN:\nOne file, clock.py.\n\nFILES THAT ARE THERE:\n- clock.py',
	);
	expect(told(4)).toContain('print("12:00")');
	expect(ofType(second.past!, 'run-started')[0]).toMatchObject({
		pipeline_name: 'clock',
		continues: {run_id: first.id, path: first.log},
	});
	expect(Object.keys(ofType(second.past!, 'files-written')[0]!.files)).toEqual(['clock.py', 'colour.py']);
	expect(second.stdout).toContain(`  continues ${first.id}\n`);
	expect(read(cwd, first.id).actions.at(-1)).toMatchObject({
		type: 'run-forked',
		child_run_id: second.past!.id,
		continues: true,
	});

	const third = await runs('And blue', {continue: second.past!.id});
	expect(third.code).toBe(0);
	expect(told(5)).toContain('EARLIER REQUEST:\nMake it green\n\nEARLIER PLAN:\nColour it.');
	expect(told(5)).not.toContain('A clock');
	expect(server.requests).toHaveLength(6);
});

test('Its pipeline is the same as it is now; another can be named; one that is gone is used as it was recorded.', async () => {
	const {cwd, runs, told} = await inAFolder();
	const first = (await runs('A clock', {}, ['clock'])).past!;
	writeFileSync(
		join(cwd, 'pipelines/other.yml'),
		'pipeline:\n  - {module: start_module, inputs: [], output_name: wish}\n  - {module: enhancer, inputs: [wish], output_name: better}\n',
	);
	const other = await runs('Say it better', {continue: first.id}, ['other']);
	expect(ofType(other.past!, 'run-started')[0]!.pipeline_name).toBe('other');
	expect(told(3)).toContain('WISH:\nSay it better\n\nEARLIER REQUEST:\nA clock');

	rmSync(join(cwd, 'pipelines/clock.yml'));
	const gone = await runs('Again', {continue: first.id});
	expect(gone.stderr).toContain('is not there any more. It is used as the run recorded it.');
	expect(ofType(gone.past!, 'run-started')[0]!).toMatchObject({
		pipeline,
		pipeline_file: join(cwd, 'pipelines/clock.yml'),
	});
});

test('A run that is not there, and files from elsewhere beside it, are refused before anything is asked.', async () => {
	const {runs, server} = await inAFolder();
	expect(await runs('x', {continue: 'nothing'})).toMatchObject({
		code: 2,
		stderr: expect.stringContaining('There is no run “nothing”'),
	});
	expect(await runs('x', {continue: 'nothing', workspaceFrom: '.'})).toMatchObject({
		code: 2,
		stderr: expect.stringContaining('leave --workspace-from out'),
	});
	expect(server.requests).toEqual([]);
});
