import type {Command} from './command.ts';
import {usualRunsDir} from './run/options.ts';

export const diff: Command = {
	name: 'diff',
	summary: 'Compare two runs: the first operation that differs, and how',
	usage: 'diff <run> <run>',
	most: 2,
	flags: {
		runsDir: {type: 'string', default: usualRunsDir},
		only: {type: 'string'},
		first: {type: 'boolean'},
		stat: {type: 'boolean'},
		context: {type: 'string', default: '3'},
		width: {type: 'string'},
		json: {type: 'boolean'},
		exitCode: {type: 'boolean'},
	},
	help: `
  A run is named by its id, the beginning of one, its folder or its memory_log.json. First a table of all operations,
  then for each that differs what it was told and what it answered; side by side from 100 columns on.

  --only NAME      Of this operation alone
  --first          Of the first one alone that differs
  --stat           The table alone
  --context N      Equal lines that are shown around a change (3)
  --width N        Columns to print in; the terminal's, or as wide as it needs when piped
  --json           All of it as JSON
  --exit-code      Exit 1 if anything differs; without it 0, as long as both can be read
  --runs-dir DIR   Where runs are kept (./runs)

  Examples
    $ orchestrai diff 2026-11-22_14-03 2026-11-22_15-20
    $ orchestrai diff RUN FORK --first
`,
	async run(invocation) {
		const {printDifference} = await import('./diff/print-difference.ts');
		return printDifference(invocation);
	},
};
