import type {FileManifest} from '../events.ts';
import {currentVersion} from './basis.ts';
import type {RunState} from './run-state.ts';

/** The files of the last operation, in the order of turns, whose output stands: what the workspace shows. */
export function latestFiles(state: RunState): FileManifest {
	let latest: FileManifest | null = null;
	for (const name of writersInTurn(state)) {
		const operation = state.operations.get(name)!;
		const files = currentVersion(operation)?.files;
		if (files) latest = files;
	}

	return latest ?? state.workspace;
}

/** The operations that touch the workspace, in the order in which they take turns. */
export function writersInTurn({pipeline, modules, nextWriter}: RunState): string[] {
	const writers = pipeline.operations
		.filter(({module}) => Object.hasOwn(modules, module) && modules[module]!.writes)
		.map(({output_name}) => output_name);
	const later = new Set(nextWriter.values());
	const order: string[] = [];
	let next = writers.find(name => !later.has(name));
	for (; next !== undefined && order.length < writers.length; next = nextWriter.get(next)) order.push(next);
	return order;
}
