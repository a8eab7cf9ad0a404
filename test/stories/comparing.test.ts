/** What changed, between versions of an output and from one run of a program to the next. */
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;

const engineering = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
  - {module: debugger, inputs: [code], output_name: working_code}
`;

test('After a redo, a person sees what the new answer changed, both answers beside each other, and each version.', async () => {
	const model = await aModel(({n}) => ({
		text: n === 1 ? 'A tale.\nOf a grey fox.\n' : 'A tale.\nOf a red fox.\n',
	}));
	const folder = makeFolder({'pipeline.yml': tale});
	const args = ['run', '--request', 'A tale', ...answeredBy(model)];
	const person = await aPersonAt({args, folder, columns: 120, rows: 36});

	await person.sees('Review tale');
	person.presses('d');
	await person.sees('There is only this version');
	await person.chooses('r redo');
	await person.answers('A red one.');
	await person.sees('Review tale, attempt 2');
	await person.sees('d diff');
	person.presses('d');
	await person.sees('v2 by the model, current against v1 by the model');
	// Beside each other where there is room, else one under the other.
	await person.sees(/2 - Of a grey fox\. +│ 2 \+ Of a red fox\./);
	person.terminal.resize(90, 40);
	await person.sees(/2 {3}- Of a grey fox\..*\n.* 2 \+ Of a red fox\./);
	person.presses('d');
	await person.sees(screen => !screen.includes('grey'));

	person.presses('c');
	await person.sees(/Of a grey fox\. +│ Of a red fox\./);
	person.presses('c', 'k');
	await person.sees(/▌ v1 +the model .*attempt 1/);
	await person.sees('Of a grey fox.');
	await person.chooses('a approve');
});

test('A person steps through the iterations of a debugger: what failed, what was changed, what it printed.', async () => {
	const codes = [
		'total = 10\nprint(missing)',
		'total = 10\nprint(total / 0)',
		'total = 10\nprint(total / 2)',
	];
	const model = await aModel(({n}) => ({text: `\`main.py\`\n\`\`\`python\n${codes[n - 1]}\n\`\`\`\n`}));
	const folder = makeFolder({'pipeline.yml': engineering});
	const args = [
		'run',
		'--allow-run',
		'always',
		'--review',
		'none',
		'--request',
		'A sum',
		...answeredBy(model),
	];
	const person = await aPersonAt({args, folder, columns: 120, rows: 36});
	await person.sees('3 of 3 operations');

	person.presses(']');
	await person.sees(/▌ +3 ✓ exit 0 .*test-model +\+1 -1/);
	await person.sees('│ 5.0');
	// Red and green, and what is another word inverse.
	expect(person.terminal.written()).toContain('\u001B[31m- print(total / \u001B[7m0\u001B[27m)');
	expect(person.terminal.written()).toContain('\u001B[32m+ print(total / \u001B[7m2\u001B[27m)');
	person.presses('[');
	await person.sees(/▌ +2 ✗ ZeroDivisionError/);
	await person.sees('test-model changed 1 file, then it ran');
	await person.sees('- print(missing)');
	await person.sees('+ print(total / 0)');
	await person.sees(/it complained\s.*│ Traceback \(most recent call last\):/s);
	person.presses('[');
	await person.sees(/▌ +1 ✗ NameError/);
	await person.sees('It ran the code as it came.');
});
