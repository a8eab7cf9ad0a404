import type {Command} from './command.ts';

export const check: Command = {
	name: 'check',
	summary: 'Check pipelines without running anything; exit 2 if one is wrong',
	usage: 'check [pipeline]...',
	most: Number.POSITIVE_INFINITY,
	flags: {watch: {type: 'boolean'}, format: {type: 'string', default: 'text'}},
	help: `
  All of this folder if none is named: pipeline.yml, and those in pipelines. Every problem at once, each with
  file:line:column, the line, and how to mend it; those of the prompts that they use, of orchestrai.yml and of
  config.yml as well. Modules of the folder are not loaded.

  --watch                      Check again whenever one of these files is saved, until Ctrl-C
  --format text|github|json    github annotates a pull request; json is one problem a line

  Examples
    $ orchestrai check --watch
    $ orchestrai check pipelines/*.yml --format github
`,
	async run(invocation) {
		const {checkPipelines} = await import('./check/check-pipelines.ts');
		return checkPipelines(invocation);
	},
};
