/** Runs that a command names to look at: found, and folded to where they stood in the end. */
import {resolve} from 'node:path';
import {emptyState, reduce} from '../core/state/reduce.ts';
import type {RunState} from '../core/state/run-state.ts';
import type {FoundRun} from '../io/memory/run-folder.ts';
import type {Surroundings} from './command.ts';
import {findRecording} from './replay/find-recording.ts';

export type PastState = FoundRun & {state: RunState};

/** By id, the beginning of one, folder or log; a damaged end is said on stderr. Throws a `UsageError` otherwise. */
export async function readPastState(
	named: string,
	runsDir: string,
	around: Surroundings,
): Promise<PastState> {
	const found = await findRecording(named, resolve(around.folder, runsDir), around);
	const {recording, notes, run} = found;
	try {
		for (const note of notes) around.stderr.write(`${note}\n`);
		const state = emptyState();
		for (let index = 0; index < recording.count(); index++) reduce(state, recording.at(index));
		return {...run, state};
	} finally {
		await found.close();
	}
}
