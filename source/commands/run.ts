import type {Command} from './command.ts';
import {runFlags, runOptionsHelp} from './run/options.ts';

export const run: Command = {
	name: 'run',
	summary: 'Run a pipeline: a name, or a path to a YAML file (./pipeline.yml if none is named)',
	usage: 'run [pipeline]',
	most: 1,
	flags: {...runFlags, continue: {type: 'string'}},
	help: `${runOptionsHelp({begins: true})}
  Examples
    $ orchestrai run engineering --request "A terminal game of 2048"
    $ orchestrai run --continue 2026-11-22_14-03 --request "Add a high score table"
    $ orchestrai run ./pipeline.yml --base-url http://localhost:11434/v1 --model qwen3
`,
	async run(invocation) {
		const {startRun} = await import('./run/start-run.ts');
		return startRun(invocation);
	},
};
