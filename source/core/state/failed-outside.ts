import type {Failure} from './run-state.ts';

/**
 * Whether an operation failed for what is outside of it: its model, programs that cannot be started, a workspace that
 * may not be written. What it was answered by then stands; when it goes on, that is not paid for again.
 */
export function failedOutside(failure: Failure | null): boolean {
	if (failure === null) return false;
	return failure.kind.startsWith('model:') || failure.kind === 'runner' || failure.kind === 'workspace';
}
