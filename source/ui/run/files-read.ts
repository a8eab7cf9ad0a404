/** Which files an operation has at this moment, and which of them is read. */
import type {FileManifest} from '../../core/events.ts';
import type {OperationState} from '../../core/state/run-state.ts';
import type {Reading} from './screen.ts';

export type FilesRead = {
	manifest: FileManifest;
	/** What it started from; null where it started from nothing. */
	before: FileManifest | null;
	/** In the order of the alphabet, never empty. */
	paths: readonly string[];
	/** Index of the one under the cursor. */
	at: number;
};

/** While it works, those it has written so far, or begins with; then those of its output. Null if there are none. */
export function filesRead(
	operation: OperationState | undefined,
	{file}: Pick<Reading, 'file'>,
): FilesRead | null {
	if (!operation) return null;
	const {status, files, basis, versions, current} = operation;
	const version = versions.find(one => one.version === current);
	const working = status === 'running' || status === 'failed';
	const manifest = working ? (files ?? basis?.files ?? version?.files) : (version?.files ?? files);
	if (!manifest) return null;
	const paths = Object.keys(manifest).sort();
	if (paths.length === 0) return null;
	const before = (working ? basis : (version?.basis ?? basis))?.files ?? null;
	return {manifest, before, paths, at: Math.max(0, paths.indexOf(file ?? ''))};
}
