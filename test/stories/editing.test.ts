/** A person edits an output on the screen itself. */
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, type Person, runFolderOf, told} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

const engineering = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
`;

/** The cursor stands behind this text, in a row that shows it. */
async function cursorBehind(person: Person, text: string): Promise<void> {
	const {terminal} = person;
	await terminal.until(screen => {
		const {x, y} = terminal.cursor();
		return !terminal.modes().cursorHidden && cellsBefore(screen.split('\n')[y] ?? '', text) === x;
	});
}

/** Cells that a row takes up to the end of a text: these are two cells wide or one. */
function cellsBefore(row: string, text: string): number {
	const end = row.indexOf(text) + text.length;
	if (end < text.length) return -1;
	return [...row.slice(0, end)].reduce(
		(cells, character) => cells + (/[\u3000-\u9fff]/.test(character) ? 2 : 1),
		0,
	);
}

test('A person edits an answer in place: they type, select a word, paste, undo and save, and the next module is told exactly that.', async () => {
	const model = await aModel(({n}) => ({text: n === 1 ? 'A grey fox.\nThe end.' : 'Ein roter Fuchs.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await person.sees('Review tale');
	await person.chooses('e edit');
	await person.sees('from v1');
	await person.sees('line 1/2, col 1');
	person.presses('CtrlRight', 'CtrlShiftRight');
	await person.sees('line 1/2, col 7');
	person.terminal.type(' red');
	await person.sees('A red fox.');
	person.presses('Down', 'End', 'Enter');
	person.terminal.paste('q\nand\tY\n');
	await person.sees(/3 {2}q\s/);
	person.presses('CtrlZ');
	await person.sees('line 3/3, col 1');
	person.terminal.type('Or not.');
	await cursorBehind(person, 'Or not.');
	expect(model.requests).toHaveLength(1);
	person.presses('CtrlS');

	const {body} = await person.waitsFor(model.request(2));
	expect(told(body)).toContain('TALE:\nA red fox.\nThe end.\nOr not.');
	expect(logged(folder, 'review-decided')).toMatchObject([
		{decision: 'edit', response: 'A red fox.\nThe end.\nOr not.', version: 2, by: 'person'},
	]);
	await person.sees('Review translation');
	expect(person.terminal.modes().cursorHidden).toBe(true);
	await person.chooses('a approve');
	await person.sees('3 of 3 operations');
	await person.leaves();
	expect(readdirSync(join(runFolderOf(folder), 'drafts'))).toEqual([]);
});

test('An edit that is left, or whose app is ended, is there again when the output is edited again.', async () => {
	const model = await aModel(() => ({text: 'A grey fox.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const first = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});

	await first.sees('Review tale');
	await first.chooses('e edit');
	await first.sees('from v1');
	first.terminal.type('One day: ');
	await first.sees('One day: A grey fox.');
	first.presses('Escape');
	await first.sees('Your draft is kept');
	first.presses('e');
	await first.sees('Your draft is back.');
	await first.sees('edited · line 1/1, col 1');
	first.terminal.type('And ');
	await first.sees('And One day: A grey fox.');
	first.terminal.kill('SIGTERM');
	expect(await first.terminal.exit).toMatchObject({code: 143});

	const second = await aPersonAt({args: ['resume', ...answeredBy(model)], folder});
	await second.sees('Review tale');
	await second.chooses('e edit');
	await second.sees('And One day: A grey fox.');
	second.presses('CtrlR');
	await second.sees(screen => !screen.includes('One day'));
	expect(logged(folder, 'review-decided')).toEqual([]);
});

test('Wide characters, accents and emoji are edited as a person sees them, the cursor where the next will stand.', async () => {
	const model = await aModel(({n}) => ({text: n === 1 ? '家計簿 cafe\u0301' : 'Done.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({
		args: ['run', '--request', 'A tale', ...answeredBy(model)],
		folder,
		columns: 80,
		rows: 24,
	});

	await person.sees('Review tale');
	await person.chooses('e edit');
	await person.sees('from v1');
	person.presses('Right', 'Right');
	await cursorBehind(person, '家計');
	person.terminal.type('漢字');
	await cursorBehind(person, '家計漢字');
	person.presses('End', 'Backspace');
	await cursorBehind(person, '簿 caf');
	person.terminal.type('👩‍👩‍👧e\u0301');
	await person.sees('col 12');
	person.presses('Left', 'Backspace', 'CtrlS');
	const {body} = await person.waitsFor(model.request(2));
	expect(told(body)).toContain('TALE:\n家計漢字簿 cafe\u0301');
});

test('An edit that is no codebase comes back with the reason, as it was left, and is mended there.', async () => {
	const code = '## main.py\n```python\nprint("Hello")\n```\n';
	const model = await aModel(() => ({text: code}));
	const folder = makeFolder({'pipeline.yml': engineering});
	const person = await aPersonAt({args: ['run', '--request', 'A greeting', ...answeredBy(model)], folder});

	await person.sees('Review code');
	await person.chooses('e edit');
	await person.sees('from v1');
	person.presses('Delete', 'Delete', 'Delete');
	await person.sees(/1 {2}main\.py/);
	person.presses('CtrlS');
	await person.sees('this fence has no heading with a file name above it');
	await person.sees(/1 {2}main\.py/);
	expect(logged(folder, 'review-decided')).toEqual([]);

	person.presses('CtrlZ', 'Down', 'Down', 'End', 'Left', 'Left');
	person.terminal.type(', you');
	await person.sees('print("Hello, you")');
	person.presses('CtrlS');
	await person.sees('2 of 2 operations');
	expect(logged(folder, 'review-decided')).toMatchObject([
		{decision: 'edit', response: code.replace('Hello', 'Hello, you')},
	]);
});
