/** A module that fails is a decision like any other. */
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, told} from './a-person.ts';

const tale = `
defaults: {model_config: {retries: 0}, checkpoint: never}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
  - {module: slogan_generator, inputs: [translation], output_name: slogan}
`;

test('A failure says what would mend it; once the endpoint is well again, a retry goes through.', async () => {
	let well = false;
	const model = await aModel(() =>
		well ? {text: 'A tale.'} : {status: 401, json: {error: {message: 'Incorrect API key provided'}}},
	);
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('tale failed');
	await person.sees('does not accept the key');
	await person.sees('Give the key of this endpoint');
	expect(person.terminal.screen()).not.toContain('orchestrai resume');
	expect(model.requests).toHaveLength(1);
	well = true;
	await person.chooses('r retry');
	await person.sees('A hint for the next attempt');
	await person.chooses('enter send');
	await person.sees('4 of 4 operations');
});

test('What fails can be written by hand, or skipped, and what needs the skipped is blocked.', async () => {
	const model = await aModel(() => ({status: 500, json: {error: {message: 'Out of order'}}}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('tale failed');
	person.willEdit({content: 'A tale by hand.'});
	await person.chooses('W in your editor');
	const {body} = await person.waitsFor(model.request(2));
	expect(told(body)).toContain('A tale by hand.');

	await person.sees('translation failed');
	await person.chooses('S skip');
	await person.sees('Skip translation? That blocks 1 operation that needs it.');
	await person.chooses('y yes');
	await person.sees(/⊘ slogan/);
	await person.leaves();
	expect(logged(folder, 'module-blocked').map(({output_name}) => output_name)).toEqual(['slogan']);
	expect(model.requests).toHaveLength(2);
});

test('Code written by hand that is no codebase is refused, and is there again to be mended.', async () => {
	const model = await aModel(() => ({status: 500, json: {error: {message: 'Out of order'}}}));
	const folder = makeFolder({
		'pipeline.yml': `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code, model_config: {retries: 0}}
`,
	});
	const person = await aPersonAt({args: ['run', '--request', 'A greeting', ...answeredBy(model)], folder});

	await person.sees('code failed');
	person.willEdit({content: 'main.py\n```\nprint("By hand")\n```\n'});
	await person.chooses('W in your editor');
	await person.sees('this fence has no heading with a file name above it');
	person.willEdit({replace: {'main.py': '## main.py'}});
	await person.chooses('W in your editor');
	await person.sees('2 of 2 operations');
	expect(logged(folder, 'review-decided').at(-1)!.response).toContain('By hand');
});
