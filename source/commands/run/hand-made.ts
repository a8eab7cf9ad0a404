/** What a person changed in the workspace of a run between two sittings is kept. */
import {lstat} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {hashText} from '../../core/hash.ts';
import {OperationFailure} from '../../core/module.ts';
import type {Workspace} from '../../core/ports.ts';
import type {Store} from '../../core/store.ts';
import {describeFault} from '../../io/memory/file-fault.ts';
import type {RunFolder} from '../../io/memory/run-folder.ts';
import {createAnnouncement} from '../../io/workspace/files/announcement.ts';
import {setAside} from '../../io/workspace/files/set-aside.ts';

/**
 * A run's workspace. Before that of a run that is taken up is written for the first time, what is in it, in no part of
 * the run's log, and was not being written when the run was killed is moved to a folder beside it, which a note tells.
 * Where that cannot be, nothing is written: `set` rejects with an `OperationFailure`, and tries again when it is called
 * again. `now`: ms since the epoch.
 */
export function keepHandMade(
	workspace: Workspace,
	{folder, store, resumed, now}: {folder: RunFolder; store: Store; resumed: boolean; now(): number},
): Workspace {
	let kept: Promise<void> | null = resumed ? null : Promise.resolve();
	const announcement = createAnnouncement(join(folder.drafts, 'workspace-files'));
	const isRecorded = (hash: string) => store.state().texts.has(hash);
	const note = (sentence: string) => store.emit({type: 'note-taken', output_name: null, note: sentence});

	async function keep(files: Parameters<Workspace['set']>[0]): Promise<void> {
		const into = await freeName(join(folder.path, `workspace.edited-${stamp(now())}`));
		try {
			const announced = await announcement.read();
			const recorded = (hash: string) => isRecorded(hash) || announced.has(hash);
			const moved = await setAside(workspace.folder, {files, recorded, into});
			if (moved.length > 0) note(whatToDo(moved, into));
		} catch (error) {
			kept = null;
			throw new OperationFailure({
				kind: 'workspace',
				message: `What was changed by hand in ${workspace.folder} could not be moved to ${basename(into)} beside it: ${describeFault(error)}. Nothing was written over it.`,
				remedy: 'Move it out of the way yourself, then try again.',
				cause: error,
			});
		}
	}

	async function announce(hashes: readonly string[]): Promise<void> {
		try {
			await announcement.make(hashes);
		} catch (error) {
			note(
				`What is written into ${workspace.folder} could not be announced, and may be taken for changed by hand: ${describeFault(error)}.`,
			);
		}
	}

	return {
		folder: workspace.folder,
		async set(files) {
			kept ??= keep(files);
			await kept;
			const unrecorded = [...files.values()].map(hashText).filter(hash => !isRecorded(hash));
			if (unrecorded.length > 0) await announce(unrecorded);
			return workspace.set(files);
		},
	};
}

function whatToDo(moved: readonly string[], into: string): string {
	const shown = moved.slice(0, 4).join(', ') + (moved.length > 4 ? `, … (${moved.length} in all)` : '');
	return `Changed by hand in the workspace, and now in ${basename(into)} beside it: ${shown}. The run knows its own files only: edit the output (e) to have it use yours, or begin a run with --workspace-from.`;
}

/** `2026-11-22_14-03-11`, UTC. */
function stamp(now: number): string {
	return new Date(now).toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
}

async function freeName(path: string): Promise<string> {
	for (let number = 1; ; number++) {
		const name = number === 1 ? path : `${path}-${number}`;
		const taken = await lstat(name).then(
			() => true,
			() => false,
		);
		if (!taken) return name;
	}
}
