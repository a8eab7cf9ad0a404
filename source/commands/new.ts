import type {Command} from './command.ts';

export const newThing: Command = {
	name: 'new',
	summary: 'Make a pipeline, or a module of your own: small files that work',
	usage: 'new <kind> <name>',
	most: 2,
	flags: {template: {type: 'string'}},
	help: `
  pipeline NAME    writes pipelines/NAME.yml
  module NAME      writes modules/NAME.mts, a test beside it, its system prompt, and what your editor needs
                   to find the types: nothing has to be installed

  --template NAME  of a pipeline: empty (a request and an answer), plan, write, translate or code; else plan

  Files that are there stay as they are. What is written is trusted, unless the folder holds other code.

  Examples
    $ orchestrai new pipeline talk --template write
    $ orchestrai new module greet
`,
	async run(invocation) {
		const {makeNew} = await import('./new/make-new.ts');
		return makeNew(invocation);
	},
};
