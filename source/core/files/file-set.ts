/** A codebase: paths (relative, `/`-separated) and their texts. */

import type {FileManifest} from '../events.ts';
import {hashText} from '../hash.ts';

export type FileSet = ReadonlyMap<string, string>;

/** Path → sha256 of each file, in path order. */
export function manifestOf(files: FileSet): FileManifest {
	return Object.fromEntries(
		[...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => [path, hashText(text)]),
	);
}

/** Lays file sets over each other: the later wins. */
export function overlay(...sets: FileSet[]): FileSet {
	return new Map(sets.flatMap(set => [...set]));
}
