/** Which outputs are no longer what they would be made from now, and why. Derived from the state, never stored. */
import {basisOf, type Difference, differences} from './basis.ts';
import type {OperationState, RunState} from './run-state.ts';

/** `upstream`: an input is stale itself, or is being made anew. */
export type Reason = Difference | {kind: 'upstream'; name: string};

/** What a change would lead to. */
export type Affected = {
	output_name: string;
	/**
	 * `rerun`: its output would be made anew. `cut`: it runs, or waits for a decision, on what is no longer so,
	 * and begins again. `pinned`: it keeps its output, and so does what only follows from it. `pending`: it has not
	 * begun.
	 */
	effect: 'rerun' | 'cut' | 'pinned' | 'pending';
	/** What its last attempt cost, USD; null if that is not known. */
	last_usd: number | null;
	/** How long its last attempt took, ms; null if that is not known. */
	last_ms: number | null;
};

type Cached = {revision: number; stale: ReadonlyMap<string, readonly Reason[]>};
const none: ReadonlyMap<string, readonly Reason[]> = new Map();
const cache = new WeakMap<RunState, Cached>();

/** output_name → why it is stale, for those that are. Pinned outputs never are. */
export function stalenessOf(state: RunState): ReadonlyMap<string, readonly Reason[]> {
	if (!state.steered) return none;
	const known = cache.get(state);
	if (known?.revision === state.revision) return known.stale;
	const stale = new Map<string, readonly Reason[]>();
	for (const {output_name, inputs} of state.order) {
		const operation = state.operations.get(output_name)!;
		if (operation.status !== 'done' || operation.pinned) continue;
		const reasons: Reason[] = [...directReasons(state, operation)];
		const changed = new Set(reasons.map(reason => (reason.kind === 'input' ? reason.name : '')));
		for (const name of new Set(inputs)) {
			if (!changed.has(name) && (stale.has(name) || isRemade(state.operations.get(name))))
				reasons.push({kind: 'upstream', name});
		}

		if (reasons.length > 0) stale.set(output_name, reasons);
	}

	cache.set(state, {revision: state.revision, stale});
	return stale;
}

/**
 * Done outputs that may be made anew as the run goes on: stale ones, and those behind anything that is not done yet,
 * which stay if that comes out as it was. A pinned output stays, and so does what only follows from it.
 */
export function remakable(state: RunState): ReadonlySet<string> {
	const found = new Set<string>();
	if (!state.steered) return found;
	const stale = stalenessOf(state);
	const unsettled = new Set<string>();
	for (const {output_name, inputs} of state.order) {
		const {status, pinned} = state.operations.get(output_name)!;
		if (status === 'skipped' || (status === 'done' && pinned)) continue;
		if (status === 'done') {
			if (!stale.has(output_name) && !inputs.some(input => unsettled.has(input))) continue;
			found.add(output_name);
		}

		unsettled.add(output_name);
	}

	return found;
}

/** Why an output would be made from other things now than it was. */
export function directReasons(state: RunState, operation: OperationState): Difference[] {
	const {basis, operation: definition} = operation;
	return basis ? differences(state, basis, basisOf(state, definition.output_name)) : [];
}

/** What a new output of `output_name` would lead to, in the order in which it would happen. */
export function foresee(state: RunState, output_name: string): Affected[] {
	const reached = new Set([output_name]);
	const affected: Affected[] = [];
	for (const {output_name: name, inputs} of state.order) {
		if (name === output_name || !inputs.some(input => reached.has(input))) continue;
		const operation = state.operations.get(name)!;
		const effect = effectOn(operation);
		if (effect === null) continue;
		if (effect !== 'pinned') reached.add(name);
		affected.push({output_name: name, effect, ...lastAttempt(operation)});
	}

	return affected;
}

function effectOn(operation: OperationState): Affected['effect'] | null {
	switch (operation.status) {
		case 'done':
			return operation.pinned ? 'pinned' : 'rerun';
		case 'running':
		case 'review':
			return 'cut';
		case 'pending':
		case 'failed':
		case 'blocked':
			return 'pending';
		case 'skipped':
			return null;
	}
}

/** What the last attempt of an operation took and cost: the best guess of what another one will. */
export function lastAttempt({
	calls,
	attempt,
	startedAt,
	finishedAt,
}: OperationState): Pick<Affected, 'last_usd' | 'last_ms'> {
	const costs = calls.filter(call => call.attempt === attempt).map(({cost_usd}) => cost_usd);
	return {
		last_usd: costs.reduce<number | null>(
			(sum, cost) => (sum === null || cost === null ? null : sum + cost),
			0,
		),
		// Between two sittings the clock may have been set back.
		last_ms: startedAt === null || finishedAt === null ? null : Math.max(0, finishedAt - startedAt),
	};
}

/** It has an output, and another is on its way. */
function isRemade(operation: OperationState | undefined): boolean {
	return (
		operation !== undefined &&
		operation.current > 0 &&
		['pending', 'running', 'review'].includes(operation.status)
	);
}
