import {basename, dirname, join} from 'node:path';
import {liveHolder} from './lock.ts';
import {logFileName} from './memory-log.ts';

/** Whether a process writes this log now. A file of another name lies outside a run's folder, and has no lock. */
export async function isWritten(log: string): Promise<boolean> {
	return basename(log) === logFileName && (await liveHolder(join(dirname(log), 'lock'))) !== null;
}
