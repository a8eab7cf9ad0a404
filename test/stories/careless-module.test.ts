/** A module that prints over the screen and never comes to an end, with a person at the screen. */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test, vi} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aPersonAt, logged} from './a-person.ts';

const pipeline = `
defaults: {checkpoint: never}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: stuck, inputs: [request], output_name: answer}
  - {module: stuck, inputs: [answer], output_name: last}
`;

const stuck = String.raw`let runs = 0;
export default {
	name: 'stuck',
	describe: 'Comes to an end the second time only',
	by: 'module',
	async run() {
		runs++;
		console.log('run %d\u001B]2;TAKEN OVER\u0007', runs);
		process.stdout.write('\u001B[2J\u001B[H');
		if (runs === 2) return 'At last.';
		return new Promise(() => setInterval(() => {}, 1000));
	},
};
`;

test('What a module prints is a note and never reaches the terminal; one that does not end is begun anew, or left.', async () => {
	const folder = makeFolder({'pipeline.yml': pipeline, 'modules/stuck.mjs': stuck});
	const person = await aPersonAt({args: ['run', '--request', 'go', '--trust'], folder});
	await person.sees('It runs.');
	person.presses('R');
	await person.chooses('y make it anew');
	await person.sees('last · stuck');
	await person.sees('It runs.');
	person.presses('q');
	await person.sees('y yes');
	person.presses('y');
	expect(await person.terminal.exit).toEqual({code: 130, signal: null});

	expect(logged(folder, 'note-taken').map(({note}) => note)).toEqual(
		[1, 2, 3].flatMap(run => [`run ${run}\u001B]2;TAKEN OVER\u0007`, '\u001B[2J\u001B[H']),
	);
	expect(person.terminal.written()).not.toContain('TAKEN OVER');
	expect(person.terminal.title()).not.toContain('TAKEN OVER');
	expect(logged(folder, 'module-finished').at(-1)).toMatchObject({
		output_name: 'answer',
		response: 'At last.',
	});
	expect(logged(folder, 'run-finished').at(-1)).toMatchObject({status: 'stopped'});
});

const ticking = `import {existsSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
console.log('begun');
setInterval(() => console.log('TICK'), 20).unref();
export default {
	name: 'stuck',
	describe: 'Began a clock while it was imported',
	by: 'module',
	async run({log}) {
		while (!existsSync('go-on')) await pause(20);
		return 'It is time.';
	},
};
`;

test('What a timer prints that a module began while it was imported is a note too, and nothing once the module is done.', async () => {
	const folder = makeFolder({'pipeline.yml': pipeline, 'modules/stuck.mjs': ticking});
	const person = await aPersonAt({args: ['run', '--request', 'go', '--trust'], folder});
	await person.sees('It runs.');
	await person.waitsFor(vi.waitFor(() => expect(logged(folder, 'note-taken').length).toBeGreaterThan(3)));
	writeFileSync(join(folder, 'go-on'), '');
	await person.sees('3 of 3 operations');
	await person.leaves();
	const notes = logged(folder, 'note-taken').map(({note}) => note);
	expect(new Set(notes)).toEqual(new Set(['TICK']));
	const [imported = '', ...shown] = person.terminal.written().split('\u001B[?1049h');
	expect(imported).toContain('begun');
	expect(shown.join('').split('TICK')).toHaveLength(1);
});
