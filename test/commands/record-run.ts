import {resolve} from 'node:path';
import {openLog} from '../../source/io/memory/log.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {createRunFolder, type RunFolder} from '../../source/io/memory/run-folder.ts';
import {bench} from '../helpers/crew.ts';

/** A run of this pipeline to its end, its model and its person scripted, as a folder below `runs` in `cwd`. */
export async function recordRun(
	cwd: string,
	pipeline: string,
	options: Parameters<typeof bench>[1] = {},
): Promise<RunFolder> {
	const {engine, events} = bench(pipeline, options);
	await engine.run();
	const folder = await createRunFolder(resolve(cwd, 'runs'), 'test', Date.UTC(2026, 10, 22, 14, 3, 11));
	if (isLogProblem(folder)) throw new Error(folder.problem);
	const log = await openLog(folder.path);
	if (isLogProblem(log)) throw new Error(log.problem);
	for (const event of events) log.append(event);
	await log.close();
	return folder;
}
