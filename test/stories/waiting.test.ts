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

const mixed = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code, checkpoint: never}
  - {module: debugger, inputs: [code], output_name: program, checkpoint: never}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: slogan_generator, inputs: [request], output_name: slogan}
`;

test('Two reviews and a consent wait at once, and none is answered by a key that was meant for another.', async () => {
	const opened = gate();
	const model = await aModel(async ({body}) => {
		if (told(body).includes('```')) return {text: 'no call was expected'};
		const coder = body.messages.some(({content}) => content.includes('file'));
		if (!coder) await opened.opened;
		return {text: coder ? '`main.py`\n```python\nprint("It ran")\n```\n' : 'An answer.'};
	});
	const folder = makeFolder({'pipeline.yml': mixed});
	const args = ['run', '--request', 'Foxes', '--allow-run', 'ask', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.sees('program asks leave to run a program');
	await person.sees('Y once');
	opened.open();
	await person.sees('3 for you');
	// What approves a review, redoes it or stops the run means nothing to a consent.
	person.terminal.type('aAr');
	await person.chooses('m next for you');
	await person.sees(/Review (tale|slogan)/);
	await person.sees('a approve');
	// What gives leave means nothing to a review.
	person.terminal.type('YTN');
	await person.chooses('m next for you');
	await person.sees(/Review (tale|slogan)/);
	expect(logged(folder, 'review-decided')).toEqual([]);
	expect(logged(folder, 'consent-given')).toEqual([]);
	expect(logged(folder, 'consent-refused')).toEqual([]);

	await person.chooses('a approve');
	await person.sees('2 for you');
	await person.sees('asks leave');
	await person.chooses('Y once');
	await person.sees('1 for you');
	await person.terminal.until(() => logged(folder, 'program-ran').length > 0);
	await person.sees(/Review (tale|slogan)/);
	await person.chooses('a approve');
	await person.sees('5 of 5 operations');
	expect(logged(folder, 'review-decided').map(({decision}) => decision)).toEqual(['approve', 'approve']);
	expect(logged(folder, 'program-ran').map(({stdout}) => stdout)).toEqual(['It ran\n']);
});

test('A person approves the rest, and nothing waits for them any more.', async () => {
	const model = await aModel(({n}) => ({text: `Answer ${n}.`}));
	const folder = makeFolder({
		'pipeline.yml': `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: slogan_generator, inputs: [request], output_name: slogan}
  - {module: translator, inputs: [tale, slogan], output_name: translation}
`,
	});
	const person = await aPersonAt({args: ['run', '--request', 'Foxes', ...answeredBy(model)], folder});

	await person.sees('2 for you');
	await person.chooses('A all');
	await person.sees('4 of 4 operations');
	const decided = logged(folder, 'review-decided');
	expect(decided.map(({output_name, decision}) => [output_name, decision]).sort()).toEqual([
		['slogan', 'approve'],
		['tale', 'approve'],
	]);
	expect(logged(folder, 'module-finished').at(-1)).toMatchObject({output_name: 'translation', review: false});
});
