/** How long things took, ms; never less than nothing, though a clock was set back. */
import type {OperationState, RunState} from '../../core/state/run-state.ts';
import {timeAtWork} from '../../core/state/time-at-work.ts';

/** The last attempt; null where it has not ended. */
export function lengthOf({startedAt, finishedAt}: OperationState): number | null {
	return startedAt === null || finishedAt === null ? null : Math.max(0, finishedAt - startedAt);
}

/** Its sittings, to its end or the last that is known of it. */
export function wholeLengthOf(state: RunState): number {
	return Math.max(0, timeAtWork(state, state.at));
}
