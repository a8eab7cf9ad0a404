import {resolve} from 'node:path';
import {newestUnfinished} from '../io/memory/list-runs.ts';
import {isLogProblem} from '../io/memory/log-problem.ts';
import {findRun, listRunFolders, type RunFolder} from '../io/memory/run-folder.ts';
import {type Command, UsageError} from './command.ts';
import {runPipeline} from './run/chain.ts';
import {readRunFlags, runFlags, runOptionsHelp} from './run/flags.ts';
import {takeUp} from './run/take-up.ts';

export const resume: Command = {
	name: 'resume',
	summary: 'Go on where a run stopped (the newest unfinished one if none is named), or open a done one',
	usage: 'resume [run]',
	most: 1,
	flags: {...runFlags, adopt: {type: 'boolean'}},
	help: `
  What changed since
    --adopt                  goes on with the pipeline, prompts and modules as they are now; what that
                             makes stale is made anew (without it, what was recorded holds)
${runOptionsHelp({begins: false})}
  Examples
    $ orchestrai resume
    $ orchestrai resume 2026-11-22_14-03-11_engineering --max-usd 2
    $ orchestrai resume --adopt --headless
`,
	async run({input, flags: raw, around}) {
		const flags = readRunFlags(raw);
		if (flags.workspaceFrom !== null) {
			throw new UsageError('a run goes on with the files it has: --workspace-from is for `orchestrai run`.');
		}

		const folder = await chooseRun(input[0] ?? null, resolve(around.folder, flags.runsDir));
		if (folder === null) {
			const any = (await listRunFolders(resolve(around.folder, flags.runsDir))).length > 0;
			around.stderr.write(
				any
					? 'Nothing is unfinished: every run here came to its end.\n'
					: 'There are no runs here yet. `orchestrai demo` makes one without a key.\n',
			);
			return 0;
		}

		const prepared = await takeUp(folder, flags, around, {reopen: input[0] !== undefined});
		return prepared === null ? 0 : runPipeline(prepared);
	},
};

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
