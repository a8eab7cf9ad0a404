import type {FileManifest} from '../events.ts';
import type {FileSet} from '../files/file-set.ts';
import {OperationFailure} from '../module.ts';
import {startingManifest} from '../state/basis.ts';
import type {RunState} from '../state/run-state.ts';

/** The file set that an operation starts from: its writing ancestors', or what the run was given. */
export function startingFiles(state: RunState, output_name: string): FileSet {
	const manifest = startingManifest(state, output_name);
	return manifest === null ? state.initialFiles : readManifest(state, manifest);
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
