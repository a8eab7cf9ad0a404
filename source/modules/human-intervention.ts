import {defineModule} from '../core/module.ts';

/** Passes on its inputs and what the person says to them, both. */
export const humanIntervention = defineModule({
	name: 'human_intervention',
	describe: 'Shows you its inputs and passes them on together with your guidance',
	by: 'person',
	async run(context) {
		const guidance = await context.person.ask('What should the next modules know, or do differently?', {
			show: [...context.inputs],
		});
		return [...context.inputs, {name: 'human guidance', text: guidance ?? ''}]
			.map(part => `${part.name.toUpperCase()}:\n${part.text}`)
			.join('\n\n');
	},
});
