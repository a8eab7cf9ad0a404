/** Several answers to one question: a person compares them and takes one. */
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, told} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

test('A person asks for three variants, watches them grow beside each other, goes through them and takes one; the next module is told that one.', async () => {
	const held = gate();
	const animals = ['a fox', 'a wolf', 'a hare', 'a crow'];
	const model = await aModel(({n}) =>
		n <= 4
			? {
					text: '',
					chunks: ['Once there was ', `${animals[n - 1]!}.`],
					gate: i => (n > 1 && i === 1 ? held.opened : undefined),
				}
			: {text: 'Es war einmal.'},
	);
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('Review tale');
	await person.sees('2-5 variants');
	person.presses('3');
	await person.waitsFor(model.request(4));
	await person.sees('3 variants to come');
	held.open();

	await person.sees('3 variants came; with the first there are 4 to choose from');
	await person.sees('a take v2');
	person.presses('Down');
	await person.sees('a take v3');
	person.presses('Down');
	await person.sees('a take v4');
	const shown = await person.sees(/Once there was a (wolf|hare|crow)\./);
	const taken = /Once there was a (\w+)\./.exec(shown)![1]!;
	person.presses('c');
	await person.sees(/v3 by the model .* v4 by the model/);
	person.presses('Up', 'Up', 'C');
	await person.sees('compared with');
	person.presses('Down');
	await person.sees(/v2 by the model .* v3 by the model/);
	person.presses('Down');
	await person.sees(/v2 by the model .* v4 by the model/);
	await person.chooses('a take v4');
	const next = await person.waitsFor(model.request(5));
	expect(told(next.body)).toContain(`Once there was a ${taken}.`);
});
