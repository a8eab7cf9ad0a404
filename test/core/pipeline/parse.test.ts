import {describe, expect, it} from 'vitest';
import {parsePipeline, rereadPipeline} from '../../../source/core/pipeline/parse.ts';
import {mistakes} from './mistakes.ts';

const file = 'pipelines/story.yml';

function parseSound(yaml: string) {
	const {pipeline, problems} = parsePipeline(yaml, {file});
	expect(problems.filter(({message}) => !message.endsWith('has no effect yet.'))).toEqual([]);
	return pipeline!;
}

/** A pipeline of one operation with further lines. */
const withLines = (...lines: string[]) =>
	[
		'pipeline:',
		'- module: m',
		'  inputs: []',
		'  output_name: x',
		...lines.map(line => `  ${line}`),
		'',
	].join('\n');

const only = (yaml: string) => parseSound(yaml).operations[0]!;

/** `3:5 message` of each problem. */
const brief = (yaml: string, options: Partial<Parameters<typeof parsePipeline>[1]> = {}) =>
	parsePipeline(yaml, {file, ...options}).problems.map(
		({line, column, message}) => `${line}:${column} ${message}`,
	);

describe('a sound pipeline', () => {
	it('of the old kind is read as it is, with nothing set that it does not set', () => {
		const yaml = `pipeline:
  - module: start_module
    inputs: []
    output_name: request
  - module: code_planner
    inputs: [request]
    supplement: "Use only python."
    output_name: code_plan
    model_config:
      model: gpt-3.5-turbo-16k
      temperature: 0.7
      max_tokens: 1000
      top_p: 1
      frequency_penalty: 0.0
      presence_penalty: 0.0
`;
		expect(parseSound(yaml)).toEqual({
			name: 'story',
			description: null,
			budget: {},
			source: yaml,
			operations: [
				{
					module: 'start_module',
					inputs: [],
					output_name: 'request',
					supplement: null,
					model_config: {parameters: {}},
					checkpoint: null,
					on_error: null,
					debug: {},
					memory: {recall: 0, max_tokens: 4000},
					budget: {},
					position: {line: 2, column: 5},
				},
				{
					module: 'code_planner',
					inputs: ['request'],
					output_name: 'code_plan',
					supplement: 'Use only python.',
					model_config: {
						model: 'gpt-3.5-turbo-16k',
						parameters: {
							temperature: 0.7,
							max_tokens: 1000,
							top_p: 1,
							frequency_penalty: 0,
							presence_penalty: 0,
						},
					},
					checkpoint: null,
					on_error: null,
					debug: {},
					memory: {recall: 0, max_tokens: 4000},
					budget: {},
					position: {line: 5, column: 5},
				},
			],
		});
	});

	it('may use every option', () => {
		const {name, description, budget, operations} = parseSound(`name: engineering
description: From a request to a program that runs
budget: {max_usd: 1.00, max_tokens: 200000, max_minutes: 30}
pipeline:
- module: debugger
  inputs: []
  output_name: working_codebase
  model_config:
    model: ollama/qwen3
    reasoning_effort: low
    escalate: [medium, large]
    escalate_after: 3
    retries: 0
    first_token_timeout: 10m
    idle_timeout: 1m30s
    timeout: 1800
    chat_template_kwargs: {enable_thinking: false, stops: [a, 1]}
  debug: {run: python3 main.py, args: "", stdin: "5", test: pytest, install: "", max_iterations: 6, run_timeout: 30s, same_error_limit: 2}
  memory: {recall: 3}
  checkpoint: always
  on_error: pause
  budget: {max_usd: 0}
`);
		expect({name, description, budget}).toEqual({
			name: 'engineering',
			description: 'From a request to a program that runs',
			budget: {max_usd: 1, max_tokens: 200_000, max_minutes: 30},
		});
		expect(operations[0]).toMatchObject({
			model_config: {
				model: 'ollama/qwen3',
				escalate: ['medium', 'large'],
				escalate_after: 3,
				retries: 0,
				first_token_timeout_ms: 600_000,
				idle_timeout_ms: 90_000,
				timeout_ms: 1_800_000,
				parameters: {
					reasoning_effort: 'low',
					chat_template_kwargs: {enable_thinking: false, stops: ['a', 1]},
				},
			},
			debug: {
				run: 'python3 main.py',
				args: '',
				stdin: '5',
				test: 'pytest',
				install: '',
				max_iterations: 6,
				run_timeout_ms: 30_000,
				same_error_limit: 2,
			},
			memory: {recall: 3, max_tokens: 4000},
			checkpoint: 'always',
			on_error: 'pause',
			budget: {max_usd: 0},
		});
		expect(Object.keys(operations[0]!.model_config.parameters)).toEqual([
			'reasoning_effort',
			'chat_template_kwargs',
		]);
	});

	it('is named by itself, else by who reads it, else by its file', () => {
		const named = (yaml: string, options: {file: string; name?: string}) =>
			parsePipeline(yaml, options).pipeline!.name;
		expect(named(`name: own\n${withLines()}`, {file: 'a/b.yml', name: 'given'})).toBe('own');
		expect(named(withLines(), {file: 'a/b.yml', name: 'given'})).toBe('given');
		expect(named(withLines(), {file: 'a\\b.c.YAML'})).toBe('b.c');
		expect(named(withLines(), {file: '/'})).toBe('pipeline');
	});

	it('treats an option that is left empty as not given', () => {
		expect(
			only(withLines('supplement:', 'model_config:', 'checkpoint: null', 'debug: {run: }')),
		).toMatchObject({
			supplement: null,
			model_config: {parameters: {}},
			checkpoint: null,
			debug: {},
		});
	});

	it('may have its operations in any order, and names in any script', () => {
		const {operations} = parseSound(`pipeline:
- {module: m, inputs: [план, "два слова"], output_name: 完成}
- {module: m, inputs: [], output_name: план}
- {module: m, inputs: [план], output_name: "два слова"}
`);
		expect(operations.map(({output_name}) => output_name)).toEqual(['完成', 'план', 'два слова']);
	});

	it('may begin with a byte order mark and have Windows line ends', () => {
		const yaml = `\ufeff${withLines('supplement: |', '  one', '  two').replaceAll('\n', '\r\n')}`;
		const {operations, source} = parseSound(yaml);
		expect(operations[0]).toMatchObject({supplement: 'one\ntwo\n', position: {line: 2, column: 3}});
		expect(source).toBe(yaml);
	});

	it('may repeat itself by anchors, aliases and merge keys, where what is nearer wins', () => {
		const {operations} = parseSound(`pipeline:
- &first
  module: m
  inputs: []
  output_name: a
  model_config: &cheap {model: small, temperature: 0.5, seed: 1}
- <<: *first
  output_name: b
  inputs: [a]
  model_config: {<<: [{seed: 2}, *cheap], temperature: 0.9}
- {module: m, inputs: [a, b], output_name: c, model_config: *cheap}
`);
		expect(operations.map(({model_config}) => model_config)).toEqual([
			{model: 'small', parameters: {temperature: 0.5, seed: 1}},
			{model: 'small', parameters: {temperature: 0.9, seed: 2}},
			{model: 'small', parameters: {temperature: 0.5, seed: 1}},
		]);
		expect(operations[1]).toMatchObject({module: 'm', inputs: ['a'], output_name: 'b'});
	});

	it('does not have its modules checked unless the modules are known', () => {
		expect(brief(withLines())).toEqual([]);
		expect(brief(withLines(), {modules: null})).toEqual([]);
		expect(brief(withLines(), {modules: new Set()})).toEqual(['2:11 There is no module `m`.']);
	});
});

describe('defaults', () => {
	const withDefaults = (defaults: string, ...lines: string[]) =>
		only(`defaults: ${defaults}\n${withLines(...lines)}`);

	it('hold for an operation that says nothing else', () => {
		expect(
			withDefaults(
				'{supplement: Be brief., checkpoint: always, on_error: stop, memory: {recall: 2, max_tokens: 900}}',
			),
		).toMatchObject({
			supplement: 'Be brief.',
			checkpoint: 'always',
			on_error: 'stop',
			memory: {recall: 2, max_tokens: 900},
		});
	});

	it('are merged into mappings key by key, and the operation wins', () => {
		const operation = withDefaults(
			'{model_config: {model: medium, temperature: 0.2, seed: 7}, debug: {run_timeout: 5s, args: a}, budget: {max_usd: 1}}',
			'model_config: {model: small, seed: 8}',
			'debug: {args: b}',
			'budget: {max_tokens: 5}',
		);
		expect(operation).toMatchObject({
			model_config: {model: 'small', parameters: {temperature: 0.2, seed: 8}},
			debug: {run_timeout_ms: 5000, args: 'b'},
			budget: {max_usd: 1, max_tokens: 5},
		});
	});

	it('are taken away by an empty value', () => {
		const operation = withDefaults(
			'{checkpoint: always, model_config: {temperature: 0.2, seed: 1}, debug: {args: a}}',
			'checkpoint:',
			'model_config: {temperature: }',
			'debug:',
		);
		expect(operation).toMatchObject({checkpoint: null, model_config: {parameters: {seed: 1}}});
		expect(operation.model_config.parameters).not.toHaveProperty('temperature');
		expect(operation.debug).toEqual({});
	});
});

describe('a mistake', () => {
	const modules = new Set(['start_module', 'engineer', 'a']);

	it.each(mistakes)('is shown at its place with its remedy: $title', ({yaml, finds}) => {
		const {pipeline, problems} = parsePipeline(yaml, {file, modules});
		expect(pipeline).toBeNull();
		expect(
			problems.map(({line, column, length, message, remedy}) => ({
				at: `${line}:${column}`,
				length,
				message,
				remedy,
			})),
		).toEqual(finds);
		for (const problem of problems) {
			expect(problem).toMatchObject({
				severity: 'error',
				file,
				text: yaml.split('\n')[problem.line - 1],
			});
		}
	});

	it('does not hide another: all are reported at once, in the order of the file', () => {
		expect(
			brief(
				`nam: x
pipeline:
- module: enginer
  inputs: request
  output_name: code
  checkpont: always
- inputs: [code, plan]
  output_name: code
- module: a
  inputs: [z]
  output_name: y
- module: a
  inputs: [y]
  output_name: z
`,
				{modules},
			),
		).toEqual([
			'1:1 `nam` is not a key of a pipeline file.',
			'3:11 There is no module `enginer`.',
			'4:11 `inputs` must be a list, not the text `request`.',
			'6:3 `checkpont` is not a key of an operation.',
			'7:3 Item 2 of `pipeline` has no `module`.',
			'7:18 No operation makes `plan`.',
			'8:16 Another operation already makes `code`, in line 5.',
			'10:12 These operations wait for each other: `z` reads `y` (line 13), `y` reads `z` (line 10).',
		]);
	});

	it('in one name does not make every mention of it a mistake', () => {
		expect(
			brief(
				'pipeline:\n- {module: a, inputs: [], output_name: a/b}\n- {module: a, inputs: [a/b], output_name: c}\n',
			),
		).toEqual(['2:40 `output_name` holds one of / \\ =.']);
	});

	it('in a value that aliases repeat is shown once', () => {
		expect(
			brief(
				'defaults: {model_config: &m {retries: -1}}\npipeline:\n- {module: a, inputs: [], output_name: b, model_config: *m}\n',
			),
		).toEqual(['1:39 `retries` must be a whole number from 0 to 100, not the number -1.']);
	});

	it('is placed by the line’s own columns after a byte order mark and with Windows line ends', () => {
		const {problems} = parsePipeline('\ufeffnam: x\r\npipeline:\r\n- modul: a\r\n', {file});
		expect(problems.map(({line, column, text}) => ({line, column, text}))).toEqual([
			{line: 1, column: 1, text: 'nam: x'},
			{line: 3, column: 3, text: '- modul: a'},
			{line: 3, column: 3, text: '- modul: a'},
			{line: 3, column: 3, text: '- modul: a'},
		]);
	});

	it('is not made of a further parameter, near to another though it may be', () => {
		expect(brief(withLines('model_config: {top_k: 3, min_tokens: 2, models: [a], num_predict: 9}'))).toEqual(
			[],
		);
		expect(only(withLines('model_config: {my_own: 1}')).model_config.parameters).toEqual({my_own: 1});
	});

	it('of names that would reach into JavaScript’s objects is refused at every level', () => {
		for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
			const {pipeline} = parsePipeline(withLines(`model_config: {deep: [{"${key}": {polluted: 1}}]}`), {
				file,
			});
			expect(pipeline).toBeNull();
			expect(brief(`{${key}: 1, pipeline: [{module: m, inputs: [], output_name: x}]}`)).toHaveLength(1);
			expect(brief(`pipeline: [{module: ${key}, inputs: [], output_name: x}]`)).toHaveLength(1);
			expect(brief(`pipeline: [{module: m, inputs: [], output_name: ${key}}]`)).toHaveLength(1);
		}
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});

describe('a warning', () => {
	const warned = (yaml: string, writers: string[] = []) => {
		const {pipeline, problems} = parsePipeline(yaml, {file, writers: new Set(writers)});
		expect(pipeline).not.toBeNull();
		return problems.map(({severity, line, column, message}) => `${severity} ${line}:${column} ${message}`);
	};

	it('tells of operations that nothing connects', () => {
		expect(
			warned(
				'pipeline:\n- {module: m, inputs: [], output_name: a}\n- {module: m, inputs: [a], output_name: b}\n- {module: m, inputs: [], output_name: c}\n',
			),
		).toEqual(['warning 4:40 Nothing connects `c`: it reads no output, and none reads its own.']);
	});

	it('tells of a further parameter that is nearly a known one, and sends it all the same', () => {
		const yaml = withLines('model_config: {presense_penalty: 1}');
		expect(warned(yaml)).toEqual([
			'warning 5:18 `presense_penalty` is not known here, and is sent to the model as it is.',
		]);
		const {parameters} = parsePipeline(yaml, {file}).pipeline!.operations[0]!.model_config;
		expect(parameters).toEqual({presense_penalty: 1});
	});

	it('does not call the only operation unconnected', () => {
		expect(warned(withLines())).toEqual([]);
	});

	const writers = (second: string) => `pipeline:
- {module: m, inputs: [], output_name: plan}
- {module: engineer, inputs: [plan], output_name: front}
- {module: m, inputs: [front], output_name: notes}
- {module: engineer, inputs: [${second}], output_name: back}
`;

	it('tells of two that both write and do not wait for each other', () => {
		expect(warned(writers('plan'), ['engineer'])).toEqual([
			'warning 5:51 `front` and `back` both write files, and neither waits for the other; they take turns, `front` first.',
		]);
	});

	it('does not mind two that write in order, even if one between them does not write', () => {
		expect(warned(writers('front'), ['engineer'])).toEqual([]);
		expect(warned(writers('notes'), ['engineer'])).toEqual([]);
	});

	it('tells of an input that is listed twice, and the module is told it once', () => {
		const yaml =
			'pipeline:\n- {module: m, inputs: [], output_name: a}\n- {module: m, inputs: [a, a], output_name: b}\n';
		expect(warned(yaml)).toEqual(['warning 3:27 `a` is listed twice; the module is told it once.']);
		expect(parsePipeline(yaml, {file}).pipeline!.operations[1]!.inputs).toEqual(['a']);
	});
});

it('A pipeline that is read again under its name is the one that was checked, and under another a new one.', () => {
	const text = 'pipeline: [{module: start_module, inputs: [], output_name: request}]\n';
	const {pipeline} = parsePipeline(text, {file: 'first.yml', modules: new Set(['start_module'])});
	expect(rereadPipeline(text, 'first')).toBe(pipeline);
	expect(rereadPipeline(text, 'second')).toEqual({...pipeline, name: 'second'});
	expect(rereadPipeline(`${text}# more`, 'second')).toEqual({
		...pipeline,
		name: 'second',
		source: `${text}# more`,
	});
	expect(rereadPipeline('pipeline: []', 'second')).toBeNull();
});
