import {defineModule, type Input, type ModuleContext, OperationFailure} from '../core/module.ts';

/**
 * Where a pipeline begins: the person's task. Feedback makes it ask again, whatever `--request` said. Where the run
 * continues another, what that was told and planned, and the files that are there, stand below the task: so whoever
 * reads the task has them in view.
 */
export const startModule = defineModule({
	name: 'start_module',
	describe: 'Asks you what is to be done, or takes --request',
	by: 'person',
	async run(context) {
		const inView = whatIsInView(context);
		const whole = (request: string) =>
			[request, ...inView.map(({name, text}) => `${name}:\n${text}`)].join('\n\n');
		if (context.request?.trim() && context.feedback === null) return whole(context.request);
		const {supplement} = context.operation;
		const request = await context.person.ask('What should be done? Describe the task in your own words.', {
			show: [
				...(supplement ? [{name: 'about', text: supplement}] : []),
				...(context.feedback ? [{name: 'your feedback', text: context.feedback}] : []),
				...inView,
			],
		});
		if (request?.trim()) return whole(request);
		throw new OperationFailure({
			kind: 'no-request',
			message: 'There is no task to begin with: the request is empty.',
			remedy: 'Say in a sentence what should be done, or start with --request TEXT.',
		});
	},
});

/** So many files are named at most. */
const mostFiles = 200;

function whatIsInView({earlier, files}: ModuleContext): Input[] {
	if (earlier.length === 0) return [];
	const paths = [...files.current().keys()];
	const more = paths.length > mostFiles ? `\n[and ${paths.length - mostFiles} more]` : '';
	return [
		...earlier.map(({name, text}) => ({name: `EARLIER ${name.toUpperCase()}`, text})),
		...(paths.length === 0
			? []
			: [
					{
						name: 'FILES THAT ARE THERE',
						text: `${paths
							.slice(0, mostFiles)
							.map(path => `- ${path}`)
							.join('\n')}${more}`,
					},
				]),
	];
}
