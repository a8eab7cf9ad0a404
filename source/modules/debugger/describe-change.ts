import type {FileSet} from '../../core/files/file-set.ts';

/** Lines shown of one file; a history tells the gist, the code itself stands beside it. */
const LINES = 8;

/** What differs between two file sets, so that a later repair can see what was tried. */
export function describeChange(before: FileSet, after: FileSet): string {
	const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
		path => before.get(path) !== after.get(path),
	);
	return paths.map(path => describeFile(path, before.get(path), after.get(path))).join('\n');
}

function describeFile(path: string, before: string | undefined, after: string | undefined): string {
	if (after === undefined) return `deleted ${path}`;
	if (before === undefined) return `added ${path}`;
	const lines = [
		...linesOnlyIn(before, after).map(line => `  - ${line}`),
		...linesOnlyIn(after, before).map(line => `  + ${line}`),
	];
	if (lines.length === 0) return `changed ${path}: the same lines in another order or number`;
	const more = lines.length > LINES ? [`  … and ${lines.length - LINES} more lines`] : [];
	return [`changed ${path}`, ...lines.slice(0, LINES), ...more].join('\n');
}

function linesOnlyIn(text: string, other: string): string[] {
	const others = new Set(other.split('\n'));
	return text.split('\n').filter(line => line.trim() && !others.has(line));
}
