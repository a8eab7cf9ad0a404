import {failedOutside} from './failed-outside.ts';
import type {OperationState} from './run-state.ts';

/** The number of the attempt that is under way, or begins when the operation goes on: one that was cut off keeps its own. */
export function nextAttempt({status, attempt, failure}: OperationState): number {
	return status === 'running' || (status === 'failed' && failedOutside(failure)) ? attempt : attempt + 1;
}
