/**
 * The in-degree counters and the ready queue of the scheduler. They are part of the folded state, so that
 * a resumed run and a live one schedule alike; each settled operation costs only its out-degree.
 */
import type {OperationState, OperationStatus, RunState} from './run-state.ts';

/** Replaces one operation; every change of status goes through here, so that counts and queue stay true. */
export function change(
	state: RunState,
	output_name: string,
	changes: Partial<OperationState>,
): OperationState {
	const before = state.operations.get(output_name)!;
	const after = {...before, ...changes};
	state.operations.set(output_name, after);
	if (before.status !== after.status) {
		state.counts[before.status]--;
		state.counts[after.status]++;
		if (after.status === 'pending' && after.waitingFor === 0) state.ready.add(output_name);
		else state.ready.delete(output_name);
	}
	return after;
}

/** The output can be consumed from now on. */
export function release(state: RunState, output_name: string): void {
	const consumers = state.consumers.get(output_name) ?? [];
	for (const consumer of consumers) countDown(state, consumer);
	const next = state.nextWriter.get(output_name);
	if (next !== undefined && !consumers.includes(next)) countDown(state, next);
}

/** There will be no output, but the next writer may have its turn. */
export function passTurn(state: RunState, output_name: string): void {
	const next = state.nextWriter.get(output_name);
	if (next !== undefined && !(state.consumers.get(output_name) ?? []).includes(next)) countDown(state, next);
}

/** Counts everything anew from the statuses: after a run is taken up again, or was steered. */
export function recount(state: RunState): void {
	state.ready.clear();
	const previousWriter = new Map([...state.nextWriter].map(([writer, next]) => [next, writer]));
	for (const [name, operation] of state.operations) {
		const waitsFor = new Set(operation.operation.inputs.filter(input => !hasOutput(state, input)));
		const previous = previousWriter.get(name);
		if (previous !== undefined && !isSettled(state, previous)) waitsFor.add(previous);
		if (operation.waitingFor !== waitsFor.size)
			state.operations.set(name, {...operation, waitingFor: waitsFor.size});
		if (operation.status === 'pending' && waitsFor.size === 0) state.ready.add(name);
	}
}

/** What a person skipped stays skipped, and what depends on it stays blocked. */
export function blockBehind(state: RunState, output_name: string): void {
	const queue = [output_name];
	for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
		for (const consumer of state.consumers.get(name) ?? []) {
			if (state.operations.get(consumer)!.status !== 'pending') continue;
			change(state, consumer, {status: 'blocked', because: name});
			queue.push(consumer);
		}
	}
}

function countDown(state: RunState, output_name: string): void {
	const operation = state.operations.get(output_name)!;
	const waitingFor = operation.waitingFor - 1;
	state.operations.set(output_name, {...operation, waitingFor});
	if (waitingFor === 0 && operation.status === 'pending') state.ready.add(output_name);
}

function hasOutput(state: RunState, output_name: string): boolean {
	return state.operations.get(output_name)?.status === 'done';
}

const settled: ReadonlySet<OperationStatus> = new Set(['done', 'blocked', 'skipped']);

function isSettled(state: RunState, output_name: string): boolean {
	const operation = state.operations.get(output_name)!;
	return settled.has(operation.status) || (operation.status === 'failed' && !operation.failure?.paused);
}
