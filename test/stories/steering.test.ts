/** What a person does to an output is what the next module is told. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, runFolderOf, told} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

test('A person answers the question, watches the answer grow, edits it in their editor, and the next module is told the edit.', async () => {
	const pieces = [gate(), gate(), gate()];
	const model = await aModel(({n}) =>
		n === 1
			? {text: '', chunks: ['Once there was ', 'a grey ', 'fox.'], gate: i => pieces[i]?.opened}
			: {text: 'Es war einmal ein roter Fuchs.'},
	);
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', ...answeredBy(model)], folder});

	await person.sees('request asks');
	await person.answers('A tale of a fox');
	const first = await person.waitsFor(model.request(1));
	expect(told(first.body)).toContain('A tale of a fox');

	pieces[0]!.open();
	await person.sees(/Once there was(?! a grey)/);
	pieces[1]!.open();
	await person.sees(/Once there was a grey(?! fox)/);
	pieces[2]!.open();
	await person.sees('Once there was a grey fox.');

	await person.sees('Review tale');
	person.willEdit({replace: {grey: 'red'}});
	await person.chooses('E editor');
	const second = await person.waitsFor(model.request(2));
	expect(told(second.body)).toContain('Once there was a red fox.');
	expect(told(second.body)).not.toContain('grey');

	await person.sees('Review translation');
	await person.chooses('a approve');
	await person.sees('3 of 3 operations');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(person.terminal.screen()).toContain('✓ done');
	expect(logged(folder, 'review-decided').map(({decision}) => decision)).toEqual(['edit', 'approve']);
	expect(readdirSync(join(runFolderOf(folder), 'drafts'))).toEqual([]);
});

test('A person has an output redone: the model is shown its rejected answer and the feedback, and the second answer is attempt 2.', async () => {
	const model = await aModel(({n}) => ({text: n === 1 ? 'A long tale of a fox.' : 'A fox.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('Review tale');
	await person.chooses('r redo');
	await person.sees('What should be different?');
	await person.answers('Half as long, please');
	const {body} = await person.waitsFor(model.request(2));
	const said = body.messages.map(({content}) => content).join('\n');
	expect(said).toContain('A long tale of a fox.');
	expect(said).toContain('Half as long, please');

	await person.sees('Review tale, attempt 2');
	await person.sees(/│ A fox\. /);
	expect(model.requests).toHaveLength(2);
});

test('An editor that crashes loses nothing: what was written is there when it is opened again.', async () => {
	const model = await aModel(({n}) => ({text: n === 1 ? 'A grey fox.' : 'Ein roter Fuchs.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('Review tale');
	person.willEdit({content: 'A red fox, half writ', exitCode: 1});
	await person.chooses('E editor');
	await person.sees('What you wrote is kept.');

	// This one complains, and leaves the cursor in the middle of a line.
	person.willEdit({replace: {'not there': ''}});
	person.presses('E');
	await person.sees('ended with exit 3');
	await person.sees(/^ OrchestrAI/);
	expect(logged(folder, 'review-decided')).toEqual([]);

	person.willEdit({replace: {'half writ': 'wholly written'}});
	person.presses('E');
	const {body} = await person.waitsFor(model.request(2));
	expect(told(body)).toContain('A red fox, wholly written');
});
