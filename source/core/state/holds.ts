import type {RunState} from './run-state.ts';

/** Ready or not, the run waits before this operation: paused, in step mode, or at its breakpoint. */
export function isHeld({paused, stepping, breakpoints, passed}: RunState, output_name: string): boolean {
	return (paused || stepping || breakpoints.has(output_name)) && !passed.has(output_name);
}

/** It has begun, or needs not: the next time it waits again. */
export function letThrough(state: RunState, output_name: string): void {
	if (state.passed.has(output_name))
		state.passed = new Set([...state.passed].filter(name => name !== output_name));
}
