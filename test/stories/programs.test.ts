/** What a person decides about programs: which code runs, and whether it runs at all. */
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged} from './a-person.ts';

const engineering = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
  - {module: debugger, inputs: [code], output_name: working_code}
`;

/** The file as an engineer would answer it. */
const mainPy = (code: string) => `\`main.py\`\n\`\`\`python\n${code}\n\`\`\`\n`;

const request = ['--request', 'A greeting'];

test('A person edits one line of the code at its review, and the program that then runs prints it.', async () => {
	const model = await aModel(() => ({text: mainPy('print("Hello from the model")')}));
	const folder = makeFolder({'pipeline.yml': engineering});
	const args = ['run', '--allow-run', 'always', ...request, ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.sees('Review code');
	person.willEdit({replace: {'from the model': 'from a person'}});
	await person.chooses('E editor');
	await person.sees('3 of 3 operations');
	expect(logged(folder, 'program-ran').map(({stdout}) => stdout)).toEqual(['Hello from a person\n']);
	expect(model.requests).toHaveLength(1);
});

test('An edit that is no codebase is refused with its reason, and what was written is there again to be mended.', async () => {
	const model = await aModel(() => ({text: mainPy('print("Hello from the model")')}));
	const folder = makeFolder({'pipeline.yml': engineering});
	const args = ['run', '--allow-run', 'always', ...request, ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.sees('Review code');
	person.willEdit({replace: {'## main.py': 'main.py', 'from the model': 'from a person'}});
	await person.chooses('E editor');
	await person.sees('this fence has no heading with a file name above it');
	await person.sees('Your edit is kept');
	expect(logged(folder, 'program-ran')).toEqual([]);

	person.willEdit({replace: {'main.py\n': '## main.py\n'}});
	await person.chooses('E editor');
	await person.sees('3 of 3 operations');
	expect(logged(folder, 'program-ran').map(({stdout}) => stdout)).toEqual(['Hello from a person\n']);
});

test('Asked for leave, a person sees the exact command, and what they refuse does not run.', async () => {
	const model = await aModel(() => ({text: mainPy('print("Hello")')}));
	const folder = makeFolder({'pipeline.yml': engineering});
	const args = ['run', '--allow-run', 'ask', '--review', 'none', ...request, ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.sees('working_code asks leave to run a program');
	await person.sees('python3 main.py');
	await person.chooses('N refuse');
	await person.sees('3 of 3 operations');
	expect(logged(folder, 'program-ran')).toEqual([]);
	expect(logged(folder, 'consent-refused')).toHaveLength(1);
});

test('Leave given once is asked for again; given for the run, it is not.', async () => {
	const versions = ['print(missing)', 'print(1 / 0)', 'print("It works")'];
	const model = await aModel(({n}) => ({text: mainPy(versions[n - 1]!)}));
	const folder = makeFolder({'pipeline.yml': engineering});
	const args = ['run', '--allow-run', 'ask', '--review', 'none', ...request, ...answeredBy(model)];
	const person = await aPersonAt({args, folder});

	await person.sees('asks leave to run a program');
	await person.chooses('Y once');
	await person.waitsFor(model.request(2));
	await person.sees('asks leave to run a program');
	await person.sees("name 'missing' is not defined");
	await person.chooses('T rest of the run');
	await person.sees('3 of 3 operations');
	expect(logged(folder, 'consent-given').map(({lasts}) => lasts)).toEqual(['once', 'rest of run']);
	expect(logged(folder, 'program-ran').map(({exit_code}) => exit_code)).toEqual([1, 1, 0]);
});
