import type {Command} from './command.ts';
import {usualRunsDir} from './run/options.ts';

export const doctor: Command = {
	name: 'doctor',
	summary: 'Check what the app needs of this machine, and say how to mend it',
	usage: 'doctor',
	most: 0,
	flags: {
		json: {type: 'boolean'},
		baseUrl: {type: 'string'},
		trust: {type: 'boolean'},
		runsDir: {type: 'string', default: usualRunsDir},
	},
	help: `
  --json           the findings as a JSON list of {name, state, says, remedy}; remedy may be null
  --base-url URL   ask this endpoint
  --trust          ask the providers of this folder too
  --runs-dir DIR   where runs would be kept (./runs)

  state is good, lacking (a run can do without it) or bad. Exit 1 if anything is bad.
  Keys are never shown; an endpoint is asked for its list of models, which costs nothing.

  Examples
    $ orchestrai doctor
    $ orchestrai doctor --base-url http://localhost:11434/v1
`,
	async run(invocation) {
		const {examine} = await import('./doctor/examine.ts');
		return examine(invocation);
	},
};
