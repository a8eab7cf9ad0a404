import type {Command} from './command.ts';

export const check: Command = {
	name: 'check',
	summary: 'Check pipelines without running anything; exit 2 if one is wrong',
	usage: 'check [pipeline]...',
	most: Number.POSITIVE_INFINITY,
	flags: {},
	help: `
  ./pipeline.yml if none is named. Every problem at once, each with file:line:column, the line, and how to mend it;
  those of orchestrai.yml and config.yml as well. Modules of the folder are not loaded.

  Examples
    $ orchestrai check pipelines/*.yml
    $ orchestrai check engineering
`,
	async run(invocation) {
		const {checkPipelines} = await import('./check/check-pipelines.ts');
		return checkPipelines(invocation);
	},
};
