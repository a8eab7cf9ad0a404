/** What an answer makes of the files that are there: whole files, and edits applied to them. */
import {applyEdits} from './apply-edits.ts';
import type {Edit} from './edit.ts';
import {findEditMarks} from './edit-marks.ts';
import {findElision} from './elision.ts';
import type {Extraction} from './extract.ts';
import type {FileSet} from './file-set.ts';

export type Settled = {
	/** Whole texts, whether or not they differ from what is there. */
	files: Map<string, string>;
	/** Files that a diff deletes. */
	deleted: string[];
	/** What cannot be taken, with a reason that reads on after “refused because”. */
	refused: {path: string; reason: string}[];
};

/**
 * Of each file all or nothing. Where it came whole, the last whole text counts: edits above it are in it already,
 * edits below it are applied to it, and if those do not fit the whole text stands. Nothing is applied to a file
 * of which an edit was cut off, and no text that leaves a part out replaces one.
 */
export function settleFiles({files, edits, truncated}: Extraction, current: FileSet): Settled {
	const wholes = new Map(files.map(file => [file.path, file]));
	const settled: Settled = {files: new Map(), deleted: [], refused: []};
	for (const path of new Set([...wholes.keys(), ...edits.map(edit => edit.path)])) {
		const whole = wholes.get(path);
		const present = current.get(path) ?? null;
		const later = edits.filter(edit => edit.path === path && edit.line > (whole?.line ?? 0));
		const isCut = truncated.some(cut => cut.path === path && cut.line > (whole?.line ?? 0));
		const base = whole?.text ?? present;
		const result = isCut ? {text: whole ? base : null, refused: null} : editFile(path, base, later, current);
		if (result.refused !== null) settled.refused.push({path, reason: result.refused});
		const text = result.refused === null ? result.text : (whole?.text ?? null);
		if (text === null) {
			if (present !== null && !isCut && result.refused === null) settled.deleted.push(path);
			continue;
		}

		const flaw = present === null ? null : flawOf(path, present, text, whole?.excerpt ?? false);
		if (flaw === null) settled.files.set(path, text);
		else settled.refused.push({path, reason: flaw});
	}

	return settled;
}

/** Why a text cannot take the place of the one that is there, for all that can be told. */
function flawOf(path: string, present: string, text: string, excerpt: boolean): string | null {
	const mark = findEditMarks(path, text);
	if (mark && !present.includes(mark.text))
		return `it holds the marks of an edit in the place of its content, at its line ${mark.line}: “${mark.text.trim()}”`;
	const gap = findElision(path, present, text);
	if (gap)
		return `it leaves a part out, at its line ${gap.line}: “${gap.text}”; give all of it, without such a line`;
	const lines = countLines(text);
	const before = countLines(present);
	return excerpt && lines * 2 < before
		? `it came as a piece of ${lines} ${lines === 1 ? 'line' : 'lines'} that would take the place of all ${before}; give all of the file, or say which of its lines are replaced`
		: null;
}

function countLines(text: string): number {
	return text.split('\n').filter(line => line.trim() !== '').length;
}

function editFile(
	path: string,
	base: string | null,
	edits: readonly Edit[],
	current: FileSet,
): {text: string | null; refused: null} | {refused: string} {
	if (base === null && edits.length > 0 && edits[0]!.kind !== 'create') {
		const {line, problem} = edits[0]!;
		return {
			refused:
				problem ??
				`it is to be changed (line ${line} of the answer), but is not there${alike(path, current)}`,
		};
	}

	const applied = applyEdits(base, edits);
	return 'refused' in applied ? applied : {...applied, refused: null};
}

/** The files that a path without its folder, or with another, may have meant. */
function alike(path: string, current: FileSet): string {
	const nameOf = (each: string) => each.slice(each.lastIndexOf('/') + 1).toLowerCase();
	const found = [...current.keys()].filter(each => nameOf(each) === nameOf(path));
	return found.length > 0 ? `; there is ${found.map(each => `\`${each}\``).join(', ')}` : '';
}
