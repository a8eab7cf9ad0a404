import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, aPersonAt, runFolderOf, startUnread, told} from './a-person.ts';

const pipeline = (model: string) => `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: draft, model_config: {model: ${model}}}
`;

test('Killed while an answer is typed, a run is taken up from home: what changed is told first, and the half-typed answer is still there.', async () => {
	const model = await aModel(() => ({text: 'Once upon a time.'}));
	const folder = makeFolder({'pipelines/tale.yml': pipeline('old-one')});
	const env = {OPENAI_BASE_URL: model.url, OPENAI_API_KEY: canaryKey('own')};
	const first = await aPersonAt({args: [], folder, env});
	await first.sees(/▌ +tale/);
	first.presses('Enter');
	await startUnread(first.terminal);
	await first.sees('ctrl-j new line');
	first.terminal.type('A fox and a w');
	const drafts = () => readdirSync(join(runFolderOf(folder), 'drafts'));
	await first.terminal.until(
		screen => screen.includes('A fox and a w') && drafts().includes('request.answer.txt'),
	);
	first.terminal.kill('SIGKILL');
	await first.terminal.exit;

	writeFileSync(join(folder, 'pipelines/tale.yml'), pipeline('new-one'));
	const person = await aPersonAt({args: [], folder, env});
	await person.sees(/tale +interrupted/);
	person.presses('Tab');
	await person.sees(/▌.*tale +interrupted/);
	person.presses('Enter');
	await person.sees(/draft +model_config/);
	await person.sees('model: new-one');
	await person.sees('a adopt the new');
	person.presses('a');
	await startUnread(person.terminal);
	await person.sees('A fox and a w');
	person.terminal.type('ell');
	await person.chooses('enter send');
	await person.sees('Review draft');
	await person.chooses('a approve');
	await person.sees('2 of 2 operations');
	expect(model.requests.map(({body}) => [body.model, told(body)])).toEqual([
		['new-one', expect.stringContaining('A fox and a well')],
	]);
	expect(drafts()).toEqual([]);
	expect(readFileSync(join(runFolderOf(folder), 'outputs/request.md'), 'utf8')).toBe('A fox and a well');
}, 60_000);
