/** What an answer makes of the files that are there: its whole files, and its edits of others, in its own order. */
import {applyEdits} from './edits.ts';
import {findElision} from './elisions.ts';
import type {Extraction} from './extract.ts';
import type {FileSet} from './file-set.ts';
import type {Patch} from './patches.ts';

export type Applied = {
	/** As they are to be, whole; also those that an edit made. */
	files: Map<string, string>;
	/** Files that an edit deletes. */
	deletions: string[];
	/** What was left as it is, and why, a clause. `path`: null where nothing names it. */
	left: {path: string | null; reason: string}[];
};

/** Of a file, either all edits apply or none. A whole file with a part left out counts as none. */
export function applyAnswer(
	{files, patches}: Pick<Extraction, 'files' | 'patches'>,
	current: FileSet,
): Applied {
	const made = new Map<string, string>();
	const deletions = new Set<string>();
	const left: Applied['left'] = [];
	const spoilt = new Set<string>();
	const spoil = (path: string, reason: string) => {
		left.push({path, reason});
		spoilt.add(path);
		made.delete(path);
		deletions.delete(path);
	};
	const steps = [...files, ...patches].toSorted((a, b) => a.line - b.line);
	for (const step of steps) {
		if ('text' in step && !('kind' in step)) {
			const elision = current.has(step.path) ? findElision(step.text, current.get(step.path)!) : null;
			if (elision !== null) {
				spoil(step.path, `it leaves a part out: its line ${elision.line} is “${elision.text.slice(0, 80)}”`);
				continue;
			}

			// What comes whole makes good what did not fit before.
			spoilt.delete(step.path);
			deletions.delete(step.path);
			made.set(step.path, step.text);
			continue;
		}

		const path = step.path ?? onlyOne(current);
		if (path === null) left.push({path, reason: `an edit (line ${step.line} of the answer) names no file`});
		else if (!spoilt.has(path)) {
			const outcome = applyPatch(
				step,
				path,
				made.get(path) ?? (deletions.has(path) ? null : current.get(path)) ?? null,
			);
			if ('reason' in outcome) spoil(path, outcome.reason);
			else if (outcome.text === null) {
				made.delete(path);
				deletions.add(path);
			} else made.set(path, outcome.text);
		}
	}

	return {files: made, deletions: [...deletions], left};
}

/** `text` null: it is deleted. */
function applyPatch(
	patch: Patch,
	path: string,
	text: string | null,
): {text: string | null} | {reason: string} {
	switch (patch.kind) {
		case 'broken':
			return {reason: `its edit could not be applied: ${patch.reason}`};
		case 'deleted':
			return text === null ? {reason: 'its edit could not be applied: there is no such file'} : {text: null};
		case 'created':
			return text === null
				? {text: patch.text}
				: {reason: 'its edit could not be applied: it makes the file anew, and it is there already'};
		case 'edited': {
			const creates = text === null && patch.edits.length === 1 && patch.edits[0]!.before.length === 0;
			if (text === null && !creates)
				return {reason: `its edit could not be applied: there is no file ${path}`};
			const applied = applyEdits(text ?? '', patch.edits);
			if ('text' in applied) return applied;
			const {number, reason} = applied.refused;
			const which = patch.edits.length > 1 ? `its edit ${number} of ${patch.edits.length}` : 'its edit';
			return {reason: `${which} could not be applied: ${reason}`};
		}
	}
}

function onlyOne(files: FileSet): string | null {
	return files.size === 1 ? [...files.keys()][0]! : null;
}
