import {latestFiles, writersInTurn} from '../state/writers.ts';
import type {Crew} from './crew.ts';
import {readManifest} from './starting-files.ts';

/** Has the workspace show the last writer's files, unless some writer works in it now: then its end does. */
export async function showLatestFiles({store, workspace}: Pick<Crew, 'store' | 'workspace'>): Promise<void> {
	const state = store.state();
	if (writersInTurn(state).some(name => state.operations.get(name)!.status === 'running')) return;
	await workspace.set(readManifest(state, latestFiles(state)));
}
