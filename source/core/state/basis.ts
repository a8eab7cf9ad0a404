/**
 * What an output was made from: the key of an operation's result. Compared by content, so that a rerun which
 * yields the same text again leaves what follows as it is.
 */
import type {Consumed, FileManifest} from '../events.ts';
import {nearestWritingAncestors} from '../graph/writing-ancestors.ts';
import type {Operation} from '../pipeline/pipeline.ts';
import type {OperationState, RunState} from './run-state.ts';

export type Basis = {
	/** Which version of each input. */
	consumed: Consumed;
	/** The whole system message. */
	system: string;
	/** Module, inputs, supplement and model settings as they were. */
	definition: Operation;
	moduleVersion: string;
	/** For those that touch the workspace: the files they started from. */
	files: FileManifest | null;
};

/** How the current output's basis differs from what the operation would be made from now. */
export type Difference =
	| {kind: 'input'; name: string; consumed: number; current: number}
	| {kind: 'files'}
	| {kind: 'system prompt'}
	| {kind: 'supplement'}
	| {kind: 'model settings'}
	| {kind: 'module'};

/** What the operation would be made from if it started now. */
export function basisOf(state: RunState, output_name: string): Basis {
	const {operation, system} = state.operations.get(output_name)!;
	const traits = Object.hasOwn(state.modules, operation.module) ? state.modules[operation.module] : undefined;
	return {
		consumed: Object.fromEntries(
			operation.inputs.map(name => [name, state.operations.get(name)?.current ?? 0]),
		),
		system,
		definition: operation,
		moduleVersion: traits?.version ?? '',
		files: traits?.writes ? startingManifest(state, output_name) : null,
	};
}

/**
 * The files an operation starts from: those of its nearest writing ancestors laid over each other in the file's
 * order; without one, null, which means those that the run was given.
 */
export function startingManifest(state: RunState, output_name: string): FileManifest | null {
	const writers = nearestWritingAncestors(
		state.pipeline.operations,
		output_name,
		operation => Object.hasOwn(state.modules, operation.module) && state.modules[operation.module]!.writes,
	);
	if (writers.length === 0) return null;
	const manifests = writers.map(writer => currentVersion(state.operations.get(writer))?.files ?? {});
	return Object.fromEntries(manifests.flatMap(manifest => Object.entries(manifest)));
}

/** Empty if a result made from `before` would be made again from the same things. */
export function differences(state: RunState, before: Basis, now: Basis): Difference[] {
	const found: Difference[] = [];
	for (const [name, current] of Object.entries(now.consumed)) {
		const consumed = before.consumed[name] ?? 0;
		if (!isSameText(state.operations.get(name), consumed, current)) {
			found.push({kind: 'input', name, consumed, current});
		}
	}

	if (before.system !== now.system) found.push({kind: 'system prompt'});
	if (before.definition !== now.definition) {
		const [old, fresh] = [before.definition, now.definition];
		if (old.supplement !== fresh.supplement) found.push({kind: 'supplement'});
		if (!isSame(old.model_config, fresh.model_config)) found.push({kind: 'model settings'});
		if (old.module !== fresh.module || !isSame(old.inputs, fresh.inputs) || !isSame(old.debug, fresh.debug))
			found.push({kind: 'module'});
	}

	if (before.moduleVersion !== now.moduleVersion && !found.some(({kind}) => kind === 'module'))
		found.push({kind: 'module'});
	if (!isSameManifest(before.files, now.files)) found.push({kind: 'files'});
	return found;
}

function isSameText(input: OperationState | undefined, before: number, now: number): boolean {
	if (before === now) return true;
	return input?.versions[before - 1]?.text === input?.versions[now - 1]?.text && before > 0 && now > 0;
}

function isSameManifest(before: FileManifest | null, now: FileManifest | null): boolean {
	if (before === now) return true;
	if (before === null || now === null) return false;
	const paths = Object.keys(before);
	return paths.length === Object.keys(now).length && paths.every(path => before[path] === now[path]);
}

/** Plain data, always built with its keys in the same order. */
function isSame(before: unknown, now: unknown): boolean {
	return JSON.stringify(before) === JSON.stringify(now);
}

export function currentVersion(operation: OperationState | undefined) {
	return operation?.versions[operation.current - 1];
}
