import type {Command} from './command.ts';
import {usualRunsDir} from './run/options.ts';

export const runs: Command = {
	name: 'runs',
	summary: 'List runs: when, pipeline, status, tokens, cost; find a text in them, or clear old ones away',
	usage: 'runs',
	most: 0,
	flags: {
		runsDir: {type: 'string', default: usualRunsDir},
		json: {type: 'boolean'},
		find: {type: 'string'},
		prune: {type: 'boolean'},
		olderThan: {type: 'string'},
		keep: {type: 'string'},
		unfinished: {type: 'boolean'},
		yes: {type: 'boolean'},
	},
	help: `
  --runs-dir DIR     Where they are kept (./runs)
  --json             One run a line; with --find one hit

  --find TEXT        Search prompts, outputs, files, feedback and what programs printed, in any case of letters. What goes
                     on into later prompts is told once for each run

  --prune            List the runs that are done and old, and how much room they take; nothing is removed yet
  --older-than 30d   With it: those whose last event is as old (h, d, w; 30d, unless --keep is given alone)
  --keep N           With it: never one of the newest N
  --unfinished       With it: also those that could be resumed
  --yes              With it: remove them

  Examples
    $ orchestrai runs
    $ orchestrai runs --json | jq 'select(.status == "failed") | .id'
    $ orchestrai runs --find "KeyError"
    $ orchestrai runs --prune --older-than 2w --keep 20
`,
	async run(invocation) {
		const {printRuns} = await import('./runs/print-runs.ts');
		return printRuns(invocation);
	},
};
