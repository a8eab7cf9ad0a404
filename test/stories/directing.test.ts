/** A person at the debugger's side: where it cannot go on by itself, they say how it does. */

import {basename} from 'node:path';
import {expect, test} from 'vitest';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, runFolderOf, told} from './a-person.ts';

const pipeline = (debug: string, more = '') => `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
  - {module: debugger, inputs: [code], output_name: working_code, debug: {${debug}}${more}}
`;

/** The file as a model would answer it. */
const mainPy = (code: string) => `\`main.py\`\n\`\`\`python\n${code}\n\`\`\`\n`;

const unreviewed = ['run', '--review', 'none', '--request', 'A greeting'];

test('At the end of its iterations a debugger asks; a hint reaches the next prompt, and the repair that follows it works.', async () => {
	const answers = ['print(gretting)', 'print(greeting)', 'print("Hello")'];
	const model = await aModel(({n}) => ({text: mainPy(answers[n - 1]!)}));
	const folder = makeFolder({'pipeline.yml': pipeline('max_iterations: 2')});
	const person = await aPersonAt({args: [...unreviewed, ...answeredBy(model)], folder});

	await person.sees('working_code does not converge');
	await person.sees('after 2 iterations: NameError');
	await person.chooses('r hint');
	await person.sees('What should the model know?');
	await person.answers('The greeting is simply Hello.');
	await person.sees('3 of 3 operations');
	expect(told(model.requests[2]!.body)).toContain('HINT FROM THE PERSON:\nThe greeting is simply Hello.');
	expect(logged(folder, 'program-ran').map(({exit_code}) => exit_code)).toEqual([1, 1, 0]);
	expect(logged(folder, 'direction-given')).toMatchObject([{about: 'stuck', course: 'hint'}]);
});

test('A person rolls back to the iteration that got further, edits the code there, and the edit is what runs.', async () => {
	const answers = ['print("one")\nprint(missing)', 'print("one"', 'print('];
	const model = await aModel(({n}) => ({text: mainPy(answers[n - 1]!)}));
	const folder = makeFolder({'pipeline.yml': pipeline('max_iterations: 3')});
	const person = await aPersonAt({args: [...unreviewed, ...answeredBy(model)], folder});

	await person.sees('after 3 iterations: SyntaxError');
	await person.sees('Iteration 1 got further');
	await person.chooses('B roll back to 1');
	await person.sees('its code is what it was then: NameError');
	person.willEdit({replace: {missing: '"two"'}});
	await person.chooses('E editor');
	await person.sees('3 of 3 operations');
	expect(logged(folder, 'program-ran').map(({stdout}) => stdout)).toEqual(['one\n', '', '', 'one\ntwo\n']);
	expect(model.requests).toHaveLength(3);
});

test('Where outputs are reviewed, a patch is looked at before it runs: one is rejected with a reason, the next edited, the rest let pass.', async () => {
	const answers = [
		'print(missing)',
		'import os\nos.abort()',
		'print(absent)',
		'print(lacking)',
		'print("It works")',
	];
	const model = await aModel(({n}) => ({text: mainPy(answers[n - 1]!)}));
	const folder = makeFolder({'pipeline.yml': pipeline('same_error_limit: 5')});
	const args = ['run', '--request', 'A greeting', ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.sees('Review code');
	await person.chooses('a approve');
	await person.sees('working_code has a patch to look at');
	await person.sees(/\+.*os\.abort\(\)/);
	await person.chooses('r reject');
	await person.answers('Never abort.');
	await person.sees(/\+.*print\(absent\)/);
	expect(told(model.requests[2]!.body)).toContain(
		'Result: the person rejected it before it ran: Never abort.',
	);
	person.willEdit({replace: {absent: 'nowhere'}});
	await person.chooses('E editor');
	await person.sees(/\+.*print\(lacking\)/);
	await person.chooses('A and all later ones');
	await person.sees('Review working_code');
	expect(logged(folder, 'program-ran').map(({summary}) => summary)).toEqual([
		"NameError: name 'missing' is not defined (main.py:1)",
		"NameError: name 'nowhere' is not defined (main.py:1)",
		"NameError: name 'lacking' is not defined (main.py:1)",
		'exit 0',
	]);

	await person.chooses('a approve');
	await person.sees('3 of 3 operations');
	const rehearsed = await runHeadless(['run', '--cassette', basename(runFolderOf(folder))], {cwd: folder});
	expect(rehearsed, 'A rehearsal without a person takes the same course').toMatchObject({code: 0});
	expect(rehearsed.stdout).toContain('the answers were recorded');
	expect(model.requests).toHaveLength(5);
});

test('A program that wants input is given some, and runs; no model is asked to repair it.', async () => {
	const model = await aModel(() => ({text: mainPy('print("Hello,", input("Who? "))')}));
	const folder = makeFolder({'pipeline.yml': pipeline('')});
	const person = await aPersonAt({args: [...unreviewed, ...answeredBy(model)], folder});

	await person.sees('working_code could not be tried out');
	await person.sees('The program asks for input, and there was none.');
	await person.chooses('i give input');
	await person.answers('Ada');
	await person.sees('3 of 3 operations');
	expect(logged(folder, 'program-ran').map(({stdout}) => stdout)).toEqual(['Who? ', 'Who? Hello, Ada\n']);
	expect(model.requests).toHaveLength(1);
});

test('A program that wants input is played, and passed on once the person has seen that it works.', async () => {
	const model = await aModel(() => ({text: mainPy('print("Hello,", input("Who? "))')}));
	const folder = makeFolder({'pipeline.yml': pipeline('')});
	const person = await aPersonAt({args: [...unreviewed, ...answeredBy(model)], folder});

	await person.sees('working_code could not be tried out');
	await person.chooses('t play');
	await person.sees('comes back ──\nWho?');
	person.terminal.type('Ada\r');
	await person.sees('Hello, Ada');
	await person.sees('press a key to go back');
	const pressing = setInterval(() => person.presses('Space'), 100);
	await person.terminal.until(() => person.terminal.modes().alternateScreen);
	clearInterval(pressing);
	await person.sees('It ended: exit 0');
	await person.chooses('a pass it on');
	await person.sees('3 of 3 operations');
	expect(model.requests).toHaveLength(1);
});

test('Code that does not work can be passed on as it is, and the person is told so again at the end.', async () => {
	const model = await aModel(() => ({text: mainPy('print(missing)')}));
	const folder = makeFolder({'pipeline.yml': pipeline('max_iterations: 1')});
	const person = await aPersonAt({args: [...unreviewed, ...answeredBy(model)], folder});

	await person.sees('working_code does not converge');
	await person.chooses('a pass it on');
	await person.sees('3 of 3 operations');
	expect(logged(folder, 'module-finished').at(-1)!.messages!.join()).toContain(
		'though `python3 main.py` fails',
	);
});

test('What a program prints can be read while it still runs.', async () => {
	const code = [
		'import os, time',
		'print("the first line", flush=True)',
		'while not os.path.exists("/tmp/never"): time.sleep(0.05)',
	].join('\n');
	const model = await aModel(() => ({text: mainPy(code)}));
	const folder = makeFolder({'pipeline.yml': pipeline('run_timeout: 60s')});
	const person = await aPersonAt({args: [...unreviewed, ...answeredBy(model)], folder});

	await person.sees(/python3 main\.py +runs, \d/);
	await person.sees('the first line');
	await person.sees('running it');
});
