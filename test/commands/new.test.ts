/** What `new` makes works as it stands, takes nobody's place, and is trusted where nothing else is. */
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {check} from '../../source/commands/check.ts';
import {newThing} from '../../source/commands/new.ts';
import {run} from '../../source/commands/run.ts';
import {test as testing} from '../../source/commands/test.ts';
import {pipelineTemplates} from '../../source/io/library/templates.ts';
import {lookAtProcess} from '../../source/io/process-identity.ts';
import {callCommand} from '../helpers/call-command.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

const root = join(import.meta.dirname, '../..');

function compile(args: string[], cwd: string) {
	const compiler = join(root, 'node_modules/typescript/bin/tsc');
	return spawnSync(process.execPath, [compiler, ...args], {cwd, encoding: 'utf8'});
}

/** Somebody in a folder, with settings of their own. */
function standIn(files: Record<string, string> = {}) {
	const cwd = makeFolder(files);
	const env = {ORCHESTRAI_CONFIG_DIR: join(cwd, '.config', 'orchestrai')};
	const call = (...[command, input, flags]: Parameters<typeof callCommand>) =>
		callCommand(command, input, flags, {cwd, env});
	return {
		cwd,
		call,
		make: (kind: string, name: string, flags = {}) => call(newThing, [kind, name], flags),
		read: (path: string) => readFileSync(join(cwd, path), 'utf8'),
		made: () => readdirSync(cwd, {recursive: true, encoding: 'utf8'}).sort(),
		isTrusted() {
			const file = join(env.ORCHESTRAI_CONFIG_DIR, 'trust.json');
			return existsSync(file) && readFileSync(file, 'utf8').includes(JSON.stringify(cwd));
		},
	};
}

/** Answers as the bundled modules want it, whatever they are told. */
async function serve() {
	const program = 'Run it:\n\n`main.py`\n```python\nprint("It runs.")\n```\n';
	const server = await startModelServer(() => ({text: program}));
	onTestFinished(() => server.close());
	return server;
}

describe('new pipeline', () => {
	test.each(pipelineTemplates)('makes %s, which passes check and runs to its end', async template => {
		const server = await serve();
		const {call, make, read} = standIn();
		const made = await make('pipeline', 'mine', {template});
		expect(made).toMatchObject({code: 0, stdout: 'pipelines/mine.yml\n'});
		expect(made.stderr).toContain('orchestrai check mine');
		expect(made.stderr).toContain('orchestrai run mine');
		expect(read('pipelines/mine.yml').split('\n')[0]).toBe(
			'# yaml-language-server: $schema=../.orchestrai/pipeline.schema.json',
		);
		expect(JSON.parse(read('.orchestrai/pipeline.schema.json'))).toMatchObject({type: 'object'});
		const checked = await call(check, ['mine']);
		expect(checked).toMatchObject({code: 0, stdout: ''});
		const ran = await call(run, ['mine'], {
			request: 'A program that says that it runs',
			yes: true,
			baseUrl: server.url,
			model: ['test-model'],
			maxTokens: '100000',
		});
		expect(ran.code, ran.stderr).toBe(0);
		expect(ran.stdout).toContain('done');
		expect(server.requests.length).toBeGreaterThan(0);
	});

	test('makes a plan unless another template is named, and leaves the folder untrusted: it holds no code', async () => {
		const {make, read, isTrusted} = standIn();
		await make('pipeline', 'mine.yml');
		expect(read('pipelines/mine.yml')).toContain('task_planner');
		expect(isTrusted()).toBe(false);
	});

	test('never writes over anything, nor hides a pipeline of the app', async () => {
		const {make, read, made} = standIn({'pipelines/one.yml': 'mine', 'pipelines/two.yaml': 'mine'});
		for (const [name, words] of [
			['one', 'pipelines/one.yml is there already, and stays as it is.'],
			['two', 'pipelines/two.yaml is there already'],
			['engineering', 'the app has a pipeline engineering of its own'],
		] as const) {
			const refused = await make('pipeline', name);
			expect(refused).toMatchObject({code: 2, stdout: ''});
			expect(refused.stderr).toContain(words);
		}
		expect(read('pipelines/one.yml')).toBe('mine');
		expect(made()).toEqual(['pipelines', 'pipelines/one.yml', 'pipelines/two.yaml']);
	});
});

describe('new module', () => {
	test('makes a module that is found, tested, type-checked and run, with nothing installed and nothing asked', async () => {
		const server = await serve();
		const {cwd, make, read, isTrusted} = standIn({
			'talk.yml':
				'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n  - {module: greet, inputs: [request], output_name: end}\n',
		});
		const made = await make('module', 'greet');
		expect(made.code, made.stderr).toBe(0);
		expect(made.stdout).toBe(
			'modules/greet.mts\nmodules/greet.test.mts\nsystem_prompts/greet.md\nmodules/tsconfig.json\n',
		);
		expect(made.stderr).toContain('orchestrai test greet');
		expect(made.stderr).toContain(
			'  - module: greet\n    inputs: [request]\n    output_name: greet_answer\n',
		);
		expect(isTrusted()).toBe(true);

		// Whatever a name means in code, it is taken as it is typed.
		const odd = `it's 5% of a "thing"`;
		expect((await make('module', odd)).code).toBe(0);
		expect(read(`modules/${odd}.mts`)).toContain(`name: 'it\\'s 5% of a "thing"'`);

		const [tested, ran] = await Promise.all([
			runHeadless(['test'], {cwd}),
			runHeadless(
				['run', 'talk.yml', '--request', 'Hello', '--base-url', server.url, '--model', 'test-model'],
				{cwd},
			),
		]);
		expect(tested.code, tested.stdout).toBe(0);
		expect(tested.stdout).toMatch(/pass 4\n/);
		expect(ran.code, ran.stderr).toBe(0);
		const told = server.requests[0]!.body.messages;
		expect(told[0]!.content).toContain(read('system_prompts/greet.md').trim());
		expect(told[1]!.content).toContain('Hello');

		const wrong = read('modules/greet.mts')
			.replace('prompted', 'promptd')
			.replace('answer.text;', 'answer.txt;');
		writeFileSync(join(cwd, 'modules/wrong.mts'), wrong);
		rmSync(join(cwd, `modules/${odd}.test.mts`));
		const {status, stdout} = compile(['-p', 'modules'], cwd);
		expect(status).not.toBe(0);
		expect(stdout).toMatch(/wrong\.mts\(\d+,\d+\).*'txt' does not exist on type 'ModelAnswer'/);
		expect(stdout).toMatch(/wrong\.mts\(\d+,\d+\).*'promptd' does not exist in type 'ModuleDefinition'/);
		expect(stdout.match(/^modules\/(?!wrong)/gm)).toBeNull();
	});

	test('never writes over anything; a prompt and settings of the editor that are there are kept', async () => {
		const {make, read, made} = standIn({
			'modules/one.js': 'mine',
			'modules/two.test.mts': 'mine',
			'modules/tsconfig.json': 'mine',
			'system_prompts/three.txt': 'My prompt',
		});
		for (const [name, words] of [
			['one', 'modules/one.js is there already, and stays as it is.'],
			['two', 'modules/two.test.mts is there already'],
			['engineer', 'the app has a module engineer of its own'],
			['storyteller', 'the app has a module storyteller of its own'],
		] as const) {
			const before = made();
			const refused = await make('module', name);
			expect(refused).toMatchObject({code: 2, stdout: ''});
			expect(refused.stderr).toContain(words);
			expect(made()).toEqual(before);
		}
		const third = await make('module', 'three');
		expect(third).toMatchObject({code: 0, stdout: 'modules/three.mts\nmodules/three.test.mts\n'});
		expect(third.stderr).toContain('system_prompts/three.txt is there already, and is what it is told.');
		expect(read('modules/tsconfig.json')).toBe('mine');
		expect(existsSync(join('system_prompts/three.md'))).toBe(false);
	});

	test.each([
		['another module', {'modules/strange.mts': 'throw new Error()'}],
		['a test of somebody', {'modules/strange.test.mts': 'throw new Error()'}],
		['code that a module could import', {'modules/lib/strange.mts': 'throw new Error()'}],
		['a provider', {'orchestrai.yml': 'providers: [{name: far, base_url: "https://far.example/v1"}]\n'}],
		['settings that cannot be read', {'orchestrai.yml': 'providers: {far: "https://far.example/v1"\n'}],
		['an endpoint', {'.env': 'OPENAI_BASE_URL=https://far.example/v1\n'}],
		['prices', {'orchestrai.yml': 'prices: {cheap: {input: 0, output: 0}}\n'}],
	])('does not make a folder trusted that holds %s already', async (_, files) => {
		const {make, isTrusted} = standIn(files as unknown as Record<string, string>);
		const made = await make('module', 'greet');
		expect(made.code).toBe(0);
		expect(made.stderr).toContain('so it is not trusted by this: the next run asks once');
		expect(isTrusted()).toBe(false);
	});

	test('goes on being trusted where it was', async () => {
		const {make, isTrusted} = standIn();
		await make('module', 'one');
		const second = await make('module', 'two');
		expect(second).toMatchObject({code: 0});
		expect(second.stderr).not.toContain('trusted');
		expect(isTrusted()).toBe(true);
	});

	test('takes away nothing of the person’s where .orchestrai is a link to a folder of theirs', async () => {
		const {cwd, make} = standIn();
		mkdirSync(join(cwd, 'types'));
		writeFileSync(join(cwd, 'types/mine.d.ts'), 'export {};\n');
		symlinkSync('.', join(cwd, '.orchestrai'));
		const {code, stderr} = await make('module', 'greet');
		expect({code, stderr}).toEqual({code: 0, stderr: expect.stringContaining('.orchestrai is a link')});
		expect(readdirSync(join(cwd, 'types'))).toEqual(['mine.d.ts']);
		expect(readdirSync(cwd)).not.toContain('pipeline.schema.json');
	});

	test('makes nothing through a link that leads out of the folder, and nothing by halves', async () => {
		const elsewhere = makeFolder({'types/index.d.ts': 'theirs', 'types/mine.txt': ''});
		const {cwd, make} = standIn();
		symlinkSync(elsewhere, join(cwd, 'system_prompts'));
		const linked = await make('module', 'greet');
		expect(linked).toMatchObject({code: 1, stdout: ''});
		expect(linked.stderr).toContain('is a link that leads out of');
		expect(readdirSync(join(cwd, 'modules'))).toEqual([]);
		expect(readdirSync(elsewhere)).toEqual(['types']);

		const other = standIn();
		symlinkSync(elsewhere, join(other.cwd, '.orchestrai'));
		const untyped = await other.make('module', 'greet');
		expect(untyped.code).toBe(0);
		expect(untyped.stderr).toContain('What your editor needs could not be written');
		expect(readFileSync(join(elsewhere, 'types/index.d.ts'), 'utf8')).toBe('theirs');

		const blocked = standIn({system_prompts: 'a file'});
		const failed = await blocked.make('module', 'greet');
		expect(failed).toMatchObject({code: 1, stdout: ''});
		expect(failed.stderr).toContain('Nothing was made.');
		expect(blocked.made()).toEqual(['modules', 'system_prompts']);
	});

	test('renews the types for the editor, and takes away what an earlier version left', async () => {
		const {cwd, make, read} = standIn({
			'.orchestrai/types/index.d.ts': 'old',
			'.orchestrai/types/old.d.ts': '',
		});
		await make('module', 'greet');
		expect(read('.orchestrai/types/index.d.ts')).toContain('defineModule');
		expect(existsSync(join(cwd, '.orchestrai/types/old.d.ts'))).toBe(false);
	});
});

test.each([
	[[], {}, 'say what to make: `orchestrai new pipeline NAME` or `orchestrai new module NAME`.'],
	[['modul', 'x'], {}, 'there is nothing new of the kind modul'],
	[['module'], {}, 'give the module a name, as in `orchestrai new module greet`.'],
	[['module', 'x'], {template: 'plan'}, '--template is for pipelines'],
	[['pipeline', 'x'], {template: 'cod'}, 'there is no template cod. Did you mean code?'],
	[['module', 'a/b'], {}, '"a/b" cannot be the name of a module: it holds one of'],
	[['module', '__proto__'], {}, 'JavaScript keeps for itself'],
	[['module', '.hidden'], {}, 'begins with a dot'],
	[['module', 'greet.test'], {}, 'ends as the names of tests'],
	[['pipeline', '.yml'], {}, 'A pipeline needs a name, such as `talk`.'],
])('new %j is wrong usage, with what to type instead', async (input, flags, words) => {
	const {call, made} = standIn();
	const refused = await call(newThing, input, flags);
	expect(refused).toMatchObject({code: 2, stdout: ''});
	expect(refused.stderr).toContain(words);
	expect(made()).toEqual([]);
});

describe('test', () => {
	const passing = "import {test} from 'node:test';\ntest('It is fine.', () => {});\n";

	test('says where tests come from when there are none, and which there are when another is named', async () => {
		const none = await standIn().call(testing);
		expect(none).toMatchObject({code: 2});
		expect(none.stderr).toContain('`orchestrai new module NAME` makes a module with one');
		const other = await standIn({'modules/greet.test.mts': passing}).call(testing, ['gret']);
		expect(other).toMatchObject({code: 2});
		expect(other.stderr).toContain('there is no test of a module gret in ./modules. Did you mean greet?');
	});

	test('runs no code of a folder that is not trusted', async () => {
		const {cwd, call} = standIn({'modules/greet.test.mts': passing});
		const refused = await call(testing);
		expect(refused).toMatchObject({code: 2, stdout: ''});
		expect(refused.stderr).toContain('is not trusted yet');
		expect(refused.stderr).toContain(`runs       ${join(cwd, 'modules/greet.test.mts')}`);
	});

	test('ends with 1 when one fails; what it runs has no key', async () => {
		const leak =
			"import {test} from 'node:test';\ntest('It fails.', () => {\n\tthrow new Error(`key: ${process.env.OPENAI_API_KEY}`);\n});\n";
		const {cwd} = standIn({'modules/greet.test.mts': leak, 'modules/other.test.js': passing});
		const failed = await runHeadless(['test', '--trust', 'greet'], {cwd});
		expect(failed.code).toBe(1);
		expect(failed.stdout).toContain('key: undefined');
		expect(failed.stdout).not.toContain('It is fine.');
	});

	test('leaves out no test whose name Node takes for a pattern, but says so', async () => {
		const files = {'modules/a[b].test.mts': passing, 'modules/greet.test.mts': passing};
		const {call} = standIn(files);
		const told = await call(testing, [], {trust: true});
		expect(told).toMatchObject({code: 2});
		expect(told.stderr).toContain(
			'modules/a[b].test.mts cannot be tested: Node takes its name for a pattern.',
		);
	});

	test('ends quietly when its reader leaves, as `| head -1` does', async () => {
		const talking =
			"import {test} from 'node:test';\nfor (let n = 0; n < 20; n++) test(`Number ${n}.`, () => console.log('.'.repeat(9_999)));\n";
		const {cwd} = standIn({'modules/greet.test.mts': talking});
		const app = startHeadless(['test', '--trust'], {cwd});
		await app.printed('Number 0.');
		app.leave('stdout');
		expect(await app.ended).toMatchObject({code: 141, stderr: ''});
	});

	test.runIf(process.platform === 'linux')('ends what it runs when it is ended', async () => {
		const endless =
			"import {test} from 'node:test';\ntest('It goes on.', async () => {\n\tconsole.log(`pid ${process.pid}`);\n\tawait new Promise(done => setTimeout(done, 60_000));\n});\n";
		const {cwd} = standIn({'modules/greet.test.mts': endless});
		const app = startHeadless(['test', '--trust'], {cwd});
		await app.printed('pid ');
		app.kill('SIGTERM');
		const {code, stdout} = await app.ended;
		const pid = Number(/pid (\d+)/.exec(stdout)![1]);
		expect(code).toBe(143);
		await expect.poll(async () => (await lookAtProcess(pid))?.ended ?? true).toBe(true);
	});
});

test('Where the package is installed, plain `node --test` runs what `new module` makes.', async () => {
	const {cwd, make} = standIn({'package.json': '{"private": true}'});
	await make('module', 'greet');
	mkdirSync(join(cwd, 'node_modules'));
	symlinkSync(root, join(cwd, 'node_modules/orchestrai-tui'));
	const own = ['--test', '--test-isolation=none', 'modules/greet.test.mts'];
	expect(execFileSync(process.execPath, own, {cwd, encoding: 'utf8'})).toMatch(/pass 2\n/);
	rmSync(join(cwd, '.orchestrai'), {recursive: true});
	// Compilers find the types of the installed package by themselves.
	const options = ['--ignoreConfig', '--strict', '--noEmit', '--lib', 'esnext,dom', '--module', 'nodenext'];
	expect(compile([...options, 'modules/greet.mts'], cwd)).toMatchObject({stdout: '', status: 0});
});
