import {defineModule, type ModuleDefinition} from '../core/module.ts';

/** The module that a system prompt alone makes: one call, and its answer is the output. */
export function createChameleon(name: string, describe?: string): ModuleDefinition {
	return defineModule({
		name,
		describe: describe ?? `Answers in the manner of its system prompt, ${name}`,
		by: 'model',
		prompted: true,
		async run(context) {
			const answer = await context.model.ask();
			return answer.text;
		},
	});
}
