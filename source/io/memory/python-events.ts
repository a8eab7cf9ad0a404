/** A log of the Python OrchestrAI told in the events of ours, so that whatever shows a run shows it. */
import {
	type EventDraft,
	type ModuleTraits,
	type RunEvent,
	type RunSettings,
	stamp,
} from '../../core/events.ts';
import {rereadPipeline} from '../../core/pipeline/parse.ts';
import {emptyState} from '../../core/state/reduce.ts';
import type {PythonAction, PythonLog} from './python-log.ts';
import {
	cleanName,
	fitToPipeline,
	layInChain,
	maySayNothing,
	type PythonOperation,
	writeChain,
} from './python-operations.ts';

/** It tells nothing of them, but that one thing was done after the other. */
const settings: RunSettings = {...emptyState().settings, concurrency: 1};

const typedIn: ModuleTraits = {yields: 'text', writes: false, version: '', by: 'person'};

/** More would not be a pipeline any more: a file of one has 256 kB. */
const longestChain = 1000;

export type PythonEvents = {events: RunEvent[]; notes: string[]};

/**
 * `known`: the YAML of the pipeline that the log names, if there is one here; without it, or where the log's modules
 * are not its modules, they follow each other in a chain.
 */
export function toEvents(log: PythonLog, run_id: string, known: string | null): PythonEvents {
	const notes = [...log.ignored];
	const name = cleanName(log.pipeline_name || 'python');
	const pipeline = known === null ? null : rereadPipeline(known, name);
	const fitting = pipeline ? fitToPipeline(pipeline.operations, log.actions) : null;
	if (pipeline && !fitting)
		notes.push(
			`Its modules are not those of the pipeline ${name} as it is here: they are shown one after the other.`,
		);
	const shown = fitting ? log.actions : log.actions.slice(0, longestChain);
	if (shown.length < log.actions.length)
		notes.push(`Its first ${longestChain} actions are shown, of ${log.actions.length}.`);
	const operations = fitting ?? layInChain(shown);
	const made = new Set(operations.map(({output_name}) => output_name));
	const events: RunEvent[] = [];
	let now = log.startedAt;
	const emit = (at: number, draft: EventDraft) => {
		now = Math.max(now, at);
		events.push(stamp(draft, now));
	};

	emit(log.startedAt, {
		type: 'run-started',
		run_id,
		pipeline_name: name,
		pipeline: fitting ? known! : writeChain(operations),
		settings,
		request: null,
		answers: [],
		system_prompts: Object.fromEntries(
			operations.map(({output_name, actions}) => [output_name, actions[0]!.system ?? '']),
		),
		modules: Object.fromEntries(
			shown.filter(({by}) => by === 'person').map(({module}) => [cleanName(module), typedIn]),
		),
		initial_files: {},
		forked_from: null,
		continues: null,
	});
	const inputsOf = new Map(pipeline?.operations.map(({output_name, inputs}) => [output_name, inputs]));
	const skipped = new Set<string>();
	const skip = (output_name: string) => {
		if (made.has(output_name) || skipped.has(output_name)) return;
		skipped.add(output_name);
		for (const input of inputsOf.get(output_name) ?? []) skip(input);
		emit(now, {
			type: 'module-skipped',
			output_name,
			message: 'It made no action: the log tells nothing of it.',
		});
	};
	for (const operation of operations) {
		for (const input of operation.inputs) skip(input);
		tellOperation(operation, {emit, now: () => now, made});
	}

	const rest = fitting ? pipeline!.operations.filter(({output_name}) => !made.has(output_name)) : [];
	const failed = operations.some(({actions}) => actions.at(-1)!.fault !== null);
	const whole = rest.every(({module}) => maySayNothing.has(module));
	if (whole && !failed) for (const {output_name} of rest) skip(output_name);
	if (failed || whole) emit(now, {type: 'run-finished', status: failed ? 'failed' : 'done', message: null});
	return {events, notes};
}

type Telling = {
	emit(at: number, draft: EventDraft): void;
	/** When the last event was, ms since the epoch. */
	now(): number;
	made: ReadonlySet<string>;
};

function tellOperation({output_name, inputs, actions}: PythonOperation, {emit, now, made}: Telling): void {
	const [first] = actions as [PythonAction];
	const last = actions.at(-1)!;
	const of = {output_name, module: first.module, attempt: 1};
	const consumed = Object.fromEntries(inputs.filter(input => made.has(input)).map(input => [input, 1]));
	emit(first.askedAt ?? now(), {type: 'module-started', ...of, prompt: first.input, consumed});
	let call = 0;
	for (const action of actions) {
		if (action.by === 'person') {
			// Inside of another module it is an answer; else it is the output.
			if (action.module !== first.module || actions.length > 1)
				emit(action.at, {
					type: 'question-answered',
					...of,
					question: '',
					declined: false,
					response: action.response,
				});
			continue;
		}

		call++;
		tellCall(
			action,
			{...of, call, try: 1, by: 'model', prompt: action.input, model: action.model},
			{emit, now, made},
		);
	}

	if (last.fault !== null) {
		emit(last.at, {
			type: 'module-failed',
			...of,
			kind: 'model:other',
			message: last.fault,
			remedy: null,
			paused: false,
		});
		return;
	}

	emit(last.at, {
		type: 'module-finished',
		...of,
		response: last.response,
		version: 1,
		by: last.by,
		consumed,
		review: false,
	});
}

function tellCall(
	action: PythonAction,
	common: Omit<EventDraft & {type: 'model-asked'}, 'type' | 'parameters' | 'messages'>,
	{emit, now}: Telling,
): void {
	const askedAt = action.askedAt ?? now();
	emit(askedAt, {
		type: 'model-asked',
		...common,
		parameters: {},
		messages: [
			...(action.system === null ? [] : [{role: 'system' as const, content: action.system}]),
			{role: 'user' as const, content: action.input},
		],
	});
	const ended = {
		...common,
		response: action.response,
		usage:
			action.output_tokens === null
				? null
				: {input_tokens: 0, output_tokens: action.output_tokens, estimated: true},
		cost_usd: null,
		duration_ms: Math.max(0, action.at - askedAt),
	};
	if (action.fault === null) emit(action.at, {type: 'model-answered', ...ended, finish_reason: 'stop'});
	else
		emit(action.at, {
			type: 'model-failed',
			...ended,
			fault: 'other',
			message: action.fault,
			retry_in_ms: null,
			possibly_paid: true,
		});
}
