/** What adopting a changed pipeline would lead to, worked out on a copy of the state. */
import {findDeadEnd} from '../engine/propagate.ts';
import {type EventDraft, stamp} from '../events.ts';
import {copyState} from '../state/copy-state.ts';
import {reduce} from '../state/reduce.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {directReasons, lastAttempt, remakable} from '../state/staleness.ts';

/**
 * `anew`: its output is made anew; `perhaps`: so it is if what it was made from comes out otherwise; `pinned`: it would
 * be made anew but for its pin.
 */
export type Outcome = {
	output_name: string;
	effect: 'anew' | 'perhaps' | 'pinned';
	/** What its last attempt cost, USD, and took, ms; null if that is not known. */
	last_usd: number | null;
	last_ms: number | null;
};

/** `after`: the state as it would be once the run has been taken up with these events, and what is stale begins anew. */
export function foreseeAdoption(
	state: RunState,
	events: readonly EventDraft[],
): {after: RunState; outcomes: Outcome[]} {
	// The real one may not come to hold texts that its log does not: messages would refer to them.
	const after = {...copyState(state), texts: new Map(state.texts)};
	for (const event of events) reduce(after, stamp(event, state.at));
	const outcomes: Outcome[] = [];
	const tell = (operation: OperationState, effect: Outcome['effect']) => {
		outcomes.push({output_name: operation.operation.output_name, effect, ...lastAttempt(operation)});
	};
	for (const {output_name, module} of after.order) {
		const operation = after.operations.get(output_name)!;
		if (!isMade(operation) || directReasons(after, operation).length === 0) continue;
		if (operation.pinned) tell(operation, 'pinned');
		else if (findDeadEnd(after, operation) === null) {
			tell(operation, 'anew');
			reduce(after, stamp({type: 'operation-rerun', output_name, module, why: 'stale'}, state.at));
		}
	}

	for (const name of remakable(after)) tell(after.operations.get(name)!, 'perhaps');
	const order = new Map(after.order.map(({output_name}, index) => [output_name, index]));
	outcomes.sort((one, other) => order.get(one.output_name)! - order.get(other.output_name)!);
	return {after, outcomes};
}

function isMade({status}: OperationState): boolean {
	return status === 'done' || status === 'review';
}
