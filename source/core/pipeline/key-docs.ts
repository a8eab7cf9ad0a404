/** What each key of a pipeline is for, as an editor tells it. The compiler holds these tables as complete as the checker's. */
import {spellDuration} from './duration.ts';
import type {
	budgetKeys,
	debugKeys,
	memoryKeys,
	modelKeys,
	operationKeys,
	optionKeys,
	pipelineKeys,
} from './operation-keys.ts';
import {usualRecallTokens} from './pipeline.ts';
import {usualDebugging, usualLimits, usualRetries} from './usual.ts';

export type KeyDoc = {
	says: string;
	/** What holds without it, as it would be written. */
	default?: unknown;
	/** As they would be written. */
	examples?: readonly unknown[];
	/** Of the mapping, or the list of mappings, that it holds. */
	keys?: KeyDocs;
	/** Of the keys that it does not name. */
	rest?: KeyDoc;
};

export type KeyDocs = Readonly<Record<string, KeyDoc>>;

const modelDocs: Record<keyof typeof modelKeys, KeyDoc> = {
	model: {
		says: 'Who answers: a role (`small`, `medium`, `large`), the name of a model, or `provider/name` with a provider of orchestrai.yml.',
		default: 'medium',
		examples: ['small', 'medium', 'large', 'ollama/qwen3'],
	},
	escalate: {
		says: 'For the debugger: the further models it climbs to, in order, when one does not get on.',
		examples: [['medium', 'large']],
	},
	escalate_after: {
		says: 'For the debugger: turns on one model before the next one takes over.',
		default: usualDebugging.escalate_after,
	},
	retries: {
		says: 'How often a call is tried again by itself after a fault that may pass (429, 5xx, a lost connection, half an answer).',
		default: usualRetries,
	},
	first_token_timeout: {
		says: 'How long to wait for the first word. Reasoning models are silent for minutes.',
		default: spellDuration(usualLimits.first_token_timeout_ms),
	},
	idle_timeout: {
		says: 'How long an answer that has begun may be silent.',
		default: spellDuration(usualLimits.idle_timeout_ms),
	},
	timeout: {
		says: 'How long a call may take in all.',
		default: spellDuration(usualLimits.timeout_ms),
	},
	reasoning_effort: {
		says: 'How much the model reasons before it answers; sent as it is.',
		examples: ['none', 'low', 'medium', 'high'],
	},
	temperature: {says: 'Sent as it is; nothing is sent unless it is set. Some models refuse it.'},
	max_tokens: {
		says: 'At most so many tokens in an answer. An answer that is cut there is a failure, never an output.',
	},
};

const debugDocs: Record<keyof typeof debugKeys, KeyDoc> = {
	run: {
		says: 'The command that runs the program. By itself `main.py`, `main.js`, `main.ts`, `index.js` or `main.sh` is run.',
		examples: ['python3 main.py', 'node index.js'],
	},
	args: {says: 'Arguments for the program.', examples: ['--size 4']},
	stdin: {says: 'What the program reads on its standard input.'},
	test: {
		says: 'A command that must succeed as well, once the program runs.',
		examples: ['python3 -m unittest'],
	},
	install: {
		says: 'A command of your own that installs what the program needs. It asks first, unless --allow-install is given.',
		examples: ['npm ci'],
	},
	max_iterations: {
		says: 'Turns of running and repairing before you are asked how to go on.',
		default: usualDebugging.max_iterations,
	},
	run_timeout: {
		says: 'How long the program may run. One that is still running then and printed no error, a server or a game, counts as running.',
		default: spellDuration(usualDebugging.run_timeout_ms),
	},
	same_error_limit: {
		says: 'How often the same failure may come before the next model of `escalate` takes over.',
		default: usualDebugging.same_error_limit,
	},
};

const memoryDocs: Record<keyof typeof memoryKeys, KeyDoc> = {
	recall: {
		says: 'So many outputs of this operation in earlier runs of this pipeline join what it is told, the newest first.',
		default: 0,
	},
	max_tokens: {says: 'At most so many tokens of them in all.', default: usualRecallTokens},
};

const budgetDocs: Record<keyof typeof budgetKeys, KeyDoc> = {
	max_usd: {
		says: 'At most so many US dollars. Where the price of a model is not known, set `max_tokens` as well.',
	},
	max_tokens: {says: 'At most so many tokens, of prompts and answers together.'},
	max_minutes: {says: 'At most so many minutes.'},
};

const optionDocs: Record<keyof typeof optionKeys, KeyDoc> = {
	supplement: {
		says: 'Further instructions: the module is told them after its inputs.',
		examples: ['Use only Python, and no packages.'],
	},
	model_config: {
		says: 'Which model answers, its limits, and any parameter to send.',
		examples: [{model: 'small'}],
		keys: modelDocs,
		rest: {says: 'A parameter that is sent to the model as it is. Not every endpoint takes it.'},
	},
	checkpoint: {
		says: 'Whether a person reviews the output before anything consumes it. Without it: in the app whatever a model made, headless nothing.',
	},
	on_error: {
		says: 'What happens when it fails: `pause` asks the person, `continue` goes on with what does not depend on it, `stop` ends the run. Without it: `pause` in the app, `continue` headless.',
	},
	debug: {
		says: 'For the debugger and modify_codebase: how the program is run, tested and repaired.',
		examples: [{run: 'python3 main.py', test: 'python3 -m unittest'}],
		keys: debugDocs,
	},
	memory: {
		says: 'What it is told of earlier runs of this pipeline.',
		examples: [{recall: 3}],
		keys: memoryDocs,
	},
	budget: {
		says: 'Ceilings for this operation. Where one is reached the person is asked; headless the run ends with exit code 4.',
		examples: [{max_usd: 0.5}],
		keys: budgetDocs,
	},
};

const operationDocs: Record<keyof typeof operationKeys, KeyDoc> = {
	module: {
		says: 'What does the work: a module that ships with the app, a system prompt by its name (system_prompts/NAME.md), or code of your own (modules/NAME.mts).',
	},
	inputs: {
		says: 'The outputs that it reads, by their output_name, in the order in which it is told them; [] for none. It starts once all of them are there.',
		examples: [[], ['request']],
	},
	output_name: {
		says: 'What it makes, and its name in the graph, in the log and in files: other operations read it by this name.',
		examples: ['request', 'plan', 'code'],
	},
	...optionDocs,
};

export const pipelineDocs: Record<keyof typeof pipelineKeys, KeyDoc> = {
	name: {says: 'What the pipeline is called; without it, as its file is.'},
	description: {says: 'One sentence: it stands in the list of pipelines.'},
	defaults: {
		says: 'Options for all operations. What an operation says itself goes over them; a key that is there and empty takes a default away.',
		examples: [{model_config: {model: 'small'}}],
		keys: optionDocs,
	},
	budget: {
		says: 'Ceilings for a whole run. Without one the app pauses at $1.00 and asks.',
		examples: [{max_usd: 1, max_minutes: 30}],
		keys: budgetDocs,
	},
	pipeline: {
		says: 'The operations. Their inputs make the graph: what is ready runs side by side.',
		keys: operationDocs,
	},
};
