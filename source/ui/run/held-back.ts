/** Which operations could begin, and wait because the person wants to see them begin. */
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
