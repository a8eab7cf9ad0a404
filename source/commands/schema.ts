import type {Command} from './command.ts';

export const schema: Command = {
	name: 'schema',
	summary: 'Print the JSON Schema of pipelines, of settings or of the log, for editors and other programs',
	usage: 'schema [name]',
	most: 1,
	flags: {write: {type: 'boolean'}},
	help: `
  pipeline   a pipeline file; the modules and prompts of this folder are offered by name
  settings   orchestrai.yml
  log        an action of memory_log.json, which is also a line of \`run --json\`

  --write    put it into .orchestrai/NAME.schema.json here, and say the line by which an editor finds it

  Examples
    $ orchestrai schema --write
    $ orchestrai schema log > action.schema.json
`,
	async run(invocation) {
		const {printSchema} = await import('./schema/print-schema.ts');
		return printSchema(invocation);
	},
};
