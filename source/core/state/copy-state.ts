import type {RunState} from './run-state.ts';

/**
 * A state that later events can be folded into without touching this one. What the reducer replaces is shared, and so
 * is the table of texts: one that holds more than the log up to here did tells nothing false.
 */
export function copyState(state: RunState): RunState {
	return {
		...state,
		operations: new Map(state.operations),
		ready: new Set(state.ready),
		counts: {...state.counts},
		allowed: new Set(state.allowed),
		notes: [...state.notes],
	};
}
