/** Unified diffs, as tools and models write them: the numbers of a model's hunk headers are only hints. */
import type {Edit} from './edits.ts';

export type FileDiff = {
	/** As it was named, without `a/` and `b/`; null where the diff names no file. */
	path: string | null;
	kind: 'changed' | 'created' | 'deleted';
	edits: Edit[];
	/** Line of its first row, from 1, in what was read. */
	line: number;
};

const row = /^[ +-]/;
const fileHeader = /^(?:diff --git |--- )/;
const hunkHeader = /^@@(?: -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@.*|.*)$/;
const noNewline = /^\\ No newline/;

/** Whether these lines begin as a diff does, whatever they are called. */
export function beginsDiff(lines: readonly string[]): boolean {
	const first = lines.findIndex(line => line.trim() !== '');
	if (first === -1) return false;
	const [line = '', next = ''] = lines.slice(first);
	return (
		/^diff --git \S+ \S/.test(line) ||
		/^@@ -\d/.test(line) ||
		(/^--- \S/.test(line) && /^\+\+\+ \S/.test(next))
	);
}

/**
 * How the end of a diff shows. `closed`: it stands in a fence. `counted`: nothing closes it, so that its last hunk has to
 * be as long as it says. `cut`: its last row may go on.
 */
export type DiffEnd = 'closed' | 'counted' | 'cut';

/** The files of a diff, as far as it can be applied; `problem` tells of the first that cannot, a clause. */
export function readUnifiedDiff(
	lines: readonly string[],
	end: DiffEnd,
): {files: FileDiff[]; problem: {path: string | null; line: number; reason: string} | null} {
	const files: FileDiff[] = [];
	const stop = (line: number, reason: string, broken: FileDiff | undefined) => ({
		files: files.filter(file => file !== broken),
		problem: {path: broken?.path ?? null, line, reason},
	});
	let at = 0;
	while (at < lines.length) {
		const line = lines[at]!;
		if (fileHeader.test(line)) {
			const header = readHeader(lines, at);
			if ('problem' in header) return stop(at + 1, header.problem, undefined);
			files.push({...header.file, line: at + 1});
			at = header.next;
			continue;
		}

		const isHunk = hunkHeader.test(line);
		// Small ones often come without a line that says where they belong.
		if (!isHunk && (files.length > 0 || !row.test(line))) {
			at++;
			continue;
		}

		if (files.length === 0) files.push({path: null, kind: 'changed', edits: [], line: at + 1});
		const file = files.at(-1)!;
		const hunk = readHunk(lines, isHunk ? at : at - 1, end);
		if ('problem' in hunk) return stop(at + 1, hunk.problem, file);
		file.edits.push(hunk.edit);
		at = hunk.next;
	}

	if (files.length === 0) return stop(1, 'there is no hunk in it', undefined);
	const empty = files.find(({kind, edits}) => kind === 'changed' && edits.length === 0);
	return empty ? stop(empty.line, 'it changes nothing', empty) : {files, problem: null};
}

type Header = {file: Omit<FileDiff, 'line'>; next: number};

function readHeader(lines: readonly string[], start: number): Header | {problem: string} {
	let from: string | null = null;
	let to: string | null = null;
	let kind: FileDiff['kind'] = 'changed';
	let at = start;
	for (; at < lines.length; at++) {
		const line = lines[at]!;
		const [, left, right] = /^diff --git (?:a\/)?(\S+) (?:b\/)?(\S+)\s*$/.exec(line) ?? [];
		if (left !== undefined && at === start) {
			from = left;
			to = right!;
		} else if (/^(?:rename|copy) /.test(line)) {
			return {problem: 'it renames a file: give the new file whole, and delete the old one'};
		} else if (/^GIT binary patch|^Binary files /.test(line)) return {problem: 'it changes a binary file'};
		else if (/^new file mode/.test(line)) kind = 'created';
		else if (/^deleted file mode/.test(line)) kind = 'deleted';
		else if (/^--- /.test(line) && /^\+\+\+ /.test(lines[at + 1] ?? '')) {
			from = pathOf(line.slice(4));
			to = pathOf(lines[at + 1]!.slice(4));
			if (from === null) kind = 'created';
			if (to === null) kind = 'deleted';
			at += 2;
			break;
		} else if (at > start && !/^(?:index |old mode|new mode|similarity |dissimilarity )/.test(line)) break;
		else if (/^--- /.test(line)) return {problem: 'its line “--- …” is not followed by “+++ …”'};
	}

	return {file: {path: to ?? from, kind, edits: []}, next: at};
}

/** Null for /dev/null. A time that stands after a tab is no part of the name. */
function pathOf(text: string): string | null {
	const path = text
		.split('\t')[0]!
		.trim()
		.replace(/^"(.*)"$/, '$1');
	return path === '/dev/null' ? null : path.replace(/^[ab]\//, '');
}

function readHunk(
	lines: readonly string[],
	start: number,
	end: DiffEnd,
): {edit: Edit; next: number} | {problem: string} {
	const [, from, oldCount = '1', newCount = '1'] = hunkHeader.exec(lines[start] ?? '@@') ?? [];
	const before: string[] = [];
	const after: string[] = [];
	let last: ' ' | '-' | '+' = ' ';
	/** Which side was said to have no newline at its end. */
	const unended = {before: false, after: false};
	let at = start + 1;
	for (; at < lines.length; at++) {
		const line = lines[at]!;
		if (hunkHeader.test(line) || /^diff --git /.test(line)) break;
		if (/^--- /.test(line) && /^\+\+\+ /.test(lines[at + 1] ?? '')) break;
		if (noNewline.test(line)) {
			if (last !== '+') unended.before = true;
			if (last !== '-') unended.after = true;
			continue;
		}

		const sign = line[0];
		// An empty row of context often loses its blank; behind the last row it is none.
		if (sign === undefined) {
			if (lines.slice(at).every(row => row.trim() === '')) break;
			before.push('');
			after.push('');
			continue;
		}

		if (sign !== ' ' && sign !== '-' && sign !== '+') {
			return {problem: `its row “${line.slice(0, 60)}” begins with neither a blank, - nor +`};
		}

		last = sign;
		if (sign !== '+') before.push(line.slice(1));
		if (sign !== '-') after.push(line.slice(1));
	}

	const isWhole =
		from !== undefined && before.length === Number(oldCount) && after.length === Number(newCount);
	const isLast = lines.slice(at).every(line => line.trim() === '');
	if (isLast && (end === 'cut' || (end === 'counted' && !isWhole)))
		return {problem: 'nothing shows where it ends: put it into a fence'};
	const isEqual = before.length === after.length && before.every((text, index) => text === after[index]);
	if (isEqual && unended.before === unended.after) return {problem: 'one of its hunks changes nothing'};
	const near = from === undefined ? null : Math.max(1, Number(from) + (oldCount === '0' ? 1 : 0));
	const says = unended.before || unended.after;
	return {edit: {before, after, near, ...(says ? {endsWithNewline: !unended.after} : {})}, next: at};
}
