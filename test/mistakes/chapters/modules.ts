import {mkdirSync, renameSync} from 'node:fs';
import {join} from 'node:path';
import type {Mistake} from '../mistake.ts';
import {onServer, talk} from '../talk.ts';

const shouted = talk.replace('script_writer', 'shout');
const trusting = [...onServer, '--trust', '--model', 'test-model'];

const definition = (body: string) => `import {defineModule} from 'orchestrai-tui';

export default defineModule({
	name: 'shout',
	describe: 'Says it louder.',
${body}});
`;

const run = `	async run({prompt}) {
		return prompt.toUpperCase();
	},
`;

const asking = (body: string) => `	async run({model, prompt}) {
		${body}
	},
`;

export const modules: Mistake[] = [
	{
		did: 'A module of one’s own is used in a folder that is not trusted yet',
		unseen: {'talk.yml': shouted, 'modules/shout.mts': definition(run)},
		typed: onServer,
		code: 2,
		next: '--trust',
	},
	{
		did: 'A module has no default export',
		files: {'modules/shout.mts': definition(run).replace('export default', 'export const shout =')},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		code: 2,
		next: 'export default defineModule',
	},
	{
		did: 'A module has no run',
		files: {'modules/shout.mts': definition(run.replace('run(', 'execute('))},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		code: 2,
		next: 'Add `run(context)',
	},
	{
		did: 'A module has a mistake in its syntax',
		files: {'modules/shout.mts': definition(run.replace('},', ''))},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		code: 2,
		next: 'syntax',
	},
	{
		did: 'A module uses an enum, which type stripping cannot remove',
		files: {'modules/shout.mts': `enum Volume {Loud, Louder}\n\n${definition(run)}`},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		code: 2,
		next: 'enum',
	},
	{
		did: 'A module imports a package that is not installed',
		files: {
			'modules/shout.mts': `import {decode} from 'html-entities';\n${definition(run.replace('prompt.', 'decode(prompt).'))}`,
		},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		code: 2,
		next: 'npm install html-entities',
	},
	{
		did: 'A module imports its neighbour without the ending',
		files: {'modules/shout.mts': `import {loud} from './loud';\n${definition(run)}`},
		unseen: {'talk.yml': shouted, 'modules/loud.mts': 'export const loud = 1;\n'},
		typed: trusting,
		code: 2,
		next: 'with its ending, `.mts`',
	},
	{
		did: 'A module has a mistake that shows when it runs',
		files: {'modules/shout.mts': definition(run.replace('toUpperCase', 'toUppercase'))},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		code: 1,
		next: 'Mend the module at that place.',
	},
	{
		did: 'A module forgets to await, and uses the promise as the answer',
		files: {'modules/shout.mts': definition(asking('return model.ask({prompt}).text;'))},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		server: {answers: {text: 'An answer.'}},
		code: 1,
		next: 'Write `await` before the call',
	},
	{
		did: 'A module asks for each of a list, and waits for none',
		files: {
			'modules/shout.mts': definition(
				asking(
					"const said: string[] = [];\n\t\tprompt.split(' ').forEach(async word => {\n\t\t\tsaid.push((await model.ask({prompt: word})).text);\n\t\t});\n\t\treturn said.join(' ');",
				),
			),
		},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		server: {answers: {text: 'An answer.'}},
		code: 1,
		next: '`forEach` waits for nothing',
	},
	{
		did: 'A module returns nothing',
		files: {'modules/shout.mts': definition(run.replace('return ', ''))},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		code: 1,
		next: 'Return a string',
	},
	{
		did: 'A module returns the model’s answer instead of its text',
		files: {'modules/shout.mts': definition(asking('return model.ask({prompt});'))},
		unseen: {'talk.yml': shouted},
		typed: trusting,
		server: {answers: {text: 'An answer.'}},
		code: 1,
		next: 'Return its `text`',
	},
	{
		did: 'A module says that it is prompted, and its prompt is not there',
		files: {'modules/shout.mts': definition(`\tprompted: true,\n${run}`)},
		unseen: {'talk.yml': shouted},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'Write in system_prompts/shout.md',
	},
	{
		did: 'The same, and it is run without a check',
		unseen: {'talk.yml': shouted, 'modules/shout.mts': definition(`\tprompted: true,\n${run}`)},
		typed: trusting,
		code: 2,
		next: 'Write in system_prompts/shout.md',
	},
	{
		did: 'A module lies beside the pipeline instead of in modules/',
		unseen: {'talk.yml': shouted, 'shout.mts': definition(run)},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'modules/shout.mts',
	},
	{
		did: 'A system prompt lies beside the pipeline instead of in system_prompts/',
		unseen: {'talk.yml': shouted, 'shout.md': 'Say it louder.\n'},
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'system_prompts/shout.md',
	},
	{
		did: 'A system prompt is empty',
		files: {'system_prompts/shout.md': ''},
		unseen: {'talk.yml': shouted},
		typed: [...onServer, '--model', 'test-model'],
		code: 2,
		next: 'system_prompts/shout.md',
	},
	{
		did: 'A module’s file has capitals that the pipeline has not',
		unseen: {'talk.yml': shouted, 'modules/shout.mts': definition(run)},
		before: ({cwd}) => renameSync(join(cwd, 'modules/shout.mts'), join(cwd, 'modules/Shout.mts')),
		typed: ['check', 'talk.yml'],
		code: 2,
		next: '`Shout`',
	},
	{
		did: 'A module is a folder with an index in it',
		unseen: {'talk.yml': shouted},
		files: {'modules/shout/index.mts': definition(run)},
		before: ({cwd}) => void mkdirSync(join(cwd, 'pipelines')),
		typed: ['check', 'talk.yml'],
		code: 2,
		next: 'modules/shout.mts',
	},
];
