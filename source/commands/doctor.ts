import type {Command} from './command.ts';

export const doctor: Command = {
	name: 'doctor',
	summary: 'Check what the app needs of this machine, and say how to mend it',
	usage: 'doctor',
	most: 0,
	flags: {json: {type: 'boolean'}, baseUrl: {type: 'string'}},
	help: `
  --json           the findings as JSON
  --base-url URL   ask this endpoint

  Exit 1 if something that every run needs is wrong.

  Examples
    $ orchestrai doctor
`,
	async run(invocation) {
		const {examine} = await import('./doctor/examine.ts');
		return examine(invocation);
	},
};
