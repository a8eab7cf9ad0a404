/** A module's world with nothing behind it: a scripted model, person and runner, and what was asked of them. */

import type {Direction, Situation} from '../../source/core/direction.ts';
import {composeTold} from '../../source/core/engine/told.ts';
import {judgeFiles} from '../../source/core/files/path-rules.ts';
import type {Input, ModuleContext, RunnerDoor} from '../../source/core/module.ts';
import type {Operation} from '../../source/core/pipeline/pipeline.ts';
import type {InstallOutcome, Message, ProgramOutcome} from '../../source/core/ports.ts';

type RunOptions = Parameters<RunnerDoor['run']>[0];
type Files = Record<string, string>;

/** A whole answer, or what the call fails with, or a function that decides by what was asked. */
type ScriptedAnswer = string | Error | ((asked: AskedCall) => string | Error);
type ScriptedRun =
	| Partial<ProgramOutcome>
	| {denied: string}
	| ((files: Files, options: RunOptions) => Partial<ProgramOutcome> | {denied: string});

type AskedCall = {messages: Message[]; prompt: string; model: string | undefined};

type Script = {
	operation?: Partial<Operation>;
	inputs?: Input[];
	system?: string;
	request?: string | null;
	/** Of a run that this one continues. */
	earlier?: Input[];
	/** Why the output before this attempt was rejected. */
	feedback?: string | null;
	files?: Files;
	/** In order. What is asked beyond them fails the test. */
	answers?: ScriptedAnswer[];
	/** What the person says; null declines. */
	replies?: (string | null)[];
	/** How the person has a debugger go on; without them nobody is asked. */
	directions?: Direction[];
	/** They look at patches too. */
	looksAtPatches?: true;
	runs?: ScriptedRun[];
	installs?: (Partial<InstallOutcome> | {denied: string})[];
};

export function createModuleContext(script: Script = {}) {
	const answers = [...(script.answers ?? [])];
	const replies = [...(script.replies ?? [])];
	const directions = script.directions && [...script.directions];
	const runs = [...(script.runs ?? [])];
	const installs = [...(script.installs ?? [])];
	let files: Files = {...script.files};
	const inputs = script.inputs ?? [];
	const feedback = script.feedback ?? null;
	const told = composeTold({
		inputs,
		recalled: [],
		max_tokens: 4000,
		supplement: script.operation?.supplement ?? null,
		redo: feedback === null ? null : {feedback, rejected: 'what was rejected'},
	});
	const seen = {
		calls: [] as AskedCall[],
		questions: [] as {question: string; show: Input[]; optional: boolean}[],
		situations: [] as Situation[],
		runs: [] as (RunOptions & {files: Files; verdict: {fingerprint: string; summary: string} | null})[],
		installs: [] as Parameters<RunnerDoor['install']>[0][],
		writes: [] as {files: Files; delete: string[]; by: string | undefined}[],
		notes: [] as string[],
	};

	const context: ModuleContext = {
		operation: {
			module: 'module',
			inputs: inputs.map(({name}) => name),
			output_name: 'output',
			supplement: null,
			model_config: {parameters: {}},
			checkpoint: null,
			on_error: null,
			debug: {},
			memory: {recall: 0, max_tokens: 4000},
			budget: {},
			position: {line: 1, column: 1},
			...script.operation,
		},
		inputs,
		prompt: told,
		system: script.system ?? 'The system prompt.',
		attempt: feedback === null ? 1 : 2,
		request: script.request ?? null,
		earlier: script.earlier ?? [],
		feedback,
		model: {
			async ask(options = {}) {
				const messages = options.messages ?? [
					{role: 'system' as const, content: options.system ?? context.system},
					{role: 'user' as const, content: options.prompt ?? context.prompt},
				];
				const prompt = messages.findLast(({role}) => role === 'user')!.content;
				const asked = {messages, prompt, model: options.model};
				seen.calls.push(asked);
				const scripted = next(answers, `call ${seen.calls.length} to the model: ${prompt}`);
				const answer = typeof scripted === 'function' ? scripted(asked) : scripted;
				if (answer instanceof Error) throw answer;
				return {
					text: answer,
					model: options.model ?? 'a-model',
					usage: null,
					cost_usd: 0,
					finish_reason: 'stop',
					notes: [],
				};
			},
			stream(options) {
				const answer = context.model.ask(options);
				return {
					answer: () => answer,
					async *[Symbol.asyncIterator]() {
						yield (await answer).text;
					},
				};
			},
		},
		person: {
			review: async text => ({decision: 'approve', text, feedback: null}),
			async ask(question, {show = [], optional = false} = {}) {
				seen.questions.push({question, show, optional});
				const reply = next(replies, `the question “${question}”`);
				if (reply === null && !optional) throw new Error(`“${question}” cannot be declined.`);
				return reply;
			},
			async direct(situation) {
				if (!directions || (situation.about === 'patch' && !script.looksAtPatches)) return null;
				seen.situations.push(situation);
				return next(directions, `what to do when ${situation.about}: ${situation.message}`);
			},
		},
		files: {
			current: () => new Map(Object.entries(files)),
			async write(wanted, options = {}) {
				const asked = new Map(wanted instanceof Map ? wanted : Object.entries(wanted as Files));
				const {accepted, refused} = judgeFiles(context.files.current(), asked);
				const deleted = (options.delete ?? []).filter(path => path in files && !accepted.has(path));
				files = {...files, ...Object.fromEntries(accepted)};
				for (const path of deleted) delete files[path];
				seen.writes.push({files: Object.fromEntries(asked), delete: options.delete ?? [], by: options.by});
				return {written: [...accepted.keys()], deleted, refused};
			},
		},
		runner: {
			async run(options) {
				const scripted = next(runs, `run ${seen.runs.length + 1}: ${options.command}`);
				const given = typeof scripted === 'function' ? scripted({...files}, options) : scripted;
				if ('denied' in given) {
					seen.runs.push({...options, files: {...files}, verdict: null});
					return {denied: given.denied};
				}
				const outcome = outcomeOf(given);
				seen.runs.push({...options, files: {...files}, verdict: options.judge?.(outcome) ?? null});
				return outcome;
			},
			async install(options) {
				seen.installs.push(options);
				const command = 'command' in options ? options.command : 'pip install';
				const requirements = 'requirements' in options ? options.requirements.split('\n') : [];
				const given = next(installs, `installing ${[command, ...requirements].join(' ')}`);
				if ('denied' in given) return given as {denied: string};
				return {
					ok: true,
					problem: given.ok === false ? ('failed' as const) : null,
					command,
					requirements,
					stdout: '',
					stderr: '',
					duration_ms: 1,
					...given,
				};
			},
		},
		ask: (...asked) => context.person.ask(...asked),
		review: (...shown) => context.person.review(...shown),
		run: (command, options) => context.runner.run({...options, command}),
		log: note => seen.notes.push(note),
		signal: new AbortController().signal,
	};
	return {context, seen, files: () => files};
}

/** A program that exited with 0 and said nothing, but for what is given. */
export function outcomeOf(given: Partial<ProgramOutcome> = {}): ProgramOutcome {
	return {
		exit_code: 0,
		signal: null,
		timed_out: false,
		stopped: null,
		stdout: '',
		stderr: '',
		duration_ms: 5,
		made_files: [],
		not_started: null,
		...given,
	};
}

/** An answer with files, in the form that prompts ask for. */
export function answerWith(files: Files, around = ''): string {
	return [around, ...Object.entries(files).map(([path, text]) => `\`${path}\`\n\`\`\`\n${text}\`\`\``)].join(
		'\n\n',
	);
}

function next<T>(script: T[], what: string): T {
	if (script.length === 0) throw new Error(`Nothing was scripted for ${what}`);
	return script.shift()!;
}
