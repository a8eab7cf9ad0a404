/** Drafts that their own folder does not take, e.g. because the disk is full: kept elsewhere, or at least told whole. */
import {rmdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {replaceFileSync} from './replace-file.ts';
import {makeRescueFolder} from './rescue-folder.ts';

export type UnkeptDrafts = {
	/** Returns where it is now; null where it could not be kept at all. */
	keep(name: string, file: string, text: string): string | null;
	/** It is in its own place again, or not wanted any more. */
	forget(name: string): void;
	/** Those that are left, as texts to show: where each is, or what it says. */
	left(): string[];
};

export function createUnkeptDrafts(): UnkeptDrafts {
	let folder: string | null | undefined;
	const unkept = new Map<string, {copy: string | null; text: string}>();

	function write(file: string, text: string): string | null {
		folder ??= makeRescueFolder();
		if (folder === null) return null;
		const copy = join(folder, file);
		try {
			replaceFileSync(copy, text);
			return copy;
		} catch {
			removeIfEmpty();
			return null;
		}
	}

	/** Another is made when one is needed again. */
	function removeIfEmpty(): void {
		if (!folder) return;
		try {
			rmdirSync(folder);
			folder = undefined;
		} catch {
			// Others are in it, or it harms nobody.
		}
	}

	return {
		keep(name, file, text) {
			const copy = write(file, text);
			unkept.set(name, {copy, text});
			return copy;
		},
		forget(name) {
			const copy = unkept.get(name)?.copy;
			unkept.delete(name);
			if (!copy) return;
			try {
				rmSync(copy, {force: true});
			} catch {
				// It harms nobody where it is.
			}
			removeIfEmpty();
		},
		left: () =>
			[...unkept].map(([name, {copy, text}]) =>
				copy === null
					? `The draft of “${name}” could not be kept. It reads:\n${text}`
					: `The draft of “${name}” could not be kept in the run. It is in ${copy}.`,
			),
	};
}
