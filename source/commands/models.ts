import type {Command} from './command.ts';

export const models: Command = {
	name: 'models',
	summary: 'List what the endpoint offers, and what small, medium and large mean',
	usage: 'models',
	most: 0,
	flags: {baseUrl: {type: 'string'}, trust: {type: 'boolean'}},
	help: `
  --base-url URL   ask this endpoint
  --trust          use the providers of this folder

  Examples
    $ orchestrai models
    $ orchestrai models --base-url http://localhost:11434/v1
`,
	async run(invocation) {
		const {printModels} = await import('./models/print-models.ts');
		return printModels(invocation);
	},
};
