import {mkdir} from 'node:fs/promises';
import {type OpenLog, openLog} from '../../source/io/memory/log.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {started} from './actions.ts';

/** A memory log with its first action, in a new folder of this path. */
export async function beginLog(folder: string): Promise<OpenLog> {
	await mkdir(folder);
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	log.append(started());
	await log.flushed();
	return log;
}
