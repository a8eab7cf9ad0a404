import {chmodSync, existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {runsIn} from '../commands/past-run.ts';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aPersonAt, startUnread} from './a-person.ts';

async function aLocalServer() {
	const server = await startModelServer(() => ({text: 'Once upon a time.'}), {
		models: [{id: 'qwen3:8b'}, {id: 'gemma3'}],
	});
	onTestFinished(() => server.close());
	const env = {OPENAI_API_KEY: undefined, ORCHESTRAI_LOCAL_PORTS: `ollama=${new URL(server.url).port}`};
	return {server, env};
}

test('In an empty folder somebody finds the model of their machine, makes a pipeline and runs it.', async () => {
	const {server, env} = await aLocalServer();
	const person = await aPersonAt({args: [], env});
	await person.sees('no key yet');
	await person.sees('m: Ollama has qwen3:8b, gemma3.');
	person.presses('m', 'j');
	await person.sees(/▌ Ollama +gemma3/);
	person.presses('Enter');
	await person.sees('ollama/gemma3 now answers in this folder: see orchestrai.yml.');
	await person.sees('answers by ollama/gemma3');
	expect(readFileSync(join(person.folder, 'orchestrai.yml'), 'utf8')).toContain(
		'default_model: ollama/gemma3',
	);

	person.presses('n');
	await person.sees('its name');
	person.terminal.type('tale');
	await person.sees('name tale');
	person.presses('Enter');
	await person.sees('begins as');
	person.presses('Enter');
	await person.sees('pipelines/tale.yml is there');
	await person.sees(/▌ +tale/);
	person.presses('Enter');
	await startUnread(person.terminal);
	await person.answers('A fox');
	await person.sees('Once upon a time.');
	expect(server.requests.map(({body}) => body.model)).toContain('gemma3');
	person.presses('q');
	await person.sees('y yes');
	person.presses('y');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
});

test('A key is typed unseen at home, checked, and stored; one that does not work is not.', async () => {
	const person = await aPersonAt({args: [], env: {OPENAI_API_KEY: undefined}});
	await person.sees('i log in');
	person.presses('i');
	await person.sees('it is not shown');
	const key = canaryKey('typed');
	person.terminal.type(key);
	await person.sees(`${key.length} characters, not shown`);
	person.presses('Enter');
	// There is no network in a test.
	await person.sees('The key was not stored.');
	expect(person.terminal.written()).not.toContain(key);
	person.presses('Escape');
	await person.sees('q leave');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(existsSync(join(person.folder, '.config'))).toBe(false);
});

test('Where nothing may be written, a model is chosen for as long as the app runs, and the rest says why not.', async () => {
	const {env} = await aLocalServer();
	// A file in the place of the folder, since root may write anywhere; and no settings that can be replaced.
	const folder = makeFolder({pipelines: 'no folder', 'orchestrai.yml/x': ''});
	chmodSync(folder, 0o555);
	onTestFinished(() => chmodSync(folder, 0o755));
	const before = readdirSync(folder);
	const person = await aPersonAt({args: [], folder, env});
	await person.sees('no key yet');
	person.presses('m');
	await person.sees(/▌ Ollama +qwen3:8b/);
	person.presses('Enter');
	await person.sees('is a folder, not a file. Nothing was changed; s has it answer');
	person.presses('s');
	await person.sees('qwen3:8b answers as long as the app runs; nothing was written.');
	expect(readdirSync(folder)).toEqual(before);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
});

test('Without a terminal the same is offered as lines, each with the command to type.', async () => {
	const {server, env} = await aLocalServer();
	const cwd = makeFolder({'pipelines/tale.yml': 'description: A tale\npipeline: []\n'});
	const {code, stdout, stderr} = await runHeadless([], {cwd, env});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	for (const line of [
		'OrchestrAI runs pipelines of language-model modules under your eye.',
		'No model answers yet: there is no key.',
		'orchestrai demo  ',
		'orchestrai new pipeline NAME  ',
		'orchestrai run tale  ',
		'orchestrai login  ',
		`orchestrai run NAME --base-url ${server.url} --model qwen3:8b  `,
	])
		expect(stdout).toContain(line);
	expect(readdirSync(cwd)).toEqual(['pipelines']);
	const ready = await runHeadless([], {cwd, env: {...env, OPENAI_API_KEY: canaryKey('own')}});
	expect(ready.stdout).toContain('at api.openai.com.');
	expect(ready.stdout).not.toContain('orchestrai login');
});

test('A server that was found on this machine is told no key, also by a fork of the run, and is trusted with nothing else of the folder.', async () => {
	const {server, env} = await aLocalServer();
	const folder = makeFolder({
		'pipelines/tale.yml':
			'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n  - {module: storyteller, inputs: [request], output_name: tale}\n',
		'modules/other.test.mts': 'throw new Error("It ran.");\n',
	});
	const keyed = {...env, OPENAI_API_KEY: canaryKey('own')};
	const person = await aPersonAt({args: [], folder, env: keyed});
	await person.sees(/▌ +tale/);
	person.presses('m');
	await person.sees(/▌ Ollama +qwen3:8b/);
	person.presses('s');
	await person.sees('qwen3:8b answers as long as the app runs');
	person.presses('Enter');
	await startUnread(person.terminal);
	await person.answers('A fox');
	await person.sees('Once upon a time.');
	expect(JSON.stringify(server.requests[0]!.headers)).not.toContain(canaryKey('own'));
	await person.chooses('a approve');
	await person.sees('2 of 2 operations');
	person.presses('q');
	await person.sees(/▌ ✓ tale/);
	const forked = await runHeadless(['fork', runsIn(folder)[0]!, '--from', 'tale', '--yes'], {
		cwd: folder,
		env: keyed,
	});
	expect(forked).toMatchObject({code: 0});
	expect(server.requests).toHaveLength(2);
	expect(JSON.stringify(server.requests.map(({headers}) => headers))).not.toContain(canaryKey('own'));
	expect(forked.stdout).toContain('$0.00');

	person.presses('m');
	await person.sees(/▌ Ollama +qwen3:8b/);
	person.presses('Enter');
	await person.sees('The next run asks whether you trust this folder.');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(await runHeadless(['test'], {cwd: folder, env: keyed})).toMatchObject({
		code: 2,
		stderr: expect.stringContaining('--trust'),
	});
});
