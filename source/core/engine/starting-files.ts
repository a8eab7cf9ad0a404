import type {FileManifest} from '../events.ts';
import {type FileSet, overlay} from '../files/file-set.ts';
import {nearestWritingAncestors} from '../graph/writing-ancestors.ts';
import {OperationFailure} from '../module.ts';
import type {RunState} from '../state/run-state.ts';

/**
 * The file set that an operation starts from: those of its nearest writing ancestors laid over each other
 * in the file's order; without one, what the run was given.
 */
export function startingFiles(state: RunState, output_name: string): FileSet {
	const writers = nearestWritingAncestors(
		state.pipeline.operations,
		output_name,
		operation => state.modules[operation.module]?.writes ?? false,
	);
	if (writers.length === 0) return state.initialFiles;
	return overlay(...writers.map(writer => filesOf(state, writer)));
}

function filesOf(state: RunState, output_name: string): FileSet {
	const operation = state.operations.get(output_name);
	return readManifest(state, operation?.versions[operation.current - 1]?.files ?? {});
}

/** A manifest with its texts, from those that the log holds; throws an `OperationFailure` where it lacks one. */
export function readManifest(state: RunState, manifest: FileManifest): FileSet {
	return new Map(
		Object.entries(manifest).map(([path, hash]) => {
			const text = state.texts.get(hash);
			if (text === undefined) {
				throw new OperationFailure({
					kind: 'log',
					message: `This run's log does not hold the text of ${path}.`,
					remedy: 'Write the output that it belongs to anew, or start a new run with --workspace-from.',
				});
			}

			return [path, text];
		}),
	);
}
