import type {Recording} from '../../core/playback/playback.ts';
import {recordedEvents} from '../../core/playback/recorded-events.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {readLog} from './reader.ts';

export type OpenRecording = {
	recording: Recording;
	/** What is wrong with the log although it can be played: sentences. */
	notes: string[];
};

/** The recording that a log holds. It is only read. */
export async function openRecording(path: string): Promise<OpenRecording | LogProblem> {
	const log = await readLog(path);
	if (isLogProblem(log)) return log;
	return {recording: recordedEvents(log.actions), notes: log.torn ? [log.torn.message] : []};
}
