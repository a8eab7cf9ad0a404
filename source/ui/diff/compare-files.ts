import type {FileSet} from '../../core/files/file-set.ts';
import {changesOf, type FileChange} from './file-changes.ts';
import {mostEdits} from './lines.ts';
import {type Compared, compareLines, type DiffRow} from './rows.ts';

/** Two file sets, file by file in path order; each begins with a row that says what became of it. */
export function compareFiles(before: FileSet, after: FileSet, {around}: {around?: number} = {}): Compared {
	const rows: DiffRow[] = [];
	const counts = {added: 0, removed: 0};
	const changes = changesOf(before, after);
	// The cost goes with the square: all files together take no longer than one may.
	const most = Math.floor(mostEdits / Math.sqrt(Math.max(1, changes.length)));
	for (const change of changes) {
		const compared = compareLines(change.old, change.now, {most, around});
		if (rows.length > 0) rows.push({kind: 'blank'});
		const {added, removed} = compared;
		rows.push({kind: 'file', path: change.path, what: whatOf(change), added, removed}, ...compared.rows);
		counts.added += added;
		counts.removed += removed;
	}

	return {rows, ...counts, files: changes.length};
}

function whatOf({kind, from, old, now}: FileChange): string {
	switch (kind) {
		case 'renamed':
			return old === now ? `renamed from ${from}, unchanged` : `renamed from ${from}`;
		case 'added':
			return now === '' ? 'added, empty' : 'added';
		case 'deleted':
			return old === '' ? 'deleted, was empty' : 'deleted';
		case 'changed':
			return '';
	}
}
