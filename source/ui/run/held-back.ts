/** What could go on and waits: to begin, because the person wants to see that, or to be tried again. */
import {nextTryAt} from '../../core/state/calls.ts';
import {isHeld} from '../../core/state/holds.ts';
import type {RunState} from '../../core/state/run-state.ts';

/** It is ready, and the run waits before it. */
export function isHeldBack(state: RunState, output_name: string): boolean {
	return state.status === 'running' && state.ready.has(output_name) && isHeld(state, output_name);
}

/** What a step begins: the selected one if the run waits before it, else the first of those; null if there is none. */
export function nextStep(state: RunState, selected: string | null): string | null {
	if (selected !== null && isHeldBack(state, selected)) return selected;
	for (const name of state.ready) if (isHeldBack(state, name)) return name;
	return null;
}

/** Which call to try now: that of the selected operation if it waits for that, else the first that does; null if none. */
function waitingTry(state: RunState, selected: string | null): string | null {
	if (state.status !== 'running') return null;
	const waits = (name: string) => {
		const operation = state.operations.get(name);
		return operation !== undefined && nextTryAt(operation) !== null;
	};
	if (selected !== null && waits(selected)) return selected;
	return [...state.operations.keys()].find(waits) ?? null;
}

/** What the person sets going that waits: the selected one first, then what begins, then what is tried again. */
export function nextGoing(
	state: RunState,
	selected: string | null,
): {name: string; how: 'begin' | 'try now'} | null {
	const step = nextStep(state, selected);
	const waiting = waitingTry(state, selected);
	if (waiting !== null && (step === null || waiting === selected)) return {name: waiting, how: 'try now'};
	return step === null ? null : {name: step, how: 'begin'};
}
