import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import type {Drafts} from '../../core/ports.ts';
import {describeFault, faultCode} from './file-fault.ts';
import {fileNameOf} from './file-name.ts';
import type {Redact} from './redact.ts';
import {replaceFileSync} from './replace-file.ts';

/**
 * Drafts in a folder, one file each. Losing one must not end a run, so trouble goes to `onProblem` as a sentence,
 * and a draft that cannot be read counts as none.
 */
export function createDrafts(
	folder: string,
	{redact, onProblem}: {redact: Redact; onProblem: (sentence: string) => void},
): Drafts {
	const pathOf = (name: string) => pathOfDraft(folder, name);

	function attempt<T>(action: string, name: string, otherwise: T, work: () => T): T {
		try {
			return work();
		} catch (error) {
			if (faultCode(error) !== 'ENOENT' || action === 'keep')
				onProblem(`Could not ${action} the draft of “${name}” in ${folder}: ${describeFault(error)}.`);
			return otherwise;
		}
	}

	return {
		load: name => attempt('read', name, null, () => readFileSync(pathOf(name), 'utf8')),
		save: (name, text) =>
			attempt('keep', name, undefined, () => {
				mkdirSync(folder, {recursive: true, mode: 0o700});
				replaceFileSync(pathOf(name), redact(text));
			}),
		discard: name => attempt('remove', name, undefined, () => rmSync(pathOf(name))),
	};
}

export function pathOfDraft(folder: string, name: string): string {
	return join(folder, `${fileNameOf(name)}.txt`);
}
