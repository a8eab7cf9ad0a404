import type {RunState} from '../../core/state/run-state.ts';
import type {RunView} from '../../core/store.ts';
import type {Request} from '../desk.ts';

/** The running operations that wait until the person has decided on a budget. What streams is past that door. */
export function heldByBudget(
	{operations}: RunState,
	pending: readonly Request[],
	live: RunView['live'],
): ReadonlySet<string> {
	const held = new Set<string>();
	for (const request of pending) {
		if (request.kind !== 'budget') continue;
		for (const [name, {status, awaiting}] of operations) {
			const asked = request.request.output_name === null || request.request.output_name === name;
			if (asked && status === 'running' && awaiting === null && live(name) === null) held.add(name);
		}
	}

	return held;
}
