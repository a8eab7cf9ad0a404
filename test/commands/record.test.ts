/** Recording beside a cassette; the whole story of it is told by the guide (test/pages/testing-guide.test.ts). */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {gate, startModelServer} from '../helpers/model-server.ts';
import {runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, runsIn} from './past-run.ts';

const key = canaryKey('own');
const recording = ['--cassette', 'p.cassette.json', '--record', '--model', 'm'];

test('A cassette holds what was said and recalled: new words go before recorded ones, and without news the file stays as it is.', async () => {
	const server = await startModelServer(({n}) => ({text: `answer ${n}`}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({
		'p.yml': `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: better, memory: {recall: 1}}
  - {module: human_intervention, inputs: [better], output_name: guidance}
`,
	});
	const env = {OPENAI_BASE_URL: server.url, OPENAI_API_KEY: key};
	const record = (...more: string[]) => runHeadless(['run', 'p.yml', ...recording, ...more], {cwd, env});
	const read = () => readFileSync(join(cwd, 'p.cassette.json'), 'utf8');
	const live = ['run', 'p.yml', '--model', 'm', '--request', 'a watch', '--answer', 'guidance=none'];
	expect(await runHeadless(live, {cwd, env})).toMatchObject({code: 0});
	const recorded = await record('--request', 'a clock', '--answer', 'guidance=small');
	expect(recorded).toMatchObject({code: 0});
	expect(recorded.stderr).toMatch(/recalls \S+_p\n/);
	const first = read();
	const idle = await record();
	expect(idle.stdout).toContain('(the answers were recorded)');
	expect(idle.stdout).toContain('cassette  p.cassette.json  (0 answers added)');
	expect(read()).toBe(first);
	expect(existsSync(join(cwd, 'p.cassette.json.lock'))).toBe(false);

	await record('--answer', 'guidance=large');
	const rehearsal = ['run', 'p.yml', '--cassette', 'p.cassette.json', '--cassette-match', 'strict', '--json'];
	const {stdout} = await runHeadless(rehearsal, {cwd});
	const actions = stdout.trim().split('\n');
	const rehearsed = {actions: actions.map(line => JSON.parse(line))};
	const said = ofType(rehearsed, 'question-answered');
	expect(said.map(({response}) => response)).toEqual(['a clock', 'large']);
	expect(ofType(rehearsed, 'model-answered').map(({prompt}) => prompt)).toEqual([
		expect.stringMatching(/^REQUEST:\na clock\n\nYOUR OUTPUTS IN EARLIER RUNS .*\n\[made .*\]\nanswer 1$/),
	]);
	expect(server.requests).toHaveLength(2);
});

test('Where a strict rehearsal fails at several operations, each line says its own difference and the advice stands once; resuming to record does what it says.', async () => {
	const server = await startModelServer(({n}) => ({text: `answer ${n}`}));
	onTestFinished(() => server.close());
	const pipeline = (more: (name: string) => string) => `pipeline:
  - {module: enhancer, inputs: [], output_name: one${more('one')}}
  - {module: realist, inputs: [], output_name: two${more('two')}}
`;
	const cwd = makeFolder({'p.yml': pipeline(() => '')});
	const env = {OPENAI_BASE_URL: server.url};
	expect(await runHeadless(['run', 'p.yml', ...recording], {cwd, env})).toMatchObject({code: 0});
	writeFileSync(
		join(cwd, 'p.yml'),
		pipeline(name => `, supplement: new in ${name}`),
	);
	const rehearsal = ['run', 'p.yml', '--cassette', 'p.cassette.json', '--cassette-match', 'strict'];
	const failed = await runHeadless(rehearsal, {cwd});
	expect(failed.code).toBe(1);
	const summary = failed.stdout.slice(failed.stdout.indexOf('✗ failed')).split('\n').slice(1, 4);
	expect(summary).toEqual([
		expect.stringMatching(/^ {2}one: .* `one`\. The prompt differs at /),
		expect.stringMatching(/^ {2}two: .* `two`\. The prompt differs at /),
		expect.stringMatching(
			/^ {2}→ If that is not meant, put the file right .* `orchestrai resume --record`; or let the difference pass with --cassette-match loose\.$/,
		),
	]);
	expect(await runHeadless(['resume', '--record', '--model', 'm'], {cwd, env})).toMatchObject({code: 0});
	expect(server.requests).toHaveLength(4);
	expect(await runHeadless(rehearsal, {cwd})).toMatchObject({code: 0});
});

test('Interrupted midway, a recording keeps what was answered, and the run that is resumed records the rest.', async () => {
	const held = gate();
	const server = await startModelServer(({n}) => ({
		text: `answer ${n}`,
		...(n === 2 ? {gate: () => held.opened} : {}),
	}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({
		'p.yml': `pipeline:
  - {module: enhancer, inputs: [], output_name: one}
  - {module: realist, inputs: [one], output_name: two}
`,
	});
	const env = {OPENAI_BASE_URL: server.url};
	const running = startHeadless(['run', 'p.yml', ...recording], {cwd, env});
	await server.request(2);
	running.kill('SIGINT');
	expect(await running.ended).toMatchObject({code: 130});
	const cassette = join(cwd, 'p.cassette.json');
	const answersIn = () => ofType(JSON.parse(readFileSync(cassette, 'utf8')), 'model-answered');
	expect(answersIn().map(({response}) => response)).toEqual(['answer 1']);

	const {log} = onlyRun(cwd);
	const elsewhere = readFileSync(log, 'utf8').replaceAll(cassette, '/tmp/elsewhere.cassette.json');
	const before = readFileSync(log, 'utf8');
	writeFileSync(log, elsewhere);
	const refused = await runHeadless(['resume'], {cwd, env});
	expect(refused).toMatchObject({code: 2});
	expect(refused.stderr).toContain('add --cassette /tmp/elsewhere.cassette.json --record');
	writeFileSync(log, before);
	expect(await runHeadless(['resume'], {cwd, env})).toMatchObject({code: 0});
	expect(answersIn().map(({response}) => response)).toEqual(['answer 1', 'answer 3']);
	expect(server.requests).toHaveLength(3);
});

test('What an adopting resume makes anew serves a fresh run; into a cassette that another run was recorded into since, it writes nothing.', async () => {
	const server = await startModelServer(({n}) => ({text: `answer ${n}`}));
	onTestFinished(() => server.close());
	const pipeline = (style: string) => `pipeline:
  - {module: enhancer, inputs: [], output_name: first}
  - {module: realist, inputs: [first], output_name: second, supplement: ${style}}
`;
	const cwd = makeFolder({'p.yml': pipeline('one')});
	const env = {OPENAI_BASE_URL: server.url};
	const change = (style: string) => writeFileSync(join(cwd, 'p.yml'), pipeline(style));
	const rehearsal = ['run', 'p.yml', '--cassette', 'p.cassette.json', '--cassette-match', 'strict'];
	const rehearse = () => runHeadless([...rehearsal, '--runs-dir', 'rehearsals'], {cwd});
	const resume = () => runHeadless(['resume', first!, '--adopt'], {cwd, env});
	const read = () => readFileSync(join(cwd, 'p.cassette.json'), 'utf8');
	const answers = () => ofType(JSON.parse(read()), 'model-answered').map(({response}) => response);
	expect(await runHeadless(['run', 'p.yml', ...recording], {cwd, env})).toMatchObject({code: 0});
	const [first] = runsIn(cwd);

	change('two');
	expect((await resume()).stdout).toContain('(1 answer added)');
	expect(answers()).toEqual(['answer 1', 'answer 2', 'answer 3']);
	expect(await rehearse()).toMatchObject({code: 0});

	change('three');
	expect(await runHeadless(['run', 'p.yml', ...recording], {cwd, env})).toMatchObject({code: 0});
	const recorded = read();
	const other = runsIn(cwd).find(id => id !== first)!;
	const again = await resume();
	expect(again).toMatchObject({code: 0, stdout: expect.stringContaining('(not added to')});
	expect(again.stderr).toContain(`p.cassette.json is not added to: ${other} was recorded into it since`);
	expect(server.requests).toHaveLength(4);
	expect(read()).toBe(recorded);
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
	const options = ['--cassette', 'python.json', '--request', 'a clock'];
	expect(await runHeadless(['run', 'p.yml', ...options], {cwd})).toMatchObject({code: 0});
	const [run] = runsIn(cwd);
	expect(readFileSync(join(cwd, 'runs', run!, 'outputs/best.md'), 'utf8')).toBe('the best clock');
});
