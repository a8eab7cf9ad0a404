/** A pipeline under test: recorded once, rehearsed without a call, and recorded anew where it was changed on purpose. */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, runsIn} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: better, memory: {recall: 1}}
  - {module: human_intervention, inputs: [better], output_name: guidance}
  - {module: realist, inputs: [guidance], output_name: real}
`;
const key = 'sk-0123456789-0123456789';

async function stage() {
	const server = await startModelServer(({n}) => ({text: `answer ${n}`}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'p.yml': pipeline});
	const cassette = join(cwd, 'tests/p.cassette.json');
	const rehearse = async (...more: string[]) => {
		const outcome = await runHeadless(
			['run', 'p.yml', '--cassette', 'tests/p.cassette.json', '--json', ...more],
			{
				cwd,
			},
		);
		const actions = outcome.stdout.trim().split('\n');
		return {...outcome, actions: actions.map(line => JSON.parse(line))};
	};
	const record = (...more: string[]) =>
		runHeadless(['run', 'p.yml', '--cassette', 'tests/p.cassette.json', '--record', ...more], {
			cwd,
			env: {OPENAI_BASE_URL: server.url, OPENAI_API_KEY: key},
		});
	return {server, cwd, cassette, rehearse, record};
}

test('Recorded once, a pipeline is rehearsed without a call; a changed prompt is named, and it alone is asked anew.', async () => {
	const {server, cwd, cassette, rehearse, record} = await stage();
	const first = await record('--model', 'm', '--request', 'a clock', '--answer', 'guidance=keep it small');
	expect(first).toMatchObject({code: 0});
	expect(first.stdout).toContain('cassette  tests/p.cassette.json  (2 answers added)');
	expect(server.requests).toHaveLength(2);
	expect(existsSync(`${cassette}.lock`)).toBe(false);
	const recorded = readFileSync(cassette, 'utf8');
	expect(recorded).not.toContain(key);
	expect(recorded).not.toContain(server.url);
	expect(recorded).not.toContain(cwd);

	const whole = await rehearse('--cassette-match', 'strict');
	expect(whole).toMatchObject({code: 0});
	expect(ofType(whole, 'model-answered').map(({by, response}) => [by, response])).toEqual([
		['recorded', 'answer 1'],
		['recorded', 'answer 2'],
	]);
	const idle = await record('--model', 'm');
	expect(idle.stdout).toContain('(the answers were recorded)');
	expect(idle.stdout).toContain('(0 answers added)');
	expect(readFileSync(cassette, 'utf8')).toBe(recorded);

	writeFileSync(
		join(cwd, 'p.yml'),
		pipeline.replace('output_name: real', 'output_name: real, supplement: Be brief.'),
	);
	const changed = await rehearse('--cassette-match', 'strict');
	expect(changed.code).toBe(1);
	const [failure] = ofType(changed, 'module-failed');
	expect(failure).toMatchObject({
		output_name: 'real',
		message: expect.stringMatching(
			/this prompt of `real`\. The prompt differs at line \d+: recorded nothing, now/,
		),
		remedy: expect.stringContaining('--record'),
	});
	const again = await record('--model', 'm');
	expect(again).toMatchObject({code: 0});
	expect(again.stdout).toContain('(1 of 2 answers were recorded)');
	expect(again.stderr).toMatch(/✓ better .* recorded/);
	expect(again.stderr).not.toMatch(/✓ real .* recorded/);
	expect(server.requests).toHaveLength(3);
	expect(server.requests[2]!.body.messages.at(-1)!.content).toContain('Be brief.');
	const after = await rehearse('--cassette-match', 'strict');
	expect(after).toMatchObject({code: 0});
	expect(ofType(after, 'model-answered').map(({response}) => response)).toEqual(['answer 1', 'answer 3']);
	expect(server.requests).toHaveLength(3);
});

test('What the person says anew goes before what was recorded, also when no model is asked for it.', async () => {
	const {server, cwd, rehearse, record} = await stage();
	writeFileSync(join(cwd, 'p.yml'), pipeline.replace(/ {2}- \{module: realist.*\n/, ''));
	await record('--model', 'm', '--request', 'a clock', '--answer', 'guidance=small');
	await record('--model', 'm', '--answer', 'guidance=large');
	const said = ofType(await rehearse('--cassette-match', 'strict'), 'question-answered');
	expect(said.map(({response}) => response)).toEqual(['a clock', 'large']);
	expect(server.requests).toHaveLength(1);
});

test.for<[string, (cwd: string) => string[], string]>([
	['no file', () => ['--record'], '--record adds to a recording'],
	[
		'loose matching',
		() => ['--record', '--cassette', 'x.json', '--cassette-match', 'loose'],
		'--cassette-match',
	],
	[
		'the log of a run',
		cwd => ['--record', '--cassette', runsIn(cwd)[0]!],
		'is the log of a run, which stays as it is. Copy it first: cp ',
	],
	['a log of the Python version', () => ['--record', '--cassette', 'python.json'], 'Record into a new file.'],
	['a file that is none', () => ['--record', '--cassette', 'p.yml'], 'is not a memory log'],
	['no model', () => ['--record', '--cassette', 'x.json'], 'there is no model to ask'],
])('Recording with %s is refused before anything is made.', async ([what, options, sentence]) => {
	const actions = [{module: 'enhancer', input: 'a clock', output: 'a better clock'}];
	const cwd = makeFolder({
		'p.yml': pipeline,
		'python.json': JSON.stringify({agent_start_time: 1, pipeline_name: 'x', actions}),
	});
	if (what === 'the log of a run') await runHeadless(['demo', '--json'], {cwd});
	const before = runsIn(cwd);
	const env = what === 'no model' ? {} : {OPENAI_API_KEY: key};
	const outcome = await runHeadless(['run', 'p.yml', '--request', 'go', ...options(cwd)], {cwd, env});
	expect(outcome).toMatchObject({code: 2, stdout: ''});
	expect(outcome.stderr).toContain(sentence);
	expect(runsIn(cwd)).toEqual(before);
	expect(existsSync(join(cwd, 'x.json'))).toBe(false);
});

test('A log of the Python version answers by the order of its modules.', async () => {
	const actions = [
		{module: 'start_module', input: '', output: 'a clock'},
		{module: 'enhancer', input: 'a clock', output: {response_text: 'a better clock'}},
		{module: 'enhancer', input: 'a better clock', output: 'the best clock'},
	];
	const cwd = makeFolder({
		'p.yml': `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: better}
  - {module: enhancer, inputs: [better], output_name: best}
`,
		'python.json': JSON.stringify({agent_start_time: 1, pipeline_name: 'x', actions}),
	});
	const outcome = await runHeadless(['run', 'p.yml', '--cassette', 'python.json', '--request', 'a clock'], {
		cwd,
	});
	expect(outcome).toMatchObject({code: 0});
	const [run] = runsIn(cwd);
	expect(readFileSync(join(cwd, 'runs', run!, 'outputs/best.md'), 'utf8')).toBe('the best clock');
});
