/** What `resume` takes, what it refuses, and what the app says to type. */
import {readFileSync} from 'node:fs';
import {expect, onTestFinished, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, statusOf} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: the task}
  - {module: enhancer, inputs: [the task], output_name: better, checkpoint: always}
`;

async function waitingRun(more: string[] = []) {
	const server = await startModelServer(() => ({text: 'fine'}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'p.yml': pipeline});
	const outcome = await runHeadless(['run', 'p.yml', '--base-url', server.url, '--model', 'm', ...more], {
		cwd,
	});
	expect(outcome.code).toBe(3);
	return {server, cwd, outcome};
}

test('The command that a waiting run names is whole: typed as it stands, it goes on.', async () => {
	const {server, cwd, outcome} = await waitingRun(['--runs-dir', 'my runs']);
	const named = /Answer with: orchestrai (.+), or in a terminal: orchestrai (.+)$/m.exec(outcome.stdout);
	expect(named?.[1]).toMatch(/^resume \S+ --base-url \S+ --runs-dir 'my runs' --request TEXT$/);
	expect(named?.[2]).toMatch(/^resume \S+ --base-url \S+ --runs-dir 'my runs'$/);
	expect(outcome.stdout).toMatch(/go on +orchestrai resume \S+ --base-url \S+ --runs-dir 'my runs'$/m);

	const id = named![1]!.split(' ')[1]!;
	const told = await runHeadless(['resume', id, '--runs-dir', 'my runs', '--request', 'TEXT'], {cwd});
	expect(told.code).toBe(3);
	expect(told.stdout).toContain(`resume ${id} --runs-dir 'my runs' --yes, or in`);
	expect(server.requests[0]!.body.messages[1]!.content).toContain('TEXT');
});

test('A request given to resume may come from a file or stdin; one that would change nothing is refused.', async () => {
	const {server, cwd} = await waitingRun();
	const missing = await runHeadless(['resume', '--request', '@nowhere.md'], {cwd});
	expect(missing.code).toBe(2);
	expect(missing.stderr).toContain('nowhere.md');
	expect(server.requests).toEqual([]);

	expect(await runHeadless(['resume', '--request', '-'], {cwd, input: 'from stdin\n'})).toMatchObject({
		code: 3,
	});
	expect(server.requests[0]!.body.messages[1]!.content).toContain('from stdin');
	const late = await runHeadless(['resume', '--request', 'another'], {cwd});
	expect(late).toMatchObject({code: 2, stdout: ''});
	expect(late.stderr).toContain('has its task already');
	expect(await runHeadless(['resume', '--yes'], {cwd})).toMatchObject({code: 0});
	expect(server.requests).toHaveLength(1);
});

test('Files to start from come too late for resume, which says so and leaves the run alone.', async () => {
	const {cwd} = await waitingRun();
	const before = readFileSync(onlyRun(cwd).log, 'utf8');
	const outcome = await runHeadless(['resume', '--workspace-from', '.'], {cwd});
	expect(outcome).toMatchObject({code: 2, stdout: ''});
	expect(outcome.stderr).toContain('--workspace-from is for `orchestrai run`');
	expect(readFileSync(onlyRun(cwd).log, 'utf8')).toBe(before);
});

test('Resume holds to the ceiling that the run has, and hands on only the one it is given.', async () => {
	const {cwd} = await waitingRun(['--max-usd', '5']);
	await runHeadless(['resume', '--request', 'go', '--max-tokens', '9000'], {cwd});
	const [began] = ofType(onlyRun(cwd), 'run-started');
	const [resumed] = ofType(onlyRun(cwd), 'run-resumed');
	expect([began!.settings.budget, resumed!.settings.budget]).toEqual([{max_usd: 5}, {max_tokens: 9000}]);
});

test('A run of a recording made elsewhere goes on without being asked for that endpoint.', async () => {
	const {cwd, server} = await waitingRun(['--request', 'go']);
	const {log} = onlyRun(cwd);
	const folder = makeFolder({
		'p.yml': pipeline.replace(', checkpoint: always', '').replaceAll('the task', 'not recorded'),
	});
	const env = {OPENAI_API_KEY: canaryKey('own')};
	const elsewhere = ['run', 'p.yml', '--base-url', 'http://models.example/v1', '--cassette', log];
	const waits = await runHeadless(elsewhere, {cwd: folder, env});
	expect(waits.code).toBe(3);
	expect(await runHeadless(['resume', '--request', 'go'], {cwd: folder, env})).toMatchObject({code: 0});
	expect(statusOf(onlyRun(folder))).toBe('done');
	expect(server.requests).toHaveLength(1);
});

test('A run that cannot be read is not passed over when none is named.', async () => {
	const cwd = makeFolder({'runs/2026-11-22_14-03-11_tale/memory_log.json': ''});
	const {code, stderr} = await runHeadless(['resume'], {cwd});
	expect({code, stderr}).toEqual({
		code: 1,
		stderr: expect.stringMatching(/memory_log\.json is empty: .*\n$/),
	});
	expect(stderr).not.toContain('came to its end');
});
