/** Each example is run as a person would, on a server of the test's own; and so are the tests that lie beside them. */
import {execFile} from 'node:child_process';
import {cpSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect, onTestFinished, test} from 'vitest';
import {type ModelServer, type Script, startModelServer} from './helpers/model-server.ts';
import {runHeadless} from './helpers/orchestrai.ts';
import {makeFolder} from './helpers/temp-folder.ts';

const root = join(import.meta.dirname, '..');
const examples = join(root, 'examples');
const names = readdirSync(examples, {withFileTypes: true}).flatMap(entry =>
	entry.isDirectory() ? [entry.name] : [],
);

/** One is run by the app each time, all of them where that is asked for; the tests that lie beside them run always. */
const all = process.env.ORCHESTRAI_TEST_EXAMPLES === 'all';

const usual = ['--model', 'test-model'];

async function serve(script: Script): Promise<ModelServer> {
	const server = await startModelServer(script);
	onTestFinished(() => server.close());
	return server;
}

/** Runs the pipeline of an example in a copy of its folder. */
async function runExample(name: string, server: ModelServer, ...more: string[]) {
	const cwd = makeFolder();
	cpSync(join(examples, name), cwd, {recursive: true});
	const settings = join(cwd, 'orchestrai.yml');
	if (readdirSync(cwd).includes('orchestrai.yml')) {
		const text = readFileSync(settings, 'utf8');
		writeFileSync(settings, text.replace('http://localhost:11434/v1', server.url));
	}
	const args = ['--base-url', server.url, '--trust', ...more];
	const ran = await runHeadless(['run', ...args], {cwd});
	expect(ran.code, ran.stderr).toBe(0);
	const [run] = readdirSync(join(cwd, 'runs')).filter(entry => !entry.startsWith('.'));
	const output = (output_name: string) =>
		readFileSync(join(cwd, 'runs', run!, 'outputs', `${output_name}.md`), 'utf8');
	return {...ran, output, told: server.requests.map(({body}) => body.messages.at(-1)!.content)};
}

test('Every example has a pipeline, a module with a test, and its line in the README.', () => {
	const readme = readFileSync(join(examples, 'README.md'), 'utf8');
	for (const name of names) {
		expect(readdirSync(join(examples, name))).toEqual(expect.arrayContaining(['modules', 'pipeline.yml']));
		const modules = readdirSync(join(examples, name, 'modules'));
		expect(modules.filter(file => file.endsWith('.test.mts'))).toHaveLength(1);
		expect(readme).toContain(`(${name}/modules/${modules.find(file => !file.endsWith('.test.mts'))})`);
	}
	expect(names).toHaveLength(5);
});

test('The tests that lie beside the examples pass.', async () => {
	const files = names.flatMap(name =>
		readdirSync(join(examples, name, 'modules'))
			.filter(file => file.endsWith('.test.mts'))
			.map(file => join(examples, name, 'modules', file)),
	);
	const args = ['--test', '--test-isolation=none', ...files];
	const {stdout} = await promisify(execFile)(process.execPath, args, {cwd: root}).catch(
		(error: {stdout: string}) => error,
	);
	expect(stdout, stdout).toMatch(/fail 0\n/);
	expect(stdout).toMatch(/pass [89]\n/);
});

test.runIf(all)('A page is fetched from a server, and summarised.', async () => {
	const pages = createServer((_, response) =>
		response.end('<h1>Bread</h1><style>h1 {}</style>Flour, water.'),
	);
	await new Promise<void>(resolve => pages.listen(0, '127.0.0.1', () => resolve()));
	onTestFinished(() => void pages.close());
	const server = await serve(() => ({text: 'It is about bread.'}));
	const address = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
	const {told, output} = await runExample('summarise-page', server, ...usual, '--request', address);
	expect(told).toEqual(['THE PAGE:\nBread Flour, water.']);
	expect(output('summary')).toBe(`It is about bread.\n\n(${address})`);
});

test.runIf(all)('A text is shortened until a program says that it is short enough.', async () => {
	const server = await serve(({n}) => ({text: n === 1 ? 'word '.repeat(60) : 'Flour, water, heat.'}));
	const {told, output, stderr} = await runExample('fit-to-length', server, ...usual, '--request', 'Bread');
	expect(told[1]).toContain('This has 60 words.');
	expect(stderr).toContain('ran wc -w text.txt: exit 0');
	expect(output('text')).toBe('Flour, water, heat.');
});

test.runIf(all)(
	'An invitation is written after two questions, and after its draft was approved.',
	async () => {
		const server = await serve(({n}) => ({
			text: n === 1 ? 'Come on Sunday, Ada!' : 'Dear Ada, come on Sunday!',
		}));
		const answers = ['--answer', 'invitation=Ada', '--answer', 'invitation=Sunday', '--yes'];
		const {told, output} = await runExample('invitation', server, ...usual, ...answers);
		expect(told).toEqual([
			'Write an invitation to Ada, for Sunday.',
			'Set this as a letter, and change no word:\n\nCome on Sunday, Ada!',
		]);
		expect(output('invitation')).toBe('Dear Ada, come on Sunday!');
	},
);

test.runIf(all)('A letter comes to JSON that other programs can rely on.', async () => {
	const server = await serve(({n}) => ({text: n === 1 ? 'It was Ada.' : '{"name": "Ada", "email": null}'}));
	const {told, output} = await runExample('contact-card', server, ...usual, '--request', 'Yours, Ada');
	expect(JSON.parse(output('contact'))).toEqual({name: 'Ada', email: null});
	expect(told[1]).toContain('That cannot be used');
	expect(server.requests[0]!.body.response_format).toEqual({type: 'json_object'});
});

test('Another provider is asked for a second opinion, by its own name of the model.', async () => {
	const server = await serve(({body}) => ({text: `by ${body.model}`}));
	const model = ['--model', 'answer=first-model'];
	const {output} = await runExample('second-opinion', server, '--request', 'What is bread?', ...model);
	expect(output('opinions')).toBe('by first-model\n\n---\n\nby qwen3');
	expect(server.requests[1]!.body.messages[1]!.content).toContain('ANSWER:\nby first-model');
});
