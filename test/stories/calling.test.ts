/** A person who looks elsewhere is called when they are needed, and one who is there is not. */
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

const entered = '\x1b[I';
const left = '\x1b[O';

test('Away, a person is called by bell, notification and title, for a review and for the end; there, by none.', async () => {
	const answers = [gate(), gate()];
	const model = await aModel(async ({n}) => {
		await answers[n - 1]!.opened;
		return {text: `Answer ${n}.`};
	});
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});
	const {terminal} = person;
	await person.waitsFor(model.request(1));
	await person.sees(() => terminal.title() === 'OrchestrAI pipeline 1/3');
	terminal.type(left);
	answers[0]!.open();
	await person.sees(() => terminal.bells() === 1);
	expect(terminal.notifications()).toEqual(['OrchestrAI: tale to review']);
	// The bell comes first.
	await person.sees(() => terminal.title() === '◆ tale to review — OrchestrAI');

	// The window's report is no key: nothing was decided, and nothing typed.
	terminal.type(entered);
	await person.sees(() => terminal.title() === 'OrchestrAI pipeline 1/3');
	expect(logged(folder, 'review-decided')).toEqual([]);
	await person.chooses('a approve');
	await person.waitsFor(model.request(2));
	answers[1]!.open();
	await person.sees('Review translation');
	expect(terminal.bells()).toBe(1);

	await person.chooses('a approve');
	await person.sees('3 of 3 operations');
	expect(terminal.notifications()).toHaveLength(1);
	await person.sees(() => terminal.title() === '✓ pipeline done — OrchestrAI');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(terminal.title()).toBe('');
	expect(terminal.modes().focusReports).toBe(false);
	expect(terminal.written().split('\x1b[22;2t')).toHaveLength(2);
	expect(terminal.written().split('\x1b[23;2t')).toHaveLength(2);
});

test('The editor gets the terminal without our title and reports, and we have them back after it.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const folder = makeFolder({
		'pipeline.yml': tale,
		'editor.sh': 'echo editing\nread -r line\necho "$line" >"$1"\n',
	});
	const person = await aPersonAt({
		args: ['run', '--request', 'A tale', ...answeredBy(model)],
		folder,
		env: {EDITOR: `sh ${folder}/editor.sh`},
	});
	const {terminal} = person;
	await person.sees('Review tale');
	await person.chooses('E editor');
	await person.sees('editing');
	expect(terminal.modes().focusReports).toBe(false);
	expect(terminal.title()).toBe('');
	terminal.type('By hand.\r');
	await person.sees('Review translation');
	expect(terminal.modes().focusReports).toBe(true);
	expect(terminal.title()).toBe('OrchestrAI pipeline 2/3');
});

test('With notify: false nobody is called, and the title is left alone.', async () => {
	const answer = gate();
	const model = await aModel(async () => {
		await answer.opened;
		return {text: 'A tale.'};
	});
	const folder = makeFolder({'pipeline.yml': tale, 'orchestrai.yml': 'notify: false\n'});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});
	await person.waitsFor(model.request(1));
	person.terminal.type(left);
	answer.open();
	await person.sees('Review tale');
	expect(person.terminal.bells()).toBe(0);
	expect(person.terminal.notifications()).toEqual([]);
	expect(person.terminal.written()).not.toMatch(/\x1b\](?:0|2|9);|\x1b\[\?1004h/);
});
