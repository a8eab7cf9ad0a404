import type {Command} from './command.ts';
import {usualRunsDir} from './run/options.ts';

export const replay: Command = {
	name: 'replay',
	summary: 'Watch how a run went (the newest if none is named): no call is made, nothing is written',
	usage: 'replay [run|file]',
	most: 1,
	flags: {
		follow: {type: 'boolean'},
		headless: {type: 'boolean'},
		json: {type: 'boolean'},
		whole: {type: 'boolean'},
		runsDir: {type: 'string', default: usualRunsDir},
	},
	help: `
  --follow         watch a run that another terminal is running, or is about to begin
  --headless       print the story as text, also in a terminal
  --whole          with it: every text whole, instead of how it begins
  --json           print the actions, one a line
  --runs-dir DIR   where runs are kept (./runs)

  Logs of the Python OrchestrAI can be replayed too.

  Examples
    $ orchestrai replay
    $ orchestrai replay --follow
    $ orchestrai replay 2026-11-22_14-03-11_engineering --whole | less
`,
	async run(invocation) {
		const {replayRun} = await import('./replay/replay-run.ts');
		return replayRun(invocation);
	},
};
