/**
 * The one reducer: live view, headless printer, replay, resume and fork all fold the same events with it.
 * It changes `state` in place (the tables are too large to copy at each event) and replaces the one
 * operation that the event touches.
 */
import type {EventOf, RunEvent} from '../events.ts';
import {rememberTexts} from '../texts.ts';
import {adoptPipeline, beginPipeline} from './adopt-pipeline.ts';
import {basisOf} from './basis.ts';
import {countUnanswered} from './calls.ts';
import {letThrough} from './holds.ts';
import {nothingSpent} from './money.ts';
import {blockBehind, change, passTurn, recount, release} from './readiness.ts';
import {asking} from './reduce-asking.ts';
import {calling, reuseCall} from './reduce-calls.ts';
import {asIfUnfinished, reviewing} from './reduce-reviewing.ts';
import {steering} from './reduce-steering.ts';
import {working} from './reduce-working.ts';
import type {Origin, RunState} from './run-state.ts';
import {addVersion} from './versions.ts';
import {latestFiles} from './writers.ts';

/** The state before anything happened: where every fold begins. */
export function emptyState(): RunState {
	return {
		revision: 0,
		run_id: '',
		pipeline: {name: '', description: null, operations: [], budget: {}, source: ''},
		pipelineFile: null,
		settings: {
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
			allow_run: 'never',
			allow_install: false,
		},
		status: 'empty',
		message: null,
		paused: false,
		origin: null,
		children: [],
		request: null,
		answers: [],
		modules: {},
		systemPrompts: {},
		initialFiles: new Map(),
		startedAt: 0,
		at: 0,
		finishedAt: null,
		awayFor: 0,
		operations: new Map(),
		order: [],
		consumers: new Map(),
		nextWriter: new Map(),
		ready: new Set(),
		counts: {pending: 0, running: 0, review: 0, done: 0, failed: 0, blocked: 0, skipped: 0},
		texts: new Map(),
		workspace: {},
		steered: false,
		edits: [],
		stepping: false,
		breakpoints: new Set(),
		passed: new Set(),
		allowed: new Set(),
		money: nothingSpent,
		budget: {},
		notes: [],
	};
}

/** Folds one event into the state, which it returns. Events about operations that the pipeline lacks are ignored. */
export function reduce(state: RunState, event: RunEvent): RunState {
	state.revision++;
	const before = state.at;
	state.at = Date.parse(event.timestamp);
	if (beginsSitting(state, event)) state.awayFor += Math.max(0, state.at - (state.finishedAt ?? before));
	rememberTexts(state.texts, event);
	if ('output_name' in event && event.output_name !== null && !state.operations.has(event.output_name)) {
		return state;
	}

	(handlers[event.type] as (state: RunState, event: RunEvent) => void)(state, event);
	return state;
}

/** A run that was killed is taken up with what it was not answered; `run-resumed` follows. */
function beginsSitting({finishedAt}: RunState, event: RunEvent): boolean {
	return (
		event.type === 'run-resumed' ||
		(event.type === 'model-failed' && event.fault === 'unanswered' && finishedAt === null)
	);
}

const handlers: {[T in RunEvent['type']]: (state: RunState, event: EventOf<T>) => void} = {
	...asking,
	...calling,
	...reviewing,
	...steering,
	...working,

	'run-started'(state, event) {
		state.run_id = event.run_id;
		state.settings = event.settings;
		state.status = 'running';
		state.origin = originOf(event);
		state.request = event.request;
		state.answers = event.answers;
		state.modules = event.modules;
		state.initialFiles = new Map(Object.entries(event.initial_files));
		state.startedAt = state.at;
		state.pipelineFile = event.pipeline_file ?? null;
		beginPipeline(state, event.pipeline, event.pipeline_name, event.system_prompts);
		for (const [name, recalled] of Object.entries(event.recalled ?? {}))
			if (state.operations.has(name)) change(state, name, {recalled});
		state.budget = {...state.pipeline.budget, ...event.settings.budget};
	},

	'run-resumed'(state, event) {
		state.settings = event.settings;
		state.budget = {...state.budget, ...event.settings.budget};
		state.status = 'running';
		state.message = null;
		state.paused = false;
		// Consent lasts for a sitting: what is on disk may have been written by somebody else.
		state.allowed.clear();
		state.finishedAt = null;
		for (const [name, operation] of state.operations) {
			if (operation.status === 'running') {
				countUnanswered(state, name);
				if (operation.variants) {
					// What there is already can be chosen from.
					change(state, name, {
						status: 'review',
						awaiting: null,
						variants: {...operation.variants, coming: 0},
					});
					continue;
				}

				// The interrupted attempt starts again under its own number.
				change(state, name, {status: 'pending', attempt: operation.attempt - 1, awaiting: null});
			} else if (operation.status === 'failed' || operation.status === 'blocked') {
				change(state, name, {...asIfUnfinished(operation), status: 'pending', because: null, review: null});
			}
		}

		for (const [name, {status}] of state.operations) if (status === 'skipped') blockBehind(state, name);
		recount(state);
	},

	'pipeline-changed'(state, event) {
		adoptPipeline(state, event.pipeline, event.system_prompts, event.modules ?? {});
		state.steered = true;
	},

	'run-forked'(state, event) {
		const child = {run_id: event.child_run_id, continues: event.continues ?? false};
		state.children = [...state.children, child];
	},

	'module-started'(state, event) {
		if (event.variant) {
			change(state, event.output_name, {
				attempt: event.attempt,
				basis: basisOf(state, event.output_name),
				...(event.recalled ? {recalled: event.recalled} : {}),
				startedAt: state.at,
				finishedAt: null,
			});
			return;
		}

		change(state, event.output_name, {
			status: 'running',
			attempt: event.attempt,
			redone: state.operations.get(event.output_name)!.redo,
			prompt: event.prompt,
			consumed: event.consumed,
			basis: basisOf(state, event.output_name),
			...(event.recalled ? {recalled: event.recalled} : {}),
			startedAt: state.at,
			finishedAt: null,
			failure: null,
			review: null,
			awaiting: null,
			files: null,
			refused: [],
		});
		letThrough(state, event.output_name);
	},

	'answer-reused'(state, event) {
		const operation = state.operations.get(event.output_name)!;
		if (event.call !== null) {
			reuseCall(state, {...event, call: event.call});
			return;
		}

		const money = {...operation.money, reused: operation.money.reused + 1};
		state.money = {...state.money, reused: state.money.reused + 1};

		const basis = basisOf(state, event.output_name);
		const version = addVersion(state, event.output_name, {
			by: event.by,
			text: event.response ?? '',
			attempt: event.attempt,
			files: event.files ?? null,
			basis,
			accepted: !event.review,
			source: event.source,
		});
		change(state, event.output_name, {
			...version,
			money,
			status: event.review ? 'review' : 'done',
			attempt: event.attempt,
			prompt: event.prompt,
			consumed: basis.consumed,
			finishedAt: state.at,
		});
		if (event.files) state.workspace = latestFiles(state);
		if (!event.review) release(state, event.output_name);
	},

	'module-finished'(state, event) {
		const {notes, basis, variants} = state.operations.get(event.output_name)!;
		const version = addVersion(state, event.output_name, {
			by: event.by,
			text: event.response ?? '',
			attempt: event.attempt,
			files: event.files ?? null,
			basis,
			accepted: !event.review,
		});
		if (event.variant) {
			if (variants === null) return;
			const versions = [...variants.versions, event.version];
			change(state, event.output_name, {
				...version,
				finishedAt: state.at,
				variants: {coming: variants.coming - 1, versions},
				notes: [...notes, ...(event.messages ?? [])],
			});
			return;
		}

		change(state, event.output_name, {
			...version,
			status: event.review ? 'review' : 'done',
			consumed: event.consumed,
			finishedAt: state.at,
			awaiting: null,
			redo: null,
			rerun: null,
			notes: [...notes, ...(event.messages ?? [])],
		});
		if (event.files && state.steered) state.workspace = latestFiles(state);
		if (!event.review) release(state, event.output_name);
	},

	'module-failed'(state, event) {
		if (event.variant) {
			const {variants, notes} = state.operations.get(event.output_name)!;
			const note = `A variant failed: ${event.message}`;
			change(state, event.output_name, {
				notes: [...notes, note],
				variants: variants && {...variants, coming: variants.coming - 1},
			});
			return;
		}

		change(state, event.output_name, {
			status: 'failed',
			failure: {kind: event.kind, message: event.message, remedy: event.remedy, paused: event.paused},
			finishedAt: state.at,
			awaiting: null,
		});
		if (!event.paused) passTurn(state, event.output_name);
	},
	'module-blocked'(state, event) {
		change(state, event.output_name, {status: 'blocked', because: event.because});
		passTurn(state, event.output_name);
	},
	'module-skipped'(state, event) {
		change(state, event.output_name, {status: 'skipped'});
		passTurn(state, event.output_name);
	},

	'note-taken'(state, event) {
		state.notes.push({output_name: event.output_name, note: event.note});
		if (event.output_name === null) return;
		const {notes} = state.operations.get(event.output_name)!;
		change(state, event.output_name, {notes: [...notes, event.note]});
	},

	'budget-raised'(state, event) {
		if (event.output_name === null) {
			state.budget = {...state.budget, ...event.budget};
			state.settings = {...state.settings, ask_at_usd: null};
			return;
		}

		const {budget} = state.operations.get(event.output_name)!;
		change(state, event.output_name, {budget: {...budget, ...event.budget}});
	},

	'run-finished'(state, event) {
		state.status = event.status;
		state.message = event.message;
		state.finishedAt = state.at;
	},
};

function originOf({forked_from, continues}: EventOf<'run-started'>): Origin | null {
	if (forked_from) return {kind: 'fork', ...forked_from, earlier: []};
	const {run_id, path, earlier = []} = continues ?? {};
	return run_id === undefined || path === undefined
		? null
		: {kind: 'continue', run_id, path, action: null, earlier};
}
