import type {Budget, ModuleTraits} from '../events.ts';
import {dependentsOf, topologicalOrder} from '../graph/graph.ts';
import {turnPredecessors} from '../graph/turns.ts';
import {rereadPipeline} from '../pipeline/parse.ts';
import type {Operation, Pipeline} from '../pipeline/pipeline.ts';
import {nothingSpent} from './money.ts';
import {blockBehind, change, recount} from './readiness.ts';
import type {OperationState, OperationStatus, RunState} from './run-state.ts';
import {latestFiles} from './writers.ts';

/** The pipeline that a run begins with. Text that is none leaves it without any operation. */
export function beginPipeline(
	state: RunState,
	source: string,
	name: string,
	system_prompts: Record<string, string>,
): void {
	state.pipeline = rereadPipeline(source, name) ?? {
		name,
		description: null,
		operations: [],
		budget: {},
		source,
	};
	state.systemPrompts = system_prompts;
	state.operations = new Map(
		state.pipeline.operations.map((operation, index) => {
			const {output_name} = operation;
			return [output_name, pendingOperation(operation, index, promptOf(system_prompts, output_name))];
		}),
	);
	layOut(state);
	recount(state);
}

/**
 * Lays another pipeline under the state. Operations that were there before keep what they have, and what the person
 * changed of them in the run (prompt, supplement, budget), unless that very thing is another in the new one. Those
 * that are not in it any more are forgotten, with all that was said of them. Text that is no pipeline changes nothing.
 */
export function adoptPipeline(
	state: RunState,
	source: string,
	system_prompts: Record<string, string>,
	modules: Record<string, ModuleTraits>,
): void {
	const {name} = state.pipeline;
	const pipeline = rereadPipeline(source, name);
	if (pipeline === null) return;
	const {pipeline: earlier, systemPrompts, operations: known} = state;
	const definitions = new Map(earlier.operations.map(operation => [operation.output_name, operation]));
	const redefined = new Set<string>();
	state.operations = new Map(
		pipeline.operations.map((operation, index) => {
			const {output_name, supplement, budget} = operation;
			const system = promptOf(system_prompts, output_name);
			const before = known.get(output_name);
			const definition = definitions.get(output_name);
			if (!before || !definition) return [output_name, pendingOperation(operation, index, system)];
			const samePrompt = promptOf(systemPrompts, output_name) === system;
			const sameSupplement = definition.supplement === supplement;
			if (!samePrompt || !sameSupplement) redefined.add(output_name);
			return [
				output_name,
				{
					...before,
					operation: sameSupplement ? {...operation, supplement: before.operation.supplement} : operation,
					index,
					system: samePrompt ? before.system : system,
					budget: isSameBudget(definition.budget, budget) ? before.budget : budget,
					recalled: stillRecalled(before, operation),
				},
			];
		}),
	);
	// The run keeps the name by which its earlier runs are found.
	state.pipeline = {...pipeline, name};
	state.systemPrompts = system_prompts;
	state.modules = {...state.modules, ...modules};
	state.budget = {...changedBudget(state.budget, earlier.budget, pipeline.budget), ...state.settings.budget};
	state.edits = state.edits.filter(
		({kind, output_name}) =>
			state.operations.has(output_name) && (kind === 'output' || !redefined.has(output_name)),
	);
	state.breakpoints = among(state.operations, state.breakpoints);
	state.passed = among(state.operations, state.passed);
	layOut(state);
	unblock(state);
	recount(state);
	state.workspace = latestFiles(state);
}

/** What follows from the operations alone. */
function layOut(state: RunState): void {
	for (const status of Object.keys(state.counts) as (keyof RunState['counts'])[]) state.counts[status] = 0;
	for (const {status} of state.operations.values()) state.counts[status]++;
	state.order = topologicalOrder(state.pipeline.operations);
	state.consumers = dependentsOf(state.pipeline.operations);
	state.nextWriter = nextWriters(
		state.pipeline,
		({module}) => Object.hasOwn(state.modules, module) && state.modules[module]!.writes,
	);
}

/** Whom nothing blocks any more may run; who depends on what was skipped cannot. */
function unblock(state: RunState): void {
	const dead: readonly OperationStatus[] = ['failed', 'blocked', 'skipped'];
	for (const {output_name, inputs} of state.order) {
		const {status, because} = state.operations.get(output_name)!;
		const blocks =
			because !== null &&
			inputs.includes(because) &&
			dead.includes(state.operations.get(because)?.status ?? 'done');
		if (status === 'blocked' && !blocks) change(state, output_name, {status: 'pending', because: null});
	}

	for (const [name, {status}] of state.operations) if (status === 'skipped') blockBehind(state, name);
}

/** Ceilings that the pipeline changed; others stay what they are, e.g. what they were raised to. */
function changedBudget(current: Budget, before: Budget, now: Budget): Budget {
	const changed = {...current};
	for (const key of ['max_usd', 'max_tokens', 'max_minutes'] as const) {
		if (before[key] === now[key]) continue;
		if (now[key] === undefined) delete changed[key];
		else changed[key] = now[key];
	}

	return changed;
}

function isSameBudget(before: Budget, now: Budget): boolean {
	return (
		before.max_usd === now.max_usd &&
		before.max_tokens === now.max_tokens &&
		before.max_minutes === now.max_minutes
	);
}

function promptOf(system_prompts: Record<string, string>, output_name: string): string {
	return Object.hasOwn(system_prompts, output_name) ? system_prompts[output_name]! : '';
}

function among(operations: RunState['operations'], names: ReadonlySet<string>): ReadonlySet<string> {
	return new Set([...names].filter(name => operations.has(name)));
}

function nextWriters(pipeline: Pipeline, writes: (operation: Operation) => boolean): Map<string, string> {
	const predecessors = turnPredecessors(pipeline.operations, writes);
	return new Map([...predecessors].map(([writer, previous]) => [previous, writer]));
}

/** What was recalled holds as long as the same is to be recalled. */
function stillRecalled(
	{recalled, operation: before}: OperationState,
	now: Operation,
): OperationState['recalled'] {
	const same =
		before.module === now.module &&
		before.memory.recall === now.memory.recall &&
		before.memory.max_tokens === now.memory.max_tokens;
	return same ? recalled : null;
}

function pendingOperation(operation: Operation, index: number, system: string): OperationState {
	return {
		operation,
		index,
		status: 'pending',
		waitingFor: 0,
		attempt: 0,
		prompt: null,
		system,
		consumed: {},
		basis: null,
		versions: [],
		current: 0,
		calls: [],
		iterations: [],
		awaiting: null,
		questions: [],
		drafts: [],
		directions: [],
		refusals: [],
		review: null,
		variants: null,
		failure: null,
		because: null,
		recalled: null,
		redo: null,
		redone: null,
		notes: [],
		files: null,
		refused: [],
		pinned: false,
		rerun: null,
		budget: operation.budget,
		money: nothingSpent,
		startedAt: null,
		finishedAt: null,
	};
}
