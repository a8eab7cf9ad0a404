/** A person has a program changed, and looks at each change before it runs. */
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged} from './a-person.ts';

const pipeline = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code, checkpoint: never}
  - {module: modify_codebase, inputs: [code], output_name: changed}
`;

const mainPy = (code: string) => `\`main.py\`\n\`\`\`python\n${code}\n\`\`\`\n`;

test('A change that was asked for is shown as a patch before anything runs; rejected, it leaves no trace in the code.', async () => {
	const answers = ['print("Hello")', 'print("HELLO!!!")', 'print("Good day")'];
	const model = await aModel(({n}) => ({text: mainPy(answers[n - 1]!)}));
	const folder = makeFolder({'pipeline.yml': pipeline});
	const person = await aPersonAt({args: ['run', '--request', 'A greeting', ...answeredBy(model)], folder});

	await person.sees('What should be changed in the program?');
	await person.answers('Greet warmly.');
	await person.sees('The change that you asked for: Greet warmly.');
	await person.sees(/\+.*print\("HELLO!!!"\)/);
	await person.chooses('r reject');
	await person.answers('Do not shout.');
	await person.sees('was taken back before it ran');
	await person.answers('Greet politely.');
	await person.sees(/\+.*print\("Good day"\)/);
	await person.chooses('a run it');
	await person.sees('What else should be changed?');
	expect(logged(folder, 'program-ran').map(({stdout}) => stdout)).toEqual(['Good day\n']);
});
