/** What became of each file between two file sets. */
import type {FileSet} from '../../core/files/file-set.ts';

export type FileChange = {
	path: string;
	kind: 'added' | 'deleted' | 'changed' | 'renamed';
	/** The path before, where it is another. */
	from: string | null;
	old: string;
	now: string;
};

/** From here on a file under a new name counts as the old one: the share of lines that are still there. */
const alike = 0.6;
/** Pairs of files that are looked at for a new name, and how long they may be. */
const mostPairs = 400;
const longest = 200_000;

/** In path order; what did not change is left out. */
export function changesOf(before: FileSet, after: FileSet): FileChange[] {
	const changes: FileChange[] = [];
	const gone = new Map([...before].filter(([path]) => !after.has(path)));
	const come = new Map([...after].filter(([path]) => !before.has(path)));
	for (const [path, now] of after) {
		const old = before.get(path);
		if (old !== undefined && old !== now) changes.push({path, kind: 'changed', from: null, old, now});
	}

	for (const [from, path] of renames(gone, come)) {
		changes.push({path, kind: 'renamed', from, old: gone.get(from)!, now: come.get(path)!});
		gone.delete(from);
		come.delete(path);
	}

	for (const [path, now] of come) changes.push({path, kind: 'added', from: null, old: '', now});
	for (const [path, old] of gone) changes.push({path, kind: 'deleted', from: null, old, now: ''});
	return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Old path and new path of what was moved: the most alike first. */
function renames(gone: FileSet, come: FileSet): [string, string][] {
	if (gone.size * come.size > mostPairs) return [];
	const pairs = [...gone].flatMap(([from, old]) =>
		[...come].map(([path, now]) => ({from, path, share: shareOf(old, now)})),
	);
	const found: [string, string][] = [];
	const taken = new Set<string>();
	for (const {from, path, share} of pairs.sort((a, b) => b.share - a.share)) {
		if (share < alike || taken.has(from) || taken.has(path)) continue;
		found.push([from, path]);
		taken.add(from).add(path);
	}

	return found;
}

/** Lines in common over lines of the longer one; 0 for what is empty. */
function shareOf(old: string, now: string): number {
	if (old === '' || now === '') return 0;
	if (old === now) return 1;
	if (old.length > longest || now.length > longest) return 0;
	const counts = new Map<string, number>();
	const [before, after] = [old.split('\n'), now.split('\n')];
	for (const line of before) counts.set(line, (counts.get(line) ?? 0) + 1);
	let common = 0;
	for (const line of after) {
		const left = counts.get(line) ?? 0;
		if (left > 0 && line.trim() !== '') common++;
		counts.set(line, left - 1);
	}

	const written = (lines: string[]) => lines.filter(line => line.trim() !== '').length;
	return common / Math.max(1, written(before), written(after));
}
