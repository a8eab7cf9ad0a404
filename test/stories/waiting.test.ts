/** What needs the person waits for them, and never takes a key that was meant for something else. */
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, told} from './a-person.ts';

const parallel = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: human_intervention, inputs: [request], output_name: guidance}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: slogan_generator, inputs: [request], output_name: slogan}
`;

test('Two reviews and a question wait at once: what is typed stays, and each is decided by its own keys alone.', async () => {
	const answers = [gate(), gate()];
	const model = await aModel(async ({n}) => {
		await answers[n - 1]!.opened;
		return {text: `Answer ${n}.`};
	});
	const folder = makeFolder({'pipeline.yml': parallel});
	const person = await aPersonAt({args: ['run', '--request', 'Foxes', ...answeredBy(model)], folder});

	await person.sees('guidance asks');
	person.terminal.type('Make it a');
	await person.sees('> Make it a');
	await person.waitsFor(model.request(2));
	answers[0]!.open();
	await person.sees('2 for you');
	answers[1]!.open();
	await person.sees('3 for you');
	person.terminal.type('ll AxYr');
	await person.sees('> Make it all AxYr');
	expect(logged(folder, 'review-decided')).toEqual([]);

	// The `a` right behind Enter was meant for the line, not for the review that opens in its place.
	person.terminal.type('\ra');
	await person.sees(/Review (tale|slogan)/);
	await person.sees('2 for you');
	// The screen may be ahead of the disk by a flush.
	await person.terminal.until(() => logged(folder, 'question-answered').length > 0);
	expect(logged(folder, 'question-answered').map(({response}) => response)).toEqual(['Make it all AxYr']);
	expect(logged(folder, 'review-decided')).toEqual([]);

	await person.sees('Review tale');
	await person.chooses('m next for you');
	await person.sees('Review slogan');
	await person.chooses('a approve');
	await person.sees('1 for you');
	await person.sees('Review tale');
	await person.terminal.until(() => logged(folder, 'review-decided').length > 0);
	expect(logged(folder, 'review-decided').map(({output_name}) => output_name)).toEqual(['slogan']);
	await person.chooses('a approve');
	await person.sees('4 of 4 operations');
	expect(model.requests.map(({body}) => told(body)).join()).not.toContain('Make it');
});
