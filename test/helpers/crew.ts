/** The engine's surroundings for tests of the core: a scripted model, a scripted person, a log in memory. */

import type {Crew} from '../../source/core/engine/crew.ts';
import {createEngine, type Engine} from '../../source/core/engine/engine.ts';
import type {EventDraft, ModelAsked, RunEvent, RunSettings} from '../../source/core/events.ts';
import {createHeadlessHuman} from '../../source/core/headless-human.ts';
import {defineModule, type ModuleDefinition} from '../../source/core/module.ts';
import type {
	Clock,
	Human,
	Log,
	Memory,
	Model,
	ModelAnswer,
	ModelFault,
	ModelRequest,
	Runner,
	Workspace,
} from '../../source/core/ports.ts';
import {nothingDecided, type RecordedDecisions} from '../../source/core/recorded-decisions.ts';
import {emptyState} from '../../source/core/state/reduce.ts';
import {createStore, type Store} from '../../source/core/store.ts';
import {traitsOf} from '../../source/modules/registry.ts';

export type Scripted = string | {fault: Partial<ModelFault> & {kind: ModelFault['kind']}};

export type Bench = {
	engine: Engine;
	store: Store;
	events: RunEvent[];
	requests: ModelRequest[];
	crew: Crew;
	/** Current output of an operation. */
	output(name: string): string | undefined;
};

/** A chameleon that answers with whatever the model says. */
const speaker = (name: string): ModuleDefinition =>
	defineModule({
		name,
		describe: 'Says what the model says.',
		by: 'model',
		run: async ({model}) => (await model.ask()).text,
	});

const settings: RunSettings = {
	review: 'none',
	concurrency: 8,
	roles: {},
	base_url: null,
	model: null,
	models: {},
	parameters: {},
	cassette: null,
	budget: {},
	ask_at_usd: null,
	allow_run: 'sandbox',
	allow_install: false,
};

/** Builds an engine over a pipeline's YAML; nothing runs until `engine.run()`. */
export function bench(
	pipeline: string,
	options: {
		answer?: (request: ModelRequest) => Scripted | Promise<Scripted>;
		human?: Partial<Human>;
		modules?: ModuleDefinition[];
		whereabouts?: Crew['whereabouts'];
		settings?: Partial<RunSettings>;
		interactive?: boolean;
		decided?: Partial<RecordedDecisions>;
		model?: Partial<Model>;
		memory?: Partial<Memory>;
		runner?: Partial<Runner>;
		workspace?: Partial<Workspace>;
		request?: string;
		/** What the run begins with, instead of a run-started of its own. */
		first?: readonly EventDraft[];
		/** Events of an earlier sitting: the run is then resumed. */
		earlier?: RunEvent[];
		/** On the disk, say. */
		log?: Log;
		clock?: Clock;
		redact?: (text: string) => string;
		random?: () => number;
		usage?: {input_tokens: number; output_tokens: number};
		cost_usd?: number | null;
	} = {},
): Bench {
	const events: RunEvent[] = [];
	const requests: ModelRequest[] = [];
	const modules = new Map((options.modules ?? []).map(module => [module.name, module]));
	const clock = options.clock ?? createTestClock();
	const state = emptyState();
	const store = createStore({
		log: {
			append(event) {
				events.push(structuredClone(event));
				options.log?.append(event);
			},
			flushed: () => options.log?.flushed() ?? Promise.resolve(),
		},
		clock,
		state,
	});
	const model: Model = {
		kind: 'live',
		resolve: name => ({model: name ?? 'default-model', note: null}),
		obstacle: () => null,
		async *stream(request, signal) {
			requests.push(request);
			const scripted = await (options.answer?.(request) ?? `answer of ${request.output_name}`);
			if (signal.aborted) yield {type: 'failed', fault: {...plainFault, kind: 'aborted'}};
			else if (typeof scripted === 'string') {
				yield {type: 'text', text: scripted};
				const answer: ModelAnswer = {
					text: scripted,
					model: request.model,
					usage: options.usage ?? {input_tokens: 10, output_tokens: 5},
					cost_usd: options.cost_usd === undefined ? 0.01 : options.cost_usd,
					finish_reason: 'stop',
					notes: [],
				};
				yield {type: 'answered', answer};
			} else yield {type: 'failed', fault: {...plainFault, ...scripted.fault}};
		},
		...options.model,
	};
	const workspace: Workspace = {
		folder: '/nowhere',
		set: async () => ({refused: []}),
		...options.workspace,
	};
	const crew: Crew = {
		store,
		modules: name => modules.get(name) ?? speaker(name),
		whereabouts: options.whereabouts ?? (() => null),
		model,
		human: {
			...createHeadlessHuman({answerTo: () => null, approve: false, resumeCommand: 'orchestrai resume'}),
			...options.human,
		},
		memory: {recall: async () => [], ...options.memory},
		workspace,
		runner: {
			cage: async () => ({name: 'bubblewrap'}),
			vouches: () => false,
			run: () => Promise.reject(new Error('no program was expected')),
			install: () => Promise.reject(new Error('no installation was expected')),
			hasInstalled: async () => true,
			...options.runner,
		},
		clock,
		redact: options.redact ?? (text => text),
		random: options.random ?? (() => 0.5),
		interactive: options.interactive ?? false,
		decided: {...nothingDecided, ...options.decided},
	};
	if (options.earlier) {
		for (const event of options.earlier) store.emit(event as EventDraft);
		store.emit({type: 'run-resumed', settings: {...settings, ...options.settings}});
	} else if (options.first) {
		for (const event of options.first) store.emit(event);
	} else {
		store.emit({
			type: 'run-started',
			run_id: 'test',
			pipeline_name: 'test',
			pipeline,
			settings: {...settings, ...options.settings},
			request: options.request ?? null,
			answers: [],
			system_prompts: {},
			modules: Object.fromEntries([...modules.values()].map(module => [module.name, traitsOf(module, '1')])),
			initial_files: {},
			forked_from: null,
			continues: null,
		});
	}

	return {
		engine: createEngine(crew),
		store,
		events,
		requests,
		crew,
		output: name => {
			const operation = store.state().operations.get(name);
			return operation?.versions[operation.current - 1]?.text;
		},
	};
}

/** Time passes only when somebody sleeps. */
function createTestClock(start = Date.UTC(2026, 10, 22)): Clock & {sleeps: number[]} {
	let now = start;
	const sleeps: number[] = [];
	return {
		sleeps,
		now: () => now,
		async sleep(ms) {
			sleeps.push(ms);
			now += ms;
		},
	};
}

/** What the model was asked as the log tells it. */
export function asked(events: RunEvent[], output_name: string): ModelAsked[] {
	return events.filter(
		(event): event is ModelAsked => event.type === 'model-asked' && event.output_name === output_name,
	);
}

const plainFault: ModelFault = {
	kind: 'server-error',
	message: 'The endpoint failed.',
	remedy: 'Try again.',
	retryable: true,
	retry_after_ms: null,
	possibly_paid: false,
	partial: '',
	usage: null,
	cost_usd: null,
};
