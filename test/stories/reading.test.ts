/** A person reads an answer: rendered or as it came, and finds what they look for. */
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;

const answer = [
	'# Of the sea',
	'',
	'There was **once** a boat.',
	'',
	'```python',
	'def sail(boat):',
	'    return "home"',
	'```',
	'',
	...Array.from({length: 60}, (_, index) => `- day ${index + 1} at sea${index === 49 ? ', an island' : ''}`),
].join('\n');

test('An answer is rendered, v shows it as it came, and what is sought is found in it', async () => {
	const model = await aModel(() => ({text: answer}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({
		args: ['run', '--request', 'A tale', ...answeredBy(model)],
		folder,
		columns: 120,
		rows: 36,
	});

	await person.sees('Review tale');
	person.presses('g');
	await person.sees(/Of the sea\s.*\n.*───/);
	await person.sees('There was once a boat.');
	await person.sees('│ def sail(boat):');
	await person.sees('• day 1 at sea');

	person.presses('v');
	await person.sees('There was **once** a boat.');
	await person.sees('test-model · raw');
	person.presses('v');
	await person.sees('There was once a boat.');

	person.presses('/');
	person.terminal.type('island');
	await person.sees('day 50 at sea, an island');
	await person.sees('/island');
	await person.sees('1/1');
	person.presses('CtrlU');
	person.terminal.type('at sea');
	await person.sees('1/60');
	person.presses('Enter', 'n', 'n');
	await person.sees('3/60');
	person.presses('N');
	await person.sees('2/60');
	// A key that would decide is not heard meanwhile.
	person.presses('a');
	await person.sees('The search is still open');
	person.presses('Escape');
	await person.chooses('a approve');
	await person.sees('2 of 2 operations');
	const {code} = await person.leaves();
	expect(code).toBe(0);
});
