/** The road from an empty folder to a pipeline of one's own, tested in CI: the packed app, with nothing beside it. */
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {canaryKey} from '../helpers/canary.ts';
import {installPackage} from '../helpers/installed-package.ts';
import type {ChatBody} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {plainEnvironment} from '../helpers/plain-environment.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, type Person, told} from './a-person.ts';

/** Who answers, by what the model is told it is. */
function answer({messages, ...body}: ChatBody): string {
	const system = messages.find(({role}) => role === 'system')?.content ?? '';
	if (system.includes('You shout.')) return 'BREAD, SLOWLY!';
	const request = told({messages, ...body} as ChatBody);
	if (request.includes('OBJECTIONS:')) return 'Bread, better.';
	if (request.includes('DRAFT:')) return 'The second sentence says nothing.';
	return 'Bread. It is bread.';
}

test('From an empty folder a person comes to a pipeline, a module and a prompt of their own, runs and edits them, watches the run again, and has them rehearsed as in CI.', {
	timeout: 120_000,
}, async () => {
	const app = join(installPackage(), 'dist/main.js');
	const folder = makeFolder();
	const model = await aModel(({body}) => ({text: answer(body)}));
	const env = {OPENAI_API_KEY: canaryKey('own')};
	const path = (name: string) => join(folder, name);
	const edit = (name: string, change: (text: string) => string) =>
		writeFileSync(path(name), change(readFileSync(path(name), 'utf8')));
	const opens = (...args: string[]): Promise<Person> => aPersonAt({args, folder, app, env});
	const types = async (...args: string[]) => {
		const {code, stdout, stderr} = await runHeadless(args, {cwd: folder, app, env});
		return {code, told: stdout + stderr};
	};

	// What there is to begin with.
	const home = await opens();
	await home.sees(/▌ ≡ demo/);
	home.presses('q');
	expect(await home.terminal.exit).toEqual({code: 0, signal: null});

	// A pipeline from a template, a module, and its prompt.
	expect(await types('new', 'pipeline', 'talk', '--template', 'write')).toMatchObject({code: 0});
	expect(await types('new', 'pipeline', 'talk')).toMatchObject({
		code: 2,
		told: expect.stringContaining('talk.yml'),
	});
	expect(await types('new', 'module', 'shout')).toMatchObject({code: 0});
	expect(await types('test', 'shout')).toMatchObject({code: 0});
	writeFileSync(path('system_prompts/shout.md'), 'You shout.\n');
	writeFileSync(
		path('modules/shout.mts'),
		`import {defineModule} from 'orchestrai-tui';

type Loudness = 'loud' | 'very loud';

export default defineModule({
	name: 'shout',
	describe: 'Says it louder.',
	by: 'model',
	prompted: true,
	async run({prompt, model, log}) {
		const how: Loudness = 'very loud';
		const {text} = await model.ask({prompt: \`\${prompt}\\n\\nSay it \${how}.\`});
		log(\`Shouted \${text.length} characters.\`);
		return text.toUpperCase();
	},
});
`,
	);
	writeFileSync(
		path('modules/shout.test.mts'),
		`import assert from 'node:assert/strict';
import test from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import module from './shout.mts';

test('It is louder.', async () => {
	const run = await runModule(module, {inputs: {text: 'Bread'}, model: ['Bread!']});
	assert.equal(run.output, 'BREAD!');
	assert.match(run.prompts[0]!, /Say it very loud\\./);
});
`,
	);
	expect(await types('test')).toMatchObject({code: 0});

	// Its place in the pipeline, with a mistake at first.
	const operation = (module: string) =>
		`\n  - module: ${module}\n    inputs: [text]\n    output_name: loud_text\n`;
	edit('pipelines/talk.yml', text => text.trimEnd() + operation('shuot'));
	const wrong = await types('check', 'talk');
	expect(wrong.code).toBe(2);
	expect(wrong.told).toMatch(/pipelines\/talk\.yml:\d+:\d+/);
	expect(wrong.told).toContain('shuot');
	expect(wrong.told).toContain('Did you mean `shout`?');
	edit('pipelines/talk.yml', text => text.replace(operation('shuot'), operation('shout')));
	expect(await types('check', 'talk')).toMatchObject({code: 0});

	// Under version control, runs and keys are left out by themselves.
	const git = (...args: string[]) =>
		execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], {
			cwd: folder,
			env: plainEnvironment(),
			encoding: 'utf8',
		});
	git('init', '--quiet');
	git('add', 'pipelines', 'modules', 'system_prompts');
	git('commit', '--quiet', '--message', 'A talk');

	// A run on a server of one's own; the text is edited on its way.
	const run = await opens('run', 'talk', '--request', 'On bread', ...answeredBy(model));
	for (const name of ['draft', 'objections']) {
		await run.sees(`Review ${name}`);
		await run.chooses('a approve');
	}
	await run.sees('Review text');
	await run.chooses('e edit');
	await run.sees('line 1/1, col 1');
	run.terminal.type('Slow ');
	await run.sees('Slow Bread, better.');
	run.presses('CtrlS');
	await run.sees('Review document');
	await run.chooses('A all');
	await run.sees('6 of 6 operations');
	run.presses('q');
	expect(await run.terminal.exit).toMatchObject({code: 0});
	const shouted = model.requests.find(({body}) => body.messages[0]!.content.includes('You shout.'))!;
	expect(told(shouted.body)).toBe('TEXT:\nSlow Bread, better.\n\nSay it very loud.');
	expect(git('status', '--short')).not.toContain('runs/');

	// Watched again, nothing is asked.
	const asked = model.requests.length;
	const replay = await opens('replay');
	await replay.sees(/talk/);
	replay.presses('End');
	await replay.sees(/6 of 6|✓ 6\/6/);
	replay.presses('q');
	expect(await replay.terminal.exit).toMatchObject({code: 0});
	expect(model.requests).toHaveLength(asked);

	// Recorded once, and rehearsed as CI does: without a key, a terminal or a server.
	const rehearse = ['run', 'talk', '--cassette', 'tests/talk.cassette.json'];
	const recorded = await types(
		...rehearse,
		'--record',
		'--request',
		'On bread',
		'--yes',
		'--trust',
		...answeredBy(model),
	);
	expect(recorded).toMatchObject({code: 0});
	const inCI = (...args: string[]) =>
		runHeadless(args, {cwd: folder, app, env: {CI: 'true', OPENAI_API_KEY: undefined}});
	expect(await inCI('check', 'talk', '--format', 'github')).toMatchObject({code: 0});
	const rehearsed = [...rehearse, '--cassette-match', 'strict', '--yes', '--trust'];
	expect(await inCI(...rehearsed)).toMatchObject({code: 0});
	edit('system_prompts/shout.md', text => text.replace('You shout.', 'You whisper.'));
	const changed = await inCI(...rehearsed);
	expect(changed.code).toBe(1);
	expect(changed.stdout + changed.stderr).toContain(
		'The recording has no answer to this prompt of `loud_text`',
	);
	expect(existsSync(path('tests/talk.cassette.json'))).toBe(true);
});
