/** The bundled pipeline over HTTP, against a server of the tests and against one that others wrote. */
import {readFileSync} from 'node:fs';
import {isChatCompletionBody, LLMock} from '@copilotkit/aimock';
import {expect, onTestFinished, test} from 'vitest';
import {parse, stringify} from 'yaml';
import {type ChatBody, startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, type PastRun, statusOf} from './past-run.ts';

type Operation = {
	module: string;
	inputs: string[];
	output_name: string;
	supplement?: string;
	model_config?: Record<string, unknown>;
};

const asset = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const bundled = (parse(asset('pipelines/full_engineering.yml')) as {pipeline: Operation[]}).pipeline;

/** Distinct in every value, and each has a key that no other has. */
const configs: Record<string, Record<string, unknown>> = {
	task_plan: {model: 'model-a', temperature: 0.1, seed: 11},
	scrutinized_task_plan: {model: 'model-b', temperature: 0.2, top_p: 0.92, stop: ['END\n', '###']},
	enhanced_task_plan: {model: 'model-c', max_tokens: 903, presence_penalty: -0.3},
	code_plan: {model: 'model-d', frequency_penalty: 0.4, logit_bias: {50256: -100}},
	code: {model: 'model-e', reasoning_effort: 'low', min_p: 0.05},
	debugged_code: {model: 'model-f', top_k: 46, metadata: {purpose: 'repair'}},
};

const request =
	'Print a greeting.\n\n\tIn two lines:\n\t  - the first,\n\t      and the second.\n\n$& $1 ${x} \\n “ü” 🎈';
const answers: Record<string, string> = {
	task_plan: '# Plan\n\n1. One\n   \tindented with a tab\n\n\n2. Two  \n\n    a block, as code\n',
	scrutinized_task_plan: '\n  leading space and an empty line before it stay\n\tREQUEST:\nnot a heading',
	enhanced_task_plan: 'CRLF too:\r\n  second line\r\n',
	code_plan: "```text\nmain.py\n```\n\n- `print` it   \n\n$' $` $$",
	code: 'Here it is.\n\n`main.py`\n```python\nimport helo\n\nif True:\n\tprint(helo.words)\n```\n\nRun it with `python3 main.py`.\n',
	debugged_code: 'The name was misspelt.\n\n`main.py`\n```python\nprint("hello")\nprint("world")\n```\n',
};

/** The user message that the promise asks for: inputs whole, each under its name, then the supplement. */
function told({inputs, supplement}: Operation): string {
	const outputs: Record<string, string> = {request, ...answers};
	return [
		...inputs.map(name => `${name.toUpperCase()}:\n${outputs[name]}`),
		...(supplement ? [`SUPPLEMENTARY INFORMATION:\n${supplement}`] : []),
	].join('\n\n');
}

function systemOf(module: string): string {
	const [general, own] = [asset('system_prompts/general_system.md'), asset(`system_prompts/${module}.md`)];
	return `${general.trim()}\n\n${own.trim()}`;
}

const withConfigs = () =>
	stringify({
		pipeline: bundled.map(operation => {
			const model_config = configs[operation.output_name];
			return model_config ? {...operation, model_config} : operation;
		}),
	});

/** Everything sent but the texts, and what says how it is to be streamed. */
function settingsOf({messages: _, stream: __, stream_options: ___, ...settings}: ChatBody) {
	return settings;
}

function expectWholeStory(bodies: ChatBody[], run: PastRun): void {
	const operations = bundled.filter(({module}) => module !== 'start_module');
	expect(bodies.map(({messages}) => messages.map(({role}) => role))).toEqual(
		operations.map(() => ['system', 'user']),
	);
	for (const [index, operation] of operations.entries()) {
		const [system, user] = bodies[index]!.messages;
		expect(system!.content).toBe(systemOf(operation.module));
		// The debugger shows the code as it stands instead of the input.
		if (operation.module !== 'debugger') expect(user!.content).toBe(told(operation));
	}
	const repair = bodies.at(-1)!.messages[1]!.content;
	expect(repair).toContain('import helo\n\nif True:\n\tprint(helo.words)\n');
	expect(repair).toContain("ModuleNotFoundError: No module named 'helo'");

	expect(statusOf(run)).toBe('done');
	expect(readFileSync(`${run.folder}/workspace/main.py`, 'utf8')).toBe('print("hello")\nprint("world")\n');
	expect(ofType(run, 'program-ran').map(({exit_code, stdout}) => [exit_code, stdout])).toEqual([
		[1, ''],
		[0, 'hello\nworld\n'],
	]);
}

/** What a memory log has always promised. */
function expectPromisedFields(run: PastRun): void {
	const answered = ofType(run, 'model-answered');
	const finished = ofType(run, 'module-finished');
	expect(answered).toHaveLength(6);
	expect(finished.map(({output_name}) => output_name)).toEqual(bundled.map(({output_name}) => output_name));
	for (const action of [...answered, ...finished]) {
		expect(action.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		expect(action.module).toBe(bundled.find(({output_name}) => output_name === action.output_name)!.module);
		expect(typeof action.prompt).toBe('string');
		expect(action.response).toEqual(expect.any(String));
		expect(action.response).not.toBe('');
		if (action.module === 'start_module') expect(action.model).toBeNull();
		else expect(action.model).toBe(configs[action.output_name]!.model);
	}
	for (const action of answered) expect(action.response).toBe(answers[action.output_name]);
	const texts = finished.filter(({module}) => !['engineer', 'debugger'].includes(module!));
	for (const {output_name, response} of texts) expect(response).toBe({request, ...answers}[output_name]);
}

test('Every operation sends its own model settings and nobody else’s, and is told its inputs to the letter.', async () => {
	const nameOf = (model: string) => Object.keys(configs).find(name => configs[name]!.model === model)!;
	const server = await startModelServer(({body}) => ({text: answers[nameOf(body.model)]!}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'pipeline.yml': withConfigs(), 'task.md': request});
	const outcome = await runHeadless(['run', '--base-url', server.url, '--request', '@task.md'], {cwd});
	expect(outcome).toMatchObject({code: 0});

	const bodies = server.requests.map(({body}) => body);
	expect(bodies.map(settingsOf)).toEqual(Object.values(configs));
	const run = onlyRun(cwd);
	expectWholeStory(bodies, run);
	expectPromisedFields(run);
	const asked = ofType(run, 'model-asked');
	expect(asked.map(({model, parameters}) => ({model, ...parameters}))).toEqual(Object.values(configs));
});

test('It is the same against a server that others wrote, with the bundled pipeline as with one of the person’s own.', async () => {
	const mock = new LLMock({port: 0});
	for (const {module, output_name} of bundled.slice(1)) {
		mock.on({systemMessage: systemOf(module)}, {content: answers[output_name]!});
	}
	await mock.start();
	onTestFinished(() => mock.stop());
	const asked = () =>
		mock.getRequests().map(({body}) => {
			if (!isChatCompletionBody(body)) throw new Error('Something else than a chat was asked for.');
			// The server marks what it keeps with keys of its own.
			const sent = Object.entries(body).filter(([key]) => !key.startsWith('_'));
			return Object.fromEntries(sent) as ChatBody;
		});

	const own = makeFolder({'pipeline.yml': withConfigs()});
	const ofOwn = await runHeadless(['run', '--base-url', `${mock.url}/v1`, '--request', request], {cwd: own});
	expect(ofOwn).toMatchObject({code: 0});
	expect(asked().map(settingsOf)).toEqual(Object.values(configs));
	expectWholeStory(asked(), onlyRun(own));

	mock.clearRequests();
	const cwd = makeFolder();
	const outcome = await runHeadless(
		['run', 'full_engineering', '--base-url', `${mock.url}/v1`, '--model', 'any-model', '--request', '-'],
		{cwd, input: request},
	);
	expect(outcome).toMatchObject({code: 0});
	expect(asked().map(settingsOf)).toEqual(asked().map(() => ({model: 'any-model'})));
	expectWholeStory(asked(), onlyRun(cwd));
});
