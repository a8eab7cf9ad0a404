import {resolve} from 'node:path';
import {listRuns, newestUnfinished} from '../../io/memory/list-runs.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {findRun, type RunFolder} from '../../io/memory/run-folder.ts';
import {type Invocation, type Surroundings, UsageError} from '../command.ts';
import {runPipeline} from '../run/chain.ts';
import {readRunFlags} from '../run/flags.ts';
import {takeUp} from '../run/take-up.ts';

export async function resumeRun({input, flags: raw, around}: Invocation): Promise<number> {
	const flags = readRunFlags(raw);
	if (flags.workspaceFrom !== null) {
		throw new UsageError('a run goes on with the files it has: --workspace-from is for `orchestrai run`.');
	}

	const folder = await chooseRun(input[0] ?? null, resolve(around.folder, flags.runsDir));
	if (folder === null) {
		return sayNothingToResume(resolve(around.folder, flags.runsDir), around);
	}

	const prepared = await takeUp(folder, flags, around, {reopen: input[0] !== undefined});
	return prepared === null ? 0 : runPipeline(prepared);
}

/** Returns the exit code: 1 if a run might have been meant that cannot be read. */
async function sayNothingToResume(runsDir: string, {stderr}: Surroundings): Promise<number> {
	const runs = await listRuns(runsDir);
	const unreadable = runs.filter(({status}) => status === 'unreadable');
	const held = runs.filter(({open}) => open);
	const sentences = [
		...(runs.length === 0 ? ['There are no runs here yet. `orchestrai demo` makes one without a key.'] : []),
		...held.map(
			({id, status}) =>
				`${id} is ${status === 'running' ? 'being run by another process' : 'open in another terminal'}; \`orchestrai replay ${id} --follow\` watches it.`,
		),
		...unreadable.map(({problem}) => problem),
		...(runs.length > unreadable.length + held.length
			? [
					runs.some(({status}) => status !== 'done')
						? 'Nothing else is unfinished.'
						: 'Nothing is unfinished: every run here came to its end.',
				]
			: []),
	];
	stderr.write(`${sentences.join('\n')}\n`);
	return unreadable.length > 0 ? 1 : 0;
}

/** The run that is named, or the newest that can go on; null if there is none. */
export async function chooseRun(named: string | null, runsDir: string): Promise<RunFolder | null> {
	if (named === null) return (await newestUnfinished(runsDir))?.folder ?? null;
	const found = await findRun(runsDir, named);
	if (isLogProblem(found)) throw new UsageError(found.problem);
	if (found.folder === null) {
		throw new UsageError(
			`${found.log} stands alone, without its run's folder: it can be a cassette, not be resumed.`,
		);
	}

	return found.folder;
}
