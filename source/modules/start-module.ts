import {defineModule, OperationFailure} from '../core/module.ts';

/** Where a pipeline begins: the person's task. Feedback makes it ask again, whatever `--request` said. */
export const startModule = defineModule({
	name: 'start_module',
	describe: 'Asks you what is to be done, or takes --request',
	by: 'person',
	async run(context) {
		if (context.request?.trim() && context.feedback === null) return context.request;
		const {supplement} = context.operation;
		const request = await context.person.ask('What should be done? Describe the task in your own words.', {
			show: [
				...(supplement ? [{name: 'about', text: supplement}] : []),
				...(context.feedback ? [{name: 'your feedback', text: context.feedback}] : []),
			],
		});
		if (request?.trim()) return request;
		throw new OperationFailure({
			kind: 'no-request',
			message: 'There is no task to begin with: the request is empty.',
			remedy: 'Say in a sentence what should be done, or start with --request TEXT.',
		});
	},
});
