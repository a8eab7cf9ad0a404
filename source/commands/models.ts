import type {Command} from './command.ts';

export const models: Command = {
	name: 'models',
	summary: 'List what each endpoint offers, what it costs, and what small, medium and large mean',
	usage: 'models',
	most: 0,
	flags: {json: {type: 'boolean'}, baseUrl: {type: 'string'}, trust: {type: 'boolean'}},
	help: `
  --json           {roles, endpoints} as JSON: each model with its shutdown_date, input_usd and output_usd
  --base-url URL   ask this endpoint
  --trust          use the providers of this folder

  Prices are in USD per million tokens, from the list that costs are counted by; ? is unknown. An endpoint is asked for
  its list alone, which costs nothing. What a role means, and is gone within 90 days or not listed, is warned of.

  Examples
    $ orchestrai models
    $ orchestrai models --base-url http://localhost:11434/v1
`,
	async run(invocation) {
		const {printModels} = await import('./models/print-models.ts');
		return printModels(invocation);
	},
};
