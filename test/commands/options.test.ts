/** What options, files of the folder and the environment do to a run. */
import {readFileSync} from 'node:fs';
import {expect, onTestFinished, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {type Script, startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, runsIn, statusOf} from './past-run.ts';

const oneStep = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: better}
`;

async function serve(script: Script = () => ({text: 'fine'})) {
	const server = await startModelServer(script);
	onTestFinished(() => server.close());
	const to = (pipeline: string, ...more: string[]) => [
		...['run', pipeline, '--base-url', server.url, '--request', 'go', ...more],
	];
	return {server, to, bodies: () => server.requests.map(({body}) => body)};
}

test('--model is for all operations, --model NAME=M for one; a request may begin with a dash.', async () => {
	const {server, bodies} = await serve();
	const cwd = makeFolder({
		'p.yml': `${oneStep}  - {module: realist, inputs: [better], output_name: real, model_config: {model: own}}\n`,
	});
	const models = ['--model', 'general', '--model', 'real=ollama/special:7b=x'];
	const run = ['run', 'p.yml', '--base-url', server.url, '--request', '- a list\n- of two', ...models];
	expect(await runHeadless(run, {cwd})).toMatchObject({code: 0});
	expect(bodies().map(({model}) => model)).toEqual(['general', 'ollama/special:7b=x']);
	expect(bodies()[0]!.messages[1]!.content).toBe('REQUEST:\n- a list\n- of two');
});

test('The person’s own prompts come before the bundled ones, and a new one makes a module.', async () => {
	const {to, bodies} = await serve();
	const cwd = makeFolder({
		'p.yml': `${oneStep}  - {module: poet, inputs: [better], output_name: poem}\n`,
		'system_prompts/enhancer.md': 'My own enhancer.',
		'system_prompts/poet.txt': 'Rhyme.\n',
		'general_system.txt': 'Be brief.',
	});
	expect(await runHeadless(to('p.yml', '--model', 'm'), {cwd})).toMatchObject({code: 0});
	expect(bodies().map(({messages}) => messages[0]!.content)).toEqual([
		'Be brief.\n\nMy own enhancer.',
		'Be brief.\n\nRhyme.',
	]);
});

test('A module of the folder runs only where the folder is trusted; before that, nothing of it does.', async () => {
	const {server, to, bodies} = await serve(() => ({text: 'An answer.'}));
	const cwd = makeFolder({
		'p.yml': `${oneStep}  - {module: shout, inputs: [better], output_name: loud}\n`,
		'modules/shout.mts': `import {writeFileSync} from 'node:fs';
import {defineModule} from 'orchestrai-tui';
writeFileSync('imported', '');
export default defineModule({
	name: 'shout',
	describe: 'Shouts',
	async run({inputs, model}) {
		const {text} = await model.ask({prompt: 'How loud?'});
		return inputs[0]!.text.toUpperCase() + text;
	},
});
`,
	});
	const refused = await runHeadless(to('p.yml', '--model', 'm'), {cwd});
	expect(refused).toMatchObject({code: 2, stdout: ''});
	expect(refused.stderr).toContain('modules/shout.mts');
	expect(refused.stderr).toContain('--trust');
	expect(await runHeadless(['check', 'p.yml'], {cwd})).toMatchObject({code: 0});
	expect(() => readFileSync(`${cwd}/imported`)).toThrow('ENOENT');
	expect(runsIn(cwd)).toEqual([]);
	expect(server.requests).toEqual([]);

	expect(await runHeadless(to('p.yml', '--model', 'm', '--trust'), {cwd})).toMatchObject({code: 0});
	expect(readFileSync(`${onlyRun(cwd).folder}/outputs/loud.md`, 'utf8')).toBe('AN ANSWER.An answer.');
	expect(bodies()[1]!.messages.at(-1)!.content).toBe('How loud?');
});

test('The config.yml of the Python version, and a .env beside it, are honoured.', async () => {
	const {server, bodies} = await serve();
	const cwd = makeFolder({
		'pipelines/mine.yml': oneStep,
		'config.yml':
			'pipeline: mine\ndefault_model: from-config\ndefault_temperature: 0.3\ndefault_max_tokens: 321\nlog_folder: x\n',
		'.env': `OPENAI_API_KEY=${canaryKey('file')}\nPATH=/nowhere\n`,
	});
	const outcome = await runHeadless(['run', '--base-url', server.url, '--request', 'go'], {
		cwd,
		env: {OPENAI_API_KEY: undefined},
	});
	expect(outcome).toMatchObject({code: 0});
	expect(outcome.stderr).toContain('log_folder');
	expect(bodies()[0]).toMatchObject({model: 'from-config', temperature: 0.3, max_tokens: 321});
	expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${canaryKey('file')}`);
});

test('A base URL in a folder’s .env is a provider: without trust neither it nor its key is used.', async () => {
	const {server} = await serve();
	const cwd = makeFolder({
		'pipeline.yml': oneStep,
		'.env': `OPENAI_BASE_URL=${server.url}\nOPENAI_API_KEY=${canaryKey('planted')}\n`,
	});
	const run = ['run', '--request', 'go', '--model', 'm'];
	const refused = await runHeadless(run, {cwd, env: {OPENAI_API_KEY: canaryKey('person')}});
	expect(refused.code).toBe(2);
	expect(refused.stderr).toContain(server.url);
	expect(server.requests).toEqual([]);
	expect(await runHeadless([...run, '--trust'], {cwd})).toMatchObject({code: 0});
	expect(server.requests).toHaveLength(1);
});

test('--workspace-from gives the first writer files to start from, and leaves the folder as it is.', async () => {
	const {to, bodies} = await serve(() => ({text: '`new.py`\n```python\nprint(2)\n```\n'}));
	const cwd = makeFolder({
		'p.yml':
			'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n  - {module: engineer, inputs: [request], output_name: code}\n',
		'old/lib/kept.py': 'KEPT = 1\n\tindented\n',
	});
	expect(await runHeadless(to('p.yml', '--model', 'm', '--workspace-from', 'old'), {cwd})).toMatchObject({
		code: 0,
	});
	expect(bodies()[0]!.messages[1]!.content).toContain('KEPT = 1\n\tindented\n');
	const {folder} = onlyRun(cwd);
	expect(readFileSync(`${folder}/workspace/lib/kept.py`, 'utf8')).toBe('KEPT = 1\n\tindented\n');
	expect(readFileSync(`${folder}/workspace/new.py`, 'utf8')).toBe('print(2)\n');
	expect(() => readFileSync(`${cwd}/old/new.py`)).toThrow('ENOENT');
});

test('A run’s own log rehearses it for nothing; strict, another prompt is refused and the difference shown.', async () => {
	const {server, to} = await serve(() => ({text: 'the only answer'}));
	const cwd = makeFolder({'p.yml': oneStep});
	await runHeadless(to('p.yml', '--model', 'm'), {cwd});
	const {log} = onlyRun(cwd);
	expect(server.requests).toHaveLength(1);

	const rehearse = async (request: string, match: string) => {
		const folder = makeFolder({'p.yml': oneStep});
		const options = ['--cassette', log, '--cassette-match', match, '--request', request];
		const outcome = await runHeadless(['run', 'p.yml', ...options], {cwd: folder});
		return {...outcome, run: onlyRun(folder)};
	};
	const same = await rehearse('go', 'strict');
	expect(same.code).toBe(0);
	expect(ofType(same.run, 'model-answered')).toMatchObject([
		{response: 'the only answer', by: 'recorded', cost_usd: 0, model: 'm'},
	]);
	const loose = await rehearse('go elsewhere', 'loose');
	expect(loose.code).toBe(0);
	expect(ofType(loose.run, 'model-answered')[0]!.notes?.join()).toContain('recorded for another prompt');
	const note =
		'  better: This was recorded for another prompt: what changed did not influence this answer.\n';
	const count = '  1 answer was recorded for another prompt; --cassette-match strict makes that an error.\n';
	expect(loose.stderr).toContain(note);
	expect(loose.stderr + loose.stdout).toContain(count);
	expect(same.stderr + same.stdout).not.toContain('another prompt');
	const {stdout: story} = await runHeadless(['replay', loose.run.log, '--headless'], {cwd});
	expect(story).toContain('         This was recorded for another prompt: what changed');
	expect(story).toContain(count);
	const strict = await rehearse('go elsewhere', 'strict');
	expect(strict.code).toBe(1);
	expect(statusOf(strict.run)).toBe('failed');
	expect(strict.stderr).toContain('go elsewhere');
	expect(server.requests).toHaveLength(1);
});

test('What is ready runs together, up to --concurrency, and meets where it is needed.', async () => {
	const wide = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
	const cwd = makeFolder({
		'p.yml': [
			'pipeline:',
			'  - {module: start_module, inputs: [], output_name: request}',
			...wide.map(name => `  - {module: reporter, inputs: [request], output_name: ${name}}`),
			`  - {module: editor, inputs: [${wide.join(', ')}], output_name: whole}`,
		].join('\n'),
	});
	const together = Promise.withResolvers<void>();
	const {to, bodies} = await serve(async ({n}) => {
		// Nobody is answered before all eight have asked: one after the other they would wait for ever.
		if (n === 8) together.resolve();
		await together.promise;
		return {text: `answer ${n}`};
	});
	expect(await runHeadless(to('p.yml', '--model', 'm'), {cwd})).toMatchObject({code: 0});
	expect(bodies()).toHaveLength(9);
	const last = bodies()[8]!.messages[1]!.content;
	expect(last.match(/^[A-H]:$/gm)).toEqual(wide.map(name => `${name.toUpperCase()}:`));

	const pairs = Array.from({length: 4}, () => Promise.withResolvers<void>());
	const narrow = await serve(async ({n}) => {
		const pair = pairs[Math.ceil(n / 2) - 1];
		if (n % 2 === 0) pair?.resolve();
		await pair?.promise;
		return {text: 'fine'};
	});
	const folder = makeFolder({'p.yml': readFileSync(`${cwd}/p.yml`)});
	const args = narrow.to('p.yml', '--model', 'm', '--concurrency', '2');
	expect(await runHeadless(args, {cwd: folder})).toMatchObject({code: 0});
	let inHand = 0;
	const loads = onlyRun(folder).actions.map(({type}) => {
		if (type === 'module-started') inHand++;
		if (type === 'module-finished') inHand--;
		return inHand;
	});
	expect(Math.max(...loads)).toBe(2);
});
