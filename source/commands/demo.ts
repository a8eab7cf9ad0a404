import type {Command} from './command.ts';
import {runFlags} from './run/options.ts';

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
	async run({flags, around}) {
		const [{runDemo}, {readRunFlags}] = await Promise.all([
			import('./demo/run-demo.ts'),
			import('./run/flags.ts'),
		]);
		return runDemo(readRunFlags(flags), around);
	},
};
