import {resolve} from 'node:path';
import {findPipeline} from '../../io/library/pipelines.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {type OpenRecording, openRecording} from '../../io/memory/open-recording.ts';
import {type FoundRun, findRun, listRunFolders} from '../../io/memory/run-folder.ts';
import {type Surroundings, UsageError} from '../command.ts';

export type FoundRecording = OpenRecording & {run: FoundRun};

/**
 * The recording of the run or the log that is named, or of the newest run, to be closed after use. Throws a
 * `UsageError` where there is none.
 */
export async function findRecording(
	named: string | null,
	runsDir: string,
	{folder}: Surroundings,
): Promise<FoundRecording> {
	const run = named === null ? await newest(runsDir) : await findRun(runsDir, resolveIfPath(named, folder));
	if (isLogProblem(run)) throw new UsageError(run.problem);
	const opened = await openRecording(run.log, name => pipelineOf(name, folder));
	if (isLogProblem(opened)) throw new UsageError(opened.problem);
	return {...opened, run};
}

async function newest(runsDir: string): Promise<FoundRun> {
	const [folder] = await listRunFolders(runsDir);
	if (folder === undefined) {
		throw new UsageError(
			`there are no runs in ${runsDir} yet. \`orchestrai demo\` makes one without a key; a log elsewhere is named by its path.`,
		);
	}

	return {id: folder.id, log: folder.log, folder};
}

/** Runs are named too, and those are no paths. */
function resolveIfPath(named: string, folder: string): string {
	return /[/\\]|\.json$/.test(named) ? resolve(folder, named) : named;
}

/**
 * The pipeline that a log of the Python OrchestrAI names, by its file: `engineering_pipeline` is our `engineering`. The
 * name is the log's, and may not lead anywhere.
 */
async function pipelineOf(name: string, folder: string): Promise<string | null> {
	const plain = name.replace(/\.ya?ml$/, '');
	if (!/^[\w-]{1,100}$/.test(plain)) return null;
	for (const known of [plain, plain.replace(/_pipeline$/, '')]) {
		const found = await findPipeline(known, folder);
		if ('text' in found) return found.text;
	}

	return null;
}
