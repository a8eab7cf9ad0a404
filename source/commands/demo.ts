import type {Command, Surroundings} from './command.ts';
import {rehearse} from './demo/rehearsal.ts';
import {runPipeline} from './run/chain.ts';
import {type RunFlags, readRunFlags, runFlags} from './run/flags.ts';
import {prepareRun} from './run/prepare.ts';
import {isInteractive, type Prepared} from './run/run-pipeline.ts';

export const demo: Command = {
	name: 'demo',
	summary: 'The engineering pipeline on recorded answers: no key, real files, a real program, a real repair',
	usage: 'demo',
	most: 0,
	flags: {
		headless: runFlags.headless,
		json: runFlags.json,
		review: runFlags.review,
		yes: runFlags.yes,
		step: runFlags.step,
		cassetteMatch: runFlags.cassetteMatch,
		allowRun: runFlags.allowRun,
		runsDir: runFlags.runsDir,
	},
	help: `
  --review all|declared|none      where to pause for a review (all in the app)
  --cassette-match loose|strict   strict: fails where a prompt differs from the recorded one
  --headless  --json  --yes  --step  --allow-run …  --runs-dir DIR   as for run

  Examples
    $ orchestrai demo
    $ orchestrai demo --headless --json | jq .type
`,
	run: ({flags: raw, around}) => runDemo(readRunFlags(raw), around),
};

/** Headless it needs nobody: the recording's own words answer its questions, and reviews are approved. */
export async function runDemo(flags: RunFlags, around: Surroundings): Promise<number> {
	return runPipeline(await prepareDemo(flags, around));
}

export async function prepareDemo(flags: RunFlags, around: Surroundings): Promise<Prepared> {
	const interactive = isInteractive(around, flags);
	const rehearsal = await rehearse(interactive);
	if (!interactive && !flags.json) {
		around.stderr.write('The answers are recorded; the files, the programs and the repairs are real.\n');
	}

	return prepareRun(null, {...flags, yes: flags.yes || !interactive}, around, {rehearsal});
}
