import type {Command} from './command.ts';

/** Characters; what is longer is no key, and need not be read on. */
const _longestKey = 10_000;

export const login: Command = {
	name: 'login',
	summary: 'Store a key, after checking it with one free call',
	usage: 'login',
	most: Number.POSITIVE_INFINITY,
	flags: {baseUrl: {type: 'string'}, forget: {type: 'boolean'}},
	help: `
  --base-url URL   the endpoint that the key is for (OpenAI's)
  --forget         remove the stored key

  The key is typed unseen, or comes on stdin; never as an argument, where other programs could read it.

  Examples
    $ orchestrai login
    $ pass show openai | orchestrai login
`,
	async run(invocation) {
		const {logIn} = await import('./login/log-in.ts');
		return logIn(invocation);
	},
};
