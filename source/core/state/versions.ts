import {basisOf} from './basis.ts';
import type {OperationState, RunState, Version} from './run-state.ts';

/** Adds a version and makes it the current one. */
export function addVersion(
	state: RunState,
	output_name: string,
	{
		source = null,
		...made
	}: Omit<Version, 'version' | 'at' | 'action' | 'source'> & Partial<Pick<Version, 'source'>>,
): Pick<OperationState, 'versions' | 'current' | 'basis'> {
	const {versions} = state.operations.get(output_name)!;
	const version = versions.length + 1;
	return {
		versions: [...versions, {...made, version, at: state.at, action: state.revision, source}],
		current: version,
		basis: made.basis,
	};
}

/**
 * A version that a person made or chose. It counts as made from what is there now: they have seen that, and it
 * is not stale for what changed before.
 */
export function addPersonsVersion(
	state: RunState,
	output_name: string,
	made: Pick<Version, 'text' | 'attempt' | 'files' | 'by'>,
): Pick<OperationState, 'versions' | 'current' | 'basis'> {
	return addVersion(state, output_name, {...made, basis: basisOf(state, output_name), accepted: true});
}

/**
 * This version is the current one, and may be consumed from now on, also again. A version that there is not changes
 * nothing.
 */
export function accepted(
	{versions, basis, ...operation}: OperationState,
	wanted: number,
): Pick<OperationState, 'versions' | 'current' | 'basis'> {
	const current = versions[wanted - 1] ? wanted : operation.current;
	return {
		current,
		// Variants may have been made from other things since.
		basis: versions[current - 1]?.basis ?? basis,
		versions: versions.map(version => (version.version === current ? {...version, accepted: true} : version)),
	};
}
