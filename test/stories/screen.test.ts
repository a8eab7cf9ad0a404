/** The screen holds whatever comes: other sizes, and text that would rather command the terminal. */
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;

test('A terminal that shrinks and grows while an answer streams loses nothing of it.', async () => {
	const pieces = [gate(), gate(), gate(), gate()];
	const model = await aModel(() => ({
		text: '',
		chunks: ['The first.\n', 'The second.\n', 'The third.\n', 'The fourth.\n'],
		gate: i => pieces[i]?.opened,
	}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('Asked; no word yet');
	pieces[0]!.open();
	await person.sees('The first.');
	person.terminal.resize(80, 24);
	pieces[1]!.open();
	await person.sees('The second.');
	person.terminal.resize(40, 10);
	await person.sees('60×16');
	pieces[2]!.open();
	person.terminal.resize(120, 36);
	await person.sees('The third.');
	pieces[3]!.open();
	await person.sees('Review tale');
	await person.sees(/The first\..*The second\..*The third\..*The fourth\./s);
});

test('Control sequences in an answer are shown, and never obeyed.', async () => {
	const copy = '\u001B]52;c;b3duZWQ=\u0007';
	const title = '\u001B]0;owned\u0007';
	const attack = `Before ${copy} ${title} \u001B[2J \u009B31m \u001B]8;;file:///etc/passwd\u0007link \u202Etxet after`;
	const more = gate();
	const model = await aModel(() => ({
		text: '',
		// Cut in the middle of a sequence, as a stream may be.
		chunks: [attack.slice(0, 9), attack.slice(9), '\nThe end.'],
		gate: i => (i === 2 ? more.opened : undefined),
	}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('␛]52;c;b3duZWQ=␇');
	await person.sees('after');
	more.open();
	await person.sees('Review tale');
	await person.chooses('a approve');
	await person.sees('2 of 2 operations');
	await person.leaves();
	const written = person.terminal.written();
	for (const live of ['\u001B]52', '\u001B]0;owned', '\u001B]8;', '\u009B', '\u202E'])
		expect(written).not.toContain(live);
	expect(person.terminal.copies()).toEqual([]);
	expect(person.terminal.title()).not.toContain('owned');
});
