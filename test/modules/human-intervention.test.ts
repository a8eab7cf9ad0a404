import {expect, it} from 'vitest';
import {humanIntervention} from '../../source/modules/human-intervention.ts';
import {createModuleContext} from '../helpers/module-context.ts';

const inputs = [
	{name: 'plan', text: '1. do\n   2. it\n'},
	{name: 'request', text: 'a game'},
];

it('shows its inputs and passes them on whole, with the guidance after them', async () => {
	const {context, seen} = createModuleContext({inputs, replies: ['Keep it small.']});
	expect(await humanIntervention.run(context)).toBe(
		'PLAN:\n1. do\n   2. it\n\n\nREQUEST:\na game\n\nHUMAN GUIDANCE:\nKeep it small.',
	);
	expect(seen.questions[0]!.show).toEqual(inputs);
});
