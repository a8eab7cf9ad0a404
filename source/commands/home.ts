import type {Command} from './command.ts';

/** No command: the home screen; where there is no terminal, how to begin, or in a clone the demo to its end. */
export const home: Command = {
	name: '',
	summary: 'Runs pipelines of language-model modules under your eye',
	usage: '',
	most: 0,
	flags: {},
	help: '',
	async run(invocation) {
		const {stay} = await import('./home/stay.ts');
		return stay(invocation);
	},
};
