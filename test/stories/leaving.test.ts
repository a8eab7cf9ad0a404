/** Leaving and coming back: the terminal is as it was, the run is kept, nothing is asked or paid for twice. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import type {Terminal} from '../helpers/terminal.ts';
import {aModel, answeredBy, aPersonAt, logged, runFolderOf, told} from './a-person.ts';
import {aRunInAShell, leftWith} from './in-a-shell.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
  - {module: translator, inputs: [tale], output_name: translation}
`;

test('A person stops at a review; resumed, the review is open again and no call is repeated.', async () => {
	const model = await aModel(({n}) => ({text: n === 1 ? 'A tale of a fox.' : 'Ein Märchen.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', '--request', 'A tale', ...answeredBy(model)], folder});
	await person.sees('Review tale');
	await person.chooses('x stop');
	await person.sees('Stop the run here?');
	await person.chooses('y yes');
	await person.sees('─ Stopped ─');
	expect(await person.leaves()).toEqual({code: 130, signal: null});
	expect(person.terminal.screen()).toContain('orchestrai resume ');

	const again = await aPersonAt({args: ['resume', ...answeredBy(model)], folder});
	await again.sees('Review tale');
	await again.sees('A tale of a fox.');
	expect(model.requests).toHaveLength(1);
	await again.chooses('a approve');
	await again.sees('Review translation');
	await again.chooses('a approve');
	await again.sees('3 of 3 operations');
	expect(model.requests).toHaveLength(2);
	expect(told(model.requests[1]!.body)).toContain('A tale of a fox.');
});

test('An answer half typed is there again after the app was killed.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({args: ['run', ...answeredBy(model)], folder});
	await person.sees('request asks');
	person.terminal.type('A tale of a half');
	const draft = join(runFolderOf(folder), 'drafts', 'request.answer.txt');
	await person.sees(() => existsSync(draft) && readFileSync(draft, 'utf8') === 'A tale of a half');
	person.terminal.kill('SIGKILL');
	await person.terminal.exit;

	const again = await aPersonAt({args: ['resume', ...answeredBy(model)], folder});
	await again.sees('> A tale of a half');
	await again.sees('Your draft is back.');
	again.terminal.type('-hearted fox');
	await again.sees('> A tale of a half-hearted fox');
	again.presses('Enter');
	const {body} = await again.waitsFor(model.request(1));
	expect(told(body)).toContain('A tale of a half-hearted fox');
	await again.sees('Review tale');
	expect(existsSync(draft)).toBe(false);
});

test('q asks while something runs, then leaves with 130 and the summary on the terminal as it was before.', async () => {
	const {terminal} = await aRunInAShell();
	terminal.press('q');
	await terminal.until('Leave now? What runs now (1 operation) is cut off.');
	terminal.press('y');
	await leftWith(130, terminal);
});

test('Ctrl-C pauses, and twice leaves with 130.', async () => {
	const {terminal} = await aRunInAShell();
	terminal.press('CtrlC');
	await terminal.until('Ctrl-C again leaves');
	await terminal.until('paused');
	terminal.press('CtrlC');
	await leftWith(130, terminal);
});

test('A run that is over is left with Ctrl-C, or by a signal, with its own exit code and summary.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const args = ['run', '--request', 'A tale', '--review', 'none', ...answeredBy(model)];
	for (const leave of [({press}: Terminal) => press('CtrlC'), ({kill}: Terminal) => kill('SIGTERM')]) {
		const folder = makeFolder({'pipeline.yml': tale});
		const {terminal} = await aPersonAt({args, folder});
		await terminal.until('3 of 3 operations');
		leave(terminal);
		expect(await terminal.exit).toEqual({code: 0, signal: null});
		expect(terminal.screen()).toContain('✓ done');
		expect(logged(folder, 'run-paused')).toEqual([]);
	}
});

test("Ctrl-C in the editor is the editor's: the run goes on.", async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	// As vi does it: the interrupt is caught, and ends nothing.
	const folder = makeFolder({
		'pipeline.yml': tale,
		'editor.sh': `trap 'echo caught' INT\necho editing\nuntil read -r line; do :; done\necho "$line" >"$1"\n`,
	});
	const person = await aPersonAt({
		args: ['run', '--request', 'A tale', ...answeredBy(model)],
		folder,
		env: {EDITOR: `sh ${folder}/editor.sh`},
	});
	await person.sees('Review tale');
	await person.chooses('E editor');
	await person.sees('editing');
	person.presses('CtrlC');
	await person.sees('caught');
	person.terminal.type('A tale by hand.\r');
	const {body} = await person.waitsFor(model.request(2));
	expect(told(body)).toContain('A tale by hand.');
});
