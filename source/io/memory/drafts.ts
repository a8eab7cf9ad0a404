import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import {basename, join} from 'node:path';
import type {Drafts} from '../../core/ports.ts';
import {describeFault, faultCode} from './file-fault.ts';
import {fileNameOf} from './file-name.ts';
import type {Redact} from './redact.ts';
import {replaceFileSync} from './replace-file.ts';
import type {UnkeptDrafts} from './unkept-drafts.ts';

/**
 * Drafts in a folder, one file each. Losing one must not end a run, so trouble goes to `onProblem` as a sentence,
 * and a draft that cannot be read counts as none. `unkept` takes those that could not be kept.
 */
export function createDrafts(
	folder: string,
	{redact, onProblem, unkept}: {redact: Redact; onProblem: (sentence: string) => void; unkept?: UnkeptDrafts},
): Drafts {
	const pathOf = (name: string) => pathOfDraft(folder, name);

	function attempt<T>(action: string, name: string, otherwise: T, work: () => T): T {
		try {
			return work();
		} catch (error) {
			if (faultCode(error) !== 'ENOENT') tell(action, name, error);
			return otherwise;
		}
	}

	function tell(action: string, name: string, error: unknown, copy: string | null = null): void {
		const where = copy === null ? '' : ` It is in ${copy}.`;
		onProblem(`Could not ${action} the draft of “${name}” in ${folder}: ${describeFault(error)}.${where}`);
	}

	return {
		load: name => attempt('read', name, null, () => readFileSync(pathOf(name), 'utf8')),
		save(name, text) {
			const safe = redact(text);
			try {
				mkdirSync(folder, {recursive: true, mode: 0o700});
				replaceFileSync(pathOf(name), safe);
				unkept?.forget(name);
			} catch (error) {
				tell('keep', name, error, unkept?.keep(name, basename(pathOf(name)), safe));
			}
		},
		discard(name) {
			unkept?.forget(name);
			attempt('remove', name, undefined, () => rmSync(pathOf(name)));
		},
	};
}

export function pathOfDraft(folder: string, name: string): string {
	return join(folder, `${fileNameOf(name)}.txt`);
}
