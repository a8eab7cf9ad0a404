import {dependentsOf, topologicalOrder} from '../graph/graph.ts';
import {turnPredecessors} from '../graph/turns.ts';
import {rereadPipeline} from '../pipeline/parse.ts';
import type {Operation, Pipeline} from '../pipeline/pipeline.ts';
import {nothingSpent} from './money.ts';
import {recount} from './readiness.ts';
import type {OperationState, RunState} from './run-state.ts';

/** Lays a pipeline's YAML under the state: operations that were there before keep what they have. */
export function adoptPipeline(
	state: RunState,
	source: string,
	name: string,
	system_prompts: Record<string, string>,
): void {
	const pipeline = rereadPipeline(source, name);
	state.pipeline = pipeline ?? {name, description: null, operations: [], budget: {}, source};
	const earlier = state.operations;
	state.operations = new Map(
		state.pipeline.operations.map((operation, index) => {
			const system = system_prompts[operation.output_name] ?? '';
			const known = earlier.get(operation.output_name);
			return [
				operation.output_name,
				known
					? {...known, operation, index, system, recalled: stillRecalled(known, operation)}
					: pendingOperation(operation, index, system),
			];
		}),
	);
	for (const status of Object.keys(state.counts) as (keyof RunState['counts'])[]) state.counts[status] = 0;
	for (const {status} of state.operations.values()) state.counts[status]++;
	state.order = topologicalOrder(state.pipeline.operations);
	state.consumers = dependentsOf(state.pipeline.operations);
	state.nextWriter = nextWriters(
		state.pipeline,
		operation => state.modules[operation.module]?.writes ?? false,
	);
	recount(state);
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
		refusals: [],
		review: null,
		variants: null,
		failure: null,
		because: null,
		recalled: null,
		redo: null,
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
