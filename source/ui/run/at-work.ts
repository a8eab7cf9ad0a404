import type {RunState} from '../../core/state/run-state.ts';

/** How many operations run and do not wait for the person. */
export function countAtWork({operations}: RunState): number {
	let count = 0;
	for (const {status, awaiting} of operations.values())
		if (status === 'running' && awaiting === null) count++;
	return count;
}
