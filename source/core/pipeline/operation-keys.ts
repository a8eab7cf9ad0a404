import {knownParameters} from './known-parameters.ts';
import {type KeyTable, type MappingRead, mapping} from './mapping-reader.ts';
import {leastRecallTokens, mostRecalled} from './pipeline.ts';
import {anything, choice, duration, list, name, number, ownName, placed, text} from './readers.ts';

const count = number({least: 0, whole: true});
const positive = number({least: 1, whole: true});

export const modelKeys = {
	model: text,
	escalate: list(text),
	escalate_after: positive,
	retries: number({least: 0, most: 100, whole: true}),
	first_token_timeout: duration,
	idle_timeout: duration,
	timeout: duration,
	reasoning_effort: text,
	temperature: number({least: 0}),
	max_tokens: positive,
};

export const debugKeys = {
	run: text,
	args: text,
	stdin: text,
	test: text,
	install: text,
	max_iterations: positive,
	run_timeout: duration,
	same_error_limit: positive,
};

export const memoryKeys = {
	recall: number({least: 0, most: mostRecalled, whole: true}),
	max_tokens: number({least: leastRecallTokens, whole: true}),
};

export const budgetKeys = {
	max_usd: number({least: 0}),
	max_tokens: count,
	max_minutes: number({least: 0}),
};

const budget = mapping({what: '`budget`', instead: 'Write `budget: {max_usd: 0.50}`.', keys: budgetKeys});

/** Optional in an operation, and in `defaults`. */
export const optionKeys = {
	supplement: text,
	model_config: mapping({
		what: '`model_config`',
		instead: 'Write `model_config: {model: small}`.',
		keys: modelKeys,
		rest: anything,
		known: knownParameters,
		elsewhere: key => (Object.hasOwn(budgetKeys, key) ? 'Move it into `budget`.' : null),
	}),
	checkpoint: choice('always', 'never'),
	on_error: choice('pause', 'continue', 'stop'),
	debug: mapping({what: '`debug`', instead: 'Write `debug: {run: python3 main.py}`.', keys: debugKeys}),
	memory: mapping({what: '`memory`', instead: 'Write `memory: {recall: 3}`.', keys: memoryKeys}),
	budget,
};

/** Where an option belongs that was written one level too high. */
function belongsInside(key: string): string | null {
	if (Object.hasOwn(modelKeys, key) || knownParameters.has(key)) return 'Move it into `model_config`.';
	if (Object.hasOwn(debugKeys, key)) return 'Move it into `debug`.';
	if (Object.hasOwn(memoryKeys, key)) return 'Move it into `memory`.';
	if (Object.hasOwn(budgetKeys, key)) return 'Move it into `budget`.';
	return null;
}

export const operationKeys = {
	module: placed(name),
	inputs: placed(list(placed(text))),
	output_name: placed(ownName),
	...optionKeys,
};

export type OperationRead = MappingRead<typeof operationKeys>;

const operation = mapping({
	what: 'an operation',
	instead: 'Begin it with `- module: NAME`, and give its inputs and its output_name below.',
	keys: operationKeys,
	required: {
		module: 'Name the module that does the work: `module: task_planner`.',
		inputs: 'List the outputs it reads: `inputs: [request]`, or `inputs: []` for none.',
		output_name: 'Name what it makes: `output_name: task_plan`.',
	},
	elsewhere: belongsInside,
} satisfies KeyTable<typeof operationKeys>);

const defaults = mapping({
	what: '`defaults`',
	instead: 'Write `defaults: {model_config: {model: small}}`.',
	keys: optionKeys,
	elsewhere: key =>
		['module', 'inputs', 'output_name'].includes(key) ? 'Give it in each operation.' : belongsInside(key),
});

export const howToBegin =
	'Begin with `pipeline:` and below it `- module: start_module`, `inputs: []`, `output_name: request`.';

export const pipelineKeys = {
	name,
	description: text,
	defaults,
	budget,
	pipeline: placed(list(placed(operation), howToBegin)),
};

export const pipelineFile = mapping({
	what: 'a pipeline file',
	instead: howToBegin,
	keys: pipelineKeys,
	required: {
		pipeline: 'Add `pipeline:` and below it a list of operations, each beginning with `- module: …`.',
	},
	elsewhere: key =>
		Object.hasOwn(optionKeys, key)
			? 'Move it into `defaults`, or into an operation.'
			: belongsInside(key) && 'Move it into `defaults`, under `model_config`, `debug` or `memory`.',
} satisfies KeyTable<typeof pipelineKeys>);
