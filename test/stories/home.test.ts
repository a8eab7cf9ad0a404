import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, aPersonAt, logged, startUnread} from './a-person.ts';

const pipeline = (extra = '') => `
description: Two steps to a tale
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: draft${extra}}
`;

test('Without a key, home has the demo selected; Enter starts it, its words are offered, approving leads to a program that works, and leaving leads home.', async () => {
	const person = await aPersonAt({args: [], env: {OPENAI_API_KEY: undefined}});
	await person.sees(/▌ ≡ demo/);
	await person.sees('no key yet');
	person.presses('Enter');

	await person.sees('request asks');
	await person.sees('RECORDED');
	await person.chooses('enter send');
	await person.sees('Review code_plan');
	await person.chooses('a approve');
	await person.terminal.until('Review code ─', {timeoutMs: 20_000});
	await person.chooses('A all');
	await person.terminal.until('modified_codebase asks', {timeoutMs: 20_000});
	await person.chooses('enter send');
	await person.terminal.until('What else should be changed?', {timeoutMs: 20_000});
	await person.chooses('enter send');
	await person.terminal.until('6 of 6 operations', {timeoutMs: 20_000});
	person.presses('q');

	await person.sees(/▌ ✓ engineering +done/);
	await person.sees('6/6 done');
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(person.terminal.screen()).toContain('the answers were recorded');
	expect(logged(person.folder, 'program-ran').map(({exit_code}) => exit_code)).toEqual([1, 1, 0, 0]);
}, 60_000);

test('A run that is left in the middle waits at home, and Enter goes on with it; what every run made stands on the screen in the end.', async () => {
	const model = await aModel(() => ({text: 'Once upon a time.'}));
	const folder = makeFolder({
		'pipelines/tale.yml': pipeline(', model_config: {model: test-model}'),
	});
	const person = await aPersonAt({
		args: [],
		folder,
		env: {OPENAI_BASE_URL: model.url, OPENAI_API_KEY: canaryKey('own')},
	});
	await person.sees(/▌ +tale +Two steps to a tale/);
	await person.sees(/request +├──▶│ draft/);
	person.presses('Enter');
	await person.sees(' enter start   r reviews');
	person.presses('q');
	await person.sees('Nothing was asked, and nothing is kept.');
	await person.sees(/▌ +tale +Two steps to a tale/);
	expect(readdirSync(join(folder, 'runs')).filter(name => !name.startsWith('.'))).toEqual([]);
	person.presses('Enter');
	await startUnread(person.terminal);
	await person.sees('request asks');
	person.presses('Escape');
	await person.sees('enter answer');
	person.presses('q');
	await person.sees('y yes');
	person.presses('y');

	await person.sees(/▌ ○ tale +stopped +request/);
	await person.sees('stopped  tale');
	person.presses('Enter');
	await startUnread(person.terminal);
	await person.answers('A fox and a well');
	await person.sees('Review draft');
	await person.chooses('a approve');
	await person.sees('2 of 2 operations');
	person.presses('q');
	await person.sees(/▌ ✓ tale +done/);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(person.terminal.screen()).toContain('stopped  tale');
	expect(person.terminal.screen()).toContain('✓ done  tale');
	expect(readdirSync(join(folder, 'runs')).filter(name => !name.startsWith('.'))).toHaveLength(1);
}, 30_000);

test('What cannot begin is told on the screen, with home still there; a broken pipeline shows its mistakes.', async () => {
	const folder = makeFolder({
		'pipelines/aloof.yml': pipeline(),
		'pipelines/broken.yml': pipeline().replace('storyteller', 'storytellr'),
	});
	const person = await aPersonAt({
		args: [],
		folder,
		env: {OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: canaryKey('own')},
	});
	await person.sees(/▌ +aloof/);
	person.presses('Enter');
	await person.sees('it could not be started');
	await person.sees('Name a model with --model');
	person.presses('j');
	await person.sees('Did you mean `storyteller`?');
	person.presses('/');
	person.terminal.type('alo');
	await person.sees('aloof  ./pipelines');
	person.presses('Escape');
	await person.sees(/▌ +aloof/);
	person.presses('CtrlC');
	expect(await person.terminal.exit).toEqual({code: 0, signal: null});
	expect(person.terminal.modes()).toMatchObject({alternateScreen: false, bracketedPaste: false});
}, 30_000);

test('A pipeline that is saved in an editor beside shows at once: broken it says what is wrong and stays drawn as it was, mended it is drawn anew; E edits it from here.', async () => {
	const folder = makeFolder({'pipelines/tale.yml': pipeline()});
	const person = await aPersonAt({args: [], folder, env: {OPENAI_API_KEY: canaryKey('own')}});
	const file = join(folder, 'pipelines/tale.yml');
	await person.sees(/request +├──▶│ draft/);
	writeFileSync(file, pipeline().replace('storyteller', 'storytellr'));
	await person.sees('Line 5: There is no module `storytellr`.');
	const broken = person.terminal.screen();
	expect(broken).toMatch(/▌ ✗ tale +Line 5: There is no modul/);
	expect(broken).toContain('Below it is drawn as it was when it was last sound.');
	expect(broken).toMatch(/request +├──▶│ draft/);
	expect(broken).toContain('pipelines/tale.yml:5:14: error: There is no module `storytellr`.');
	person.presses('Enter');
	await person.sees(screen => screen.split('Line 5: There is no module `storytellr`.').length > 2);

	writeFileSync(file, pipeline().replace('output_name: draft', 'output_name: story'));
	await person.sees(/request +├──▶│ story/);
	expect(person.terminal.screen()).not.toContain('last sound');

	person.willEdit({replace: {'output_name: story': 'output_name: fable'}});
	await person.chooses('E edit');
	await person.sees(/request +├──▶│ fable/);
	writeFileSync(join(folder, 'pipelines/other.yml'), pipeline());
	await person.sees(/ other +Two steps to a tale/);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
}, 30_000);

test('While an editor that was opened from home has the terminal, Ctrl-C is its own; a signal ends both, and the terminal is as it was.', async () => {
	const folder = makeFolder({'pipelines/tale.yml': pipeline()});
	const person = await aPersonAt({args: [], folder, env: {OPENAI_API_KEY: canaryKey('own')}});
	person.willEdit({waits: 'the editor waits'});
	await person.sees('E edit');
	person.presses('E');
	await person.sees('the editor waits');
	person.presses('CtrlC');
	await person.sees('was ended by SIGINT');
	await person.sees(/request +├──▶│ draft/);
	person.presses('E');
	await person.sees(screen => screen.includes('the editor waits') && !screen.includes('OrchestrAI'));
	person.terminal.kill('SIGTERM');
	expect(await person.terminal.exit).toEqual({code: 143, signal: null});
	expect(person.terminal.modes()).toMatchObject({alternateScreen: false, bracketedPaste: false});
	expect(person.terminal.processes()).toEqual([]);
}, 30_000);

test('The question whether a folder is trusted is asked between home and the run.', async () => {
	const folder = makeFolder({
		'pipelines/tale.yml': pipeline().replace('storyteller', 'mine'),
		'modules/mine.mjs':
			"export default {name: 'mine', describe: 'Shouts', run: context => context.inputs[0].text.toUpperCase()};\n",
	});
	const person = await aPersonAt({args: [], folder, env: {OPENAI_API_KEY: canaryKey('own')}});
	await person.sees(/▌ +tale/);
	await person.sees('what your own code asks');
	person.presses('Enter');
	await person.sees('Do you trust this folder?');
	person.terminal.type('n\r');
	await person.sees('Nothing was run.');
	person.presses('Enter');
	await person.sees('Do you trust this folder?');
	person.terminal.type('y\r');
	await person.answers('a fox');
	await person.sees('2 of 2 operations');
	person.presses('q');
	await person.sees(/▌ ✓ tale +done/);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
}, 30_000);

test('A signal at home leaves the terminal as it was found.', async () => {
	const person = await aPersonAt({args: [], env: {OPENAI_API_KEY: undefined}});
	await person.sees(/▌ ≡ demo/);
	person.terminal.kill('SIGTERM');
	expect(await person.terminal.exit).toEqual({code: 143, signal: null});
	expect(person.terminal.modes()).toMatchObject({alternateScreen: false, bracketedPaste: false});
}, 30_000);

test('A thousand past runs are listed at once, and moved through while they are read.', async () => {
	const folder = makeFolder();
	const log = readFileSync(new URL('../../pipelines/engineering.cassette.json', import.meta.url));
	for (let number = 0; number < 1000; number++) {
		const at = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString().slice(0, 19);
		const run = join(folder, 'runs', `${at.replace('T', '_').replaceAll(':', '-')}_engineering`);
		mkdirSync(run, {recursive: true});
		writeFileSync(join(run, 'memory_log.json'), log);
	}
	const person = await aPersonAt({args: [], folder});
	await person.sees('runs 1000');
	person.presses('Tab', 'G');
	await person.sees('2026-01-01_00-00-00_engineering');
	await person.sees(/▌ ✓ engineering +done/);
	expect(await person.leaves()).toEqual({code: 0, signal: null});
}, 30_000);
