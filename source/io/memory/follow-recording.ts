import {existsSync} from 'node:fs';
import {dirname} from 'node:path';
import {isWritten} from './is-written.ts';
import {changesIn} from './log-growth.ts';
import type {OpenRecording} from './open-recording.ts';
import type {RunFolder} from './run-folder.ts';

/**
 * Reads on in a log that another process writes: yields whenever there is more, and once more when that process has
 * let it go, which ends it. Ends too when the signal aborts.
 */
export async function* followRecording(
	{recording, readOn}: OpenRecording,
	log: string,
	signal: AbortSignal,
): AsyncGenerator<void> {
	if (!recording.growing()) return;
	for await (const _ of changesIn(dirname(log), signal)) {
		if (await readOn()) yield;
		if (!recording.growing()) return;
	}
}

/** Waits for the log of a run that another process is about to begin. False: that process is gone, or the signal aborted. */
export async function untilBegun({path, log}: RunFolder, signal: AbortSignal): Promise<boolean> {
	if (existsSync(log)) return true;
	for await (const _ of changesIn(path, signal)) {
		if (existsSync(log)) return true;
		if (!(await isWritten(log))) return false;
	}

	return false;
}
