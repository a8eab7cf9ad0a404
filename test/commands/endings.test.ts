/** How a run without a screen ends: its exit code, its streams, and what it leaves for `resume`. */
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {expect, onTestFinished, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {gate, type ModelServer, type Script, startModelServer} from '../helpers/model-server.ts';
import {program, runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {plainEnvironment} from '../helpers/plain-environment.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, runsIn, statusOf} from './past-run.ts';

async function serve(script: Script): Promise<ModelServer> {
	const server = await startModelServer(script);
	onTestFinished(() => server.close());
	return server;
}

const defaults = 'defaults: {model_config: {retries: 0}}';
const start = '{module: start_module, inputs: [], output_name: request}';
const [one, two] = [
	'{module: enhancer, inputs: [request], output_name: one}',
	'{module: realist, inputs: [one], output_name: two}',
];
const pipelineOf = (...operations: string[]) =>
	`${defaults}\npipeline:\n${operations.map(each => `  - ${each}\n`).join('')}`;
const twoSteps = pipelineOf(start, one, two);
const begin = (server: ModelServer, ...more: string[]) => [
	...['run', '--base-url', server.url, '--model', 'test-model', '--request', 'go'],
	...more,
];

test('Done is 0, with the result on stdout and the talk on stderr.', async () => {
	const server = await serve(({n}) => ({text: `answer ${n}`}));
	const cwd = makeFolder({'pipeline.yml': twoSteps});
	const {code, stdout, stderr} = await runHeadless(begin(server), {cwd});
	expect(code).toBe(0);
	expect(stdout).toMatch(/^✓ done {2}pipeline/);
	expect(stdout).toContain(`runs/${onlyRun(cwd).id}/memory_log.json`);
	expect(stderr).toContain('● one  enhancer');
	expect(stdout).not.toContain('●');
	expect(readFileSync(`${onlyRun(cwd).folder}/outputs/two.md`, 'utf8')).toBe('answer 2');
});

test('With --json stdout is the log’s actions, one a line, no control character unescaped.', async () => {
	const nasty = 'a\u001b]52;c;AAAA\u0007b\u009b31m\u202e\u200bend\u2028';
	const server = await serve(() => ({text: nasty}));
	const cwd = makeFolder({'pipeline.yml': twoSteps});
	const {code, stdout, stderr} = await runHeadless(begin(server, '--json'), {cwd});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toContain('a\\u001b]52;c;AAAA\\u0007b\\u009b31m\\u202e\\u200bend\\u2028');
	expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e\u200b\u2028]/u);
	const lines = stdout.trimEnd().split('\n');
	expect(lines.map(line => JSON.parse(line) as unknown)).toEqual(onlyRun(cwd).actions);
	expect(onlyRun(cwd).actions.at(-3)).toMatchObject({type: 'model-answered', response: nasty});
});

test('A model that fails ends with 1, says why, and resume asks only for what lacks.', async () => {
	let broken = true;
	const server = await serve(({body}) =>
		broken && body.messages[1]!.content.startsWith('ONE:')
			? {status: 500, json: {error: {message: 'the engine room is flooded'}}}
			: {text: 'fine'},
	);
	const cwd = makeFolder({'pipeline.yml': twoSteps});
	const failed = await runHeadless(begin(server), {cwd});
	expect(failed.code).toBe(1);
	expect(failed.stdout).toContain(`orchestrai resume ${onlyRun(cwd).id}`);
	expect(failed.stderr).toContain('the engine room is flooded');
	expect(failed.stderr + failed.stdout).not.toMatch(/^\s+at /m);
	expect(statusOf(onlyRun(cwd))).toBe('failed');
	expect(server.requests).toHaveLength(2);

	broken = false;
	expect(await runHeadless(['resume'], {cwd})).toMatchObject({code: 0});
	expect(statusOf(onlyRun(cwd))).toBe('done');
	expect(server.requests).toHaveLength(3);
	const again = await runHeadless(['resume'], {cwd});
	expect(again).toMatchObject({code: 0, stdout: ''});
	expect(again.stderr).toContain('Nothing is unfinished');
});

test('A wrong key, a model that is not there and an endpoint that is down are told apart, and the run is kept.', async () => {
	let reply: 'key' | 'model' | 'fine' = 'key';
	const server = await startModelServer(
		() =>
			({
				key: {
					status: 401,
					json: {error: {message: 'Incorrect API key provided.', code: 'invalid_api_key'}},
				},
				model: {
					status: 404,
					json: {error: {message: 'The model `test-model` does not exist', code: 'model_not_found'}},
				},
				fine: {text: 'fine'},
			})[reply],
		{models: [{id: 'test-model-2'}, {id: 'another'}]},
	);
	const cwd = makeFolder({'pipeline.yml': twoSteps});
	const env = {OPENAI_API_KEY: canaryKey('wrong')};
	const key = await runHeadless(begin(server), {cwd, env});
	expect(key.code).toBe(1);
	expect(key.stderr).toMatch(/key/i);
	expect(key.stderr).not.toContain(env.OPENAI_API_KEY);

	reply = 'model';
	const model = await runHeadless(['resume'], {cwd, env});
	expect(model.code).toBe(1);
	expect(model.stderr).toContain('test-model');
	expect(model.stderr).toContain('test-model-2');

	await server.close();
	const down = await runHeadless(['resume'], {cwd, env});
	expect(down.code).toBe(1);
	expect(down.stderr).toContain(new URL(server.url).host);
	const faults = ofType(onlyRun(cwd), 'model-failed').map(({fault}) => fault);
	expect(faults).toEqual(['bad-key', 'unknown-model', 'unreachable']);

	const other = await serve(() => ({text: 'fine'}));
	const resumed = await runHeadless(['resume', '--base-url', other.url, '--model', 'another'], {cwd, env});
	expect(resumed).toMatchObject({code: 0});
	expect(other.requests.map(({body}) => body.model)).toEqual(['another', 'another']);
});

test('Where a person is needed it ends with 3 and names the flag; resume goes on with it.', async () => {
	const server = await serve(({n}) => ({text: `answer ${n}`}));
	const checked = one.replace('output_name: one', 'output_name: one, checkpoint: always');
	const cwd = makeFolder({'pipeline.yml': pipelineOf(start, checked, two)});
	const unasked = await runHeadless(['run', '--base-url', server.url, '--model', 'test-model'], {cwd});
	expect(unasked.code).toBe(3);
	expect(unasked.stdout).toContain('--request TEXT');
	expect(statusOf(onlyRun(cwd))).toBe('waiting');
	expect(server.requests).toHaveLength(0);

	const answered = await runHeadless(['resume', '--answer', 'request=the task = this'], {cwd});
	expect(answered.code).toBe(3);
	expect(answered.stdout).toContain('--yes');
	expect(server.requests[0]!.body.messages[1]!.content).toBe('REQUEST:\nthe task = this');
	expect(server.requests).toHaveLength(1);

	expect(await runHeadless(['resume', '--yes'], {cwd})).toMatchObject({code: 0});
	expect(server.requests.map(({body}) => body.messages[1]!.content)).toEqual([
		'REQUEST:\nthe task = this',
		'ONE:\nanswer 1',
	]);
	expect(ofType(onlyRun(cwd), 'review-decided')).toMatchObject([{decision: 'approve', by: 'module'}]);
});

test('A budget that is reached ends with 4 before the next call, and a larger one lets resume go on.', async () => {
	const server = await serve(() => ({text: 'fine', usage: {prompt_tokens: 100, completion_tokens: 50}}));
	const cwd = makeFolder({'pipeline.yml': twoSteps});
	const spent = await runHeadless(begin(server, '--max-tokens', '120'), {cwd});
	expect(spent.code).toBe(4);
	expect(spent.stdout).toContain('150 tokens are used, and the budget is 120');
	expect(server.requests).toHaveLength(1);
	expect(await runHeadless(['resume', '--max-tokens', '1000'], {cwd})).toMatchObject({code: 0});
	expect(server.requests).toHaveLength(2);
});

test.for([
	['SIGINT', 130],
	['SIGTERM', 143],
] as const)(
	'%s in the middle of an answer ends with its code, the log whole and resumable.',
	async ([signal, expected]) => {
		const held = gate();
		const server = await serve(({n}) =>
			n === 2 ? {text: 'half an answer', gate: i => (i === 2 ? held.opened : undefined)} : {text: 'whole'},
		);
		const cwd = makeFolder({'pipeline.yml': twoSteps});
		const app = startHeadless(begin(server), {cwd});
		const {ended} = await server.request(2);
		app.kill(signal);
		const outcome = await app.ended;
		await ended;
		expect(outcome).toMatchObject({code: expected, signal: null});
		expect(outcome.stdout).toContain('orchestrai resume');
		expect(statusOf(onlyRun(cwd))).toBe('stopped');
		expect(await runHeadless(['resume'], {cwd})).toMatchObject({code: 0});
		expect(server.requests.map(({body}) => body.messages[1]!.content.slice(0, 4))).toEqual([
			'REQU',
			'ONE:',
			'ONE:',
		]);
	},
);

test('A reader that leaves, as `| head -1` does, ends the run quietly, and resume finishes it.', async () => {
	const held = gate();
	const server = await serve(({n}) => ({text: 'fine', gate: () => (n === 1 ? held.opened : undefined)}));
	const cwd = makeFolder({'pipeline.yml': twoSteps});
	const {command, args, env} = program(begin(server, '--json'), {cwd});
	const child = spawn(command, args, {cwd, env: plainEnvironment(env), stdio: ['ignore', 'pipe', 'pipe']});
	onTestFinished(() => void child.kill('SIGKILL'));
	let stderr = '';
	child.stderr.on('data', piece => {
		stderr += String(piece);
	});
	await server.request(1);
	child.stdout.destroy();
	held.open();
	const code = await new Promise(resolve => child.once('close', resolve));
	expect({code, stderr}).toEqual({code: 141, stderr: ''});
	expect(await runHeadless(['resume', '--json'], {cwd})).toMatchObject({code: 0, stderr: ''});
	expect(statusOf(onlyRun(cwd))).toBe('done');
});

test('What is wrong with the command line or the pipeline ends with 2, all of it at once, and nothing is spent.', async () => {
	const server = await serve(() => ({text: 'never'}));
	const cwd = makeFolder({
		'bad.yml': [
			'pipeline:',
			'  - {module: start_module, inputs: [], output_nam: request}',
			'  - {module: task_planer, inputs: [request], output_name: plan}',
			'  - {module: enhancer, inputs: [plann], output_name: plan, model_config: {temprature: 1}}',
			'',
		].join('\n'),
		'circle.yml':
			'pipeline:\n' +
			'  - {module: enhancer, inputs: [b], output_name: a}\n' +
			'  - {module: enhancer, inputs: [a], output_name: b}\n',
		'torn.yml': 'pipeline:\n  - {module: start_module, inputs: [\n',
		'pipeline.yml': twoSteps,
	});
	const endpoint = ['--base-url', server.url, '--request', 'go'];
	const cases: [args: string[], ...said: (string | RegExp)[]][] = [
		[['run', 'enginering', ...endpoint], 'enginering', 'engineering'],
		[['run', '--modle', 'x', ...endpoint], 'Did you mean --model?'],
		[['run', '--max-token', '5', ...endpoint], 'Did you mean --max-tokens?'],
		[['run', '--base-url', server.url, '--request'], '--request needs a value'],
		[['run', 'pipeline.yml', 'go', ...endpoint], '`go`', '--request'],
		[['run', '--base-url', server.url, '--request', '@missing.md'], 'missing.md'],
		[['run', ...endpoint, '--workspace-from', 'nowhere'], '--workspace-from'],
		[['run', ...endpoint, '--cassette', 'nowhere.json'], 'nowhere.json'],
		[['resume', 'no-such-run'], 'no-such-run'],
		[['rum'], 'Did you mean `orchestrai run`?'],
		[
			['run', 'bad.yml', ...endpoint],
			/bad\.yml:2:\d+/,
			'output_name',
			/bad\.yml:3:\d+/,
			'task_planner',
			/bad\.yml:4:\d+/,
			'temperature',
		],
		[['run', 'circle.yml', ...endpoint], /circle\.yml:\d+:\d+/, /\ba\b.*\bb\b/],
		[['run', 'torn.yml', ...endpoint], /torn\.yml:\d+:\d+/],
	];
	for (const [args, ...said] of cases) {
		const {code, stdout, stderr} = await runHeadless(args, {cwd});
		expect({args, code, stdout}).toEqual({args, code: 2, stdout: ''});
		for (const words of said) expect(stderr).toMatch(words);
		expect(stderr).not.toMatch(/^\s+at /m);
	}
	expect(server.requests).toEqual([]);
	expect(runsIn(cwd)).toEqual([]);
});

test('Without any model it ends with 2 and says the ways to give it one.', async () => {
	const cwd = makeFolder();
	const {code, stderr} = await runHeadless(['run', 'engineering', '--request', 'x'], {
		cwd,
		env: {OPENAI_API_KEY: undefined},
	});
	expect(code).toBe(2);
	for (const way of ['orchestrai login', 'OPENAI_API_KEY', '.env', '--base-url', '--cassette', 'demo']) {
		expect(stderr).toContain(way);
	}
	expect(runsIn(cwd)).toEqual([]);
});
