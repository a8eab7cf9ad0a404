import {OperationFailure} from '../module.ts';
import {latestFiles, writersInTurn} from '../state/writers.ts';
import type {Crew} from './crew.ts';
import {listRefused} from './files-of-text.ts';
import {readManifest} from './starting-files.ts';

/**
 * Has the workspace show the last writer's files, unless some writer works in it now: then its end does. What
 * cannot be shown is noted; the outputs stand all the same.
 */
export async function showLatestFiles({store, workspace}: Pick<Crew, 'store' | 'workspace'>): Promise<void> {
	const state = store.state();
	if (writersInTurn(state).some(name => state.operations.get(name)!.status === 'running')) return;
	try {
		const {refused} = await workspace.set(readManifest(state, latestFiles(state)));
		if (refused.length > 0) note(`Not in the workspace: ${listRefused(refused)}`);
	} catch (error) {
		if (!(error instanceof OperationFailure)) throw error;
		note(`The workspace could not be shown as it is now: ${error.message}`);
	}

	function note(sentence: string): void {
		store.emit({type: 'note-taken', output_name: null, note: sentence});
	}
}
