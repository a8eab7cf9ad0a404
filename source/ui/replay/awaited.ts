import type {OperationState, RunState} from '../../core/state/run-state.ts';

/** It waits for a person to decide, answer or allow something. */
export function awaits({status, awaiting, failure, variants}: OperationState): boolean {
	if (status === 'review') return variants === null || variants.coming === 0;
	return (status === 'running' && awaiting !== null) || (status === 'failed' && failure?.paused === true);
}

export function countAwaited({operations}: RunState): number {
	let count = 0;
	for (const operation of operations.values()) if (awaits(operation)) count++;
	return count;
}
