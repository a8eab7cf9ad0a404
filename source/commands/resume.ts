import type {Command} from './command.ts';
import {runFlags, runOptionsHelp} from './run/options.ts';

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
	async run(invocation) {
		const {resumeRun} = await import('./resume/resume-run.ts');
		return resumeRun(invocation);
	},
};
