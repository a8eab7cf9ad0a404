import type {Command} from './command.ts';
import {runPipeline} from './run/chain.ts';
import {readRunFlags, runFlags, runOptionsHelp} from './run/flags.ts';
import {prepareRun} from './run/prepare.ts';

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
	async run({input, flags: raw, around}) {
		const flags = readRunFlags(raw);
		const continues = typeof raw.continue === 'string' ? raw.continue : null;
		return runPipeline(await prepareRun(input[0] ?? null, flags, around, {continues}));
	},
};
