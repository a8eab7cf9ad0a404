import {relative} from 'node:path';
import {makeVisible} from '../../core/visible.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {openRecorder} from '../../io/memory/recorder.ts';
import {plural} from '../../ui/text/figures.ts';
import {UsageError} from '../command.ts';
import type {Prepared} from './run-pipeline.ts';

/** Ends the recording; settles with a line for the summary. Rejects when something could not be written. */
export type EndRecording = () => Promise<string>;

/**
 * Has the run added to its cassette as it happens, from its first sitting on; null where it is not recorded, or is done
 * and opened with nothing to adopt. A cassette that cannot be written is a `UsageError`, and the run has not begun.
 */
export async function startRecording(prepared: Prepared): Promise<EndRecording | null> {
	const {sitting, first, opened, change, around} = prepared;
	const path = prepared.answering.recordInto;
	if (path === null || (opened && !change?.adopted)) return null;
	const recorder = await openRecorder(path, sitting.redact, sitting.history);
	if (isLogProblem(recorder)) {
		await sitting.leave(first, {message: recorder.problem, discard: true});
		throw new UsageError(`--record: ${recorder.problem}`);
	}

	if (recorder.repair !== null) around.stderr.write(`${recorder.repair}\n`);
	sitting.store.onEvent(recorder.onEvent);
	const shown = makeVisible(relative(around.folder, path), {keepNewlines: false});
	const {overtakenBy} = recorder;
	if (overtakenBy !== null) {
		const other = makeVisible(overtakenBy, {keepNewlines: false});
		around.stderr.write(
			`${shown} is not added to: ${other} was recorded into it since this run began, and answers of both would not go together. To record what is there now: orchestrai run with --cassette ${shown} --record.\n`,
		);
	}

	return async () => {
		try {
			await recorder.close();
		} catch (error) {
			throw new Error(`--record: ${(error as Error).message} The run itself is kept.`, {cause: error});
		}

		if (opened && recorder.added() === 0) return '';
		if (overtakenBy !== null)
			return `  cassette  ${shown}  (not added to: recorded into since by another run)\n`;
		return `  cassette  ${shown}  (${plural(recorder.added(), 'answer')} added)\n`;
	};
}
