import {expect, it} from 'vitest';
import {createChameleon} from '../../source/modules/chameleon.ts';
import {createModuleContext} from '../helpers/module-context.ts';

it('asks the model once, with its prompts and no others, and passes the answer on as it came', async () => {
	const {context, seen} = createModuleContext({
		inputs: [{name: 'request', text: 'line\n\tindented'}],
		operation: {supplement: 'Use only python.'},
		system: 'You are a scrutinizer.',
		answers: ['  # The answer\n'],
	});
	expect(await createChameleon('scrutinizer').run(context)).toBe('  # The answer\n');
	expect(seen.calls.map(({messages}) => messages)).toEqual([
		[
			{role: 'system', content: 'You are a scrutinizer.'},
			{
				role: 'user',
				content: 'REQUEST:\nline\n\tindented\n\nSUPPLEMENTARY INFORMATION:\nUse only python.',
			},
		],
	]);
});

it('is made by a model, needs its system prompt and says what it is', () => {
	expect(createChameleon('translator', 'Translates')).toMatchObject({
		name: 'translator',
		describe: 'Translates',
		by: 'model',
		prompted: true,
	});
	expect(createChameleon('translator').describe).toContain('translator');
});
