import {stripVTControlCharacters} from 'node:util';
import {expect, onTestFinished, test} from 'vitest';
import {commandsIn} from '../helpers/commands-in.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, runsIn} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;
const hostile = 'No.\n::warning::pwn\n  ::error file=a.js::pwn\n##[error]pwn\n  end ##[group]pwn';

test('Of a run in a workflow nothing that an endpoint says is a command to the runner, and JSON has it as it came.', async () => {
	const server = await startModelServer(() => ({status: 400, json: {error: {message: hostile}}}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'p.yml': pipeline});
	const run = ['run', 'p.yml', '--base-url', server.url, '--model', 'm', '--yes', '--request', 'A fox'];
	const env = {GITHUB_ACTIONS: 'true'};
	const {code, stdout, stderr} = await runHeadless(run, {cwd, env});
	expect(code).toBe(1);
	expect(stdout + stderr).toContain('::warning::pwn');
	expect(commandsIn(stdout)).toEqual([]);
	expect(commandsIn(stderr)).toEqual([]);
	const elsewhere = await runHeadless(run, {cwd: makeFolder({'p.yml': pipeline})});
	expect(commandsIn(elsewhere.stdout + elsewhere.stderr)).not.toEqual([]);
	const [failed] = ofType(onlyRun(cwd), 'model-failed');
	expect(commandsIn(failed!.message)).not.toEqual([]);

	const events = await runHeadless([...run, '--json'], {cwd, env});
	expect(commandsIn(events.stdout)).toEqual([]);
	const told = events.stdout
		.trimEnd()
		.split('\n')
		.map(row => JSON.parse(row) as {type: string; message?: string})
		.find(({type}) => type === 'model-failed');
	expect(told!.message).toBe(failed!.message);
});

test('Nor is what a graph, a schema or a difference is made of, coloured or not.', async () => {
	const answers = ['one\n::warning::pwn', 'two\n##[error]pwn'];
	const server = await startModelServer(({n}) => ({text: answers[n - 1]!}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({
		'p.yml': pipeline.replaceAll('tale', "'##[error]pwn'"),
		'modules/##[error]m.mjs': '',
	});
	const env = {GITHUB_ACTIONS: 'true', FORCE_COLOR: '1'};
	const call = (...args: string[]) => runHeadless(args, {cwd, env});
	const run = [
		'run',
		'p.yml',
		'--base-url',
		server.url,
		'--model',
		'm',
		'--yes',
		'--trust',
		'--request',
		'A fox',
	];
	expect(await call(...run)).toMatchObject({code: 0});
	expect(await call(...run)).toMatchObject({code: 0});
	const told = await Promise.all([
		call('diff', ...runsIn(cwd)),
		call('runs', '--find', 'pwn'),
		call('schema', 'pipeline'),
		...['text', 'dot', 'mermaid', 'json'].map(format => call('graph', 'p.yml', '--format', format)),
	]);
	for (const {stdout, stderr} of told) {
		expect(stdout).toContain('error');
		expect(commandsIn(stripVTControlCharacters(stdout))).toEqual([]);
		expect(commandsIn(stripVTControlCharacters(stderr))).toEqual([]);
	}
});
