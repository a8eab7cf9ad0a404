/** A module that needs a system prompt and has none is refused by all that would run it, before anything is asked. */
import {readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

const files = {
	'p.yml': 'pipeline:\n  - {module: shout, inputs: [], output_name: shouted}\n',
	'modules/shout.mjs': `export default {
	name: 'shout',
	describe: 'Says it louder.',
	prompted: true,
	run: async ({model}) => (await model.ask({prompt: 'Shout.'})).text,
};
`,
	'modules/shout.test.mjs': `import {test} from 'node:test';
import {runModule} from 'orchestrai-tui/testing';
import shout from './shout.mjs';
test('It shouts.', async () => void (await runModule(shout, {model: ['A']})).output);
`,
};

const said = /modules.shout\.mjs[\s\S]*`shout` says `prompted: true`[\s\S]*system_prompts\/shout\.md/;

test('check, run, --adopt and the module’s own test name the module, the prompt that is missing, and what to do; a run that recorded the prompt goes on with it.', async () => {
	const cwd = makeFolder({...files, 'system_prompts/shout.txt': 'Shout it.'});
	let refuses = false;
	const server = await startModelServer(() => (refuses ? {status: 401, json: {}} : {text: 'LOUD'}));
	try {
		const flags = ['--trust', '--base-url', server.url, '--model', 'm'];
		const call = (...args: string[]) => runHeadless(args, {cwd, together: true});
		expect(await call('check', 'p.yml')).toMatchObject({code: 0});
		expect(await call('run', 'p.yml', ...flags)).toMatchObject({code: 0});
		expect(await call('test', '--trust')).toMatchObject({code: 0});
		// One that is left without an output.
		refuses = true;
		expect(await call('run', 'p.yml', ...flags)).toMatchObject({code: 1});
		const asked = server.requests.length;
		const [run] = readdirSync(join(cwd, 'runs')).filter(name => name.endsWith('_p'));

		rmSync(join(cwd, 'system_prompts/shout.txt'));
		const answers = await Promise.all([
			call('check', 'p.yml'),
			call('run', 'p.yml', ...flags),
			call('resume', '--adopt', ...flags),
		]);
		for (const {code, stdout} of answers) {
			expect(stdout).toMatch(said);
			expect(code).toBe(2);
		}
		const tested = await call('test', '--trust');
		expect(tested.code).not.toBe(0);
		expect(tested.stdout).toContain('there is no system_prompts/shout.md');

		expect(server.requests).toHaveLength(asked);
		refuses = false;
		expect(await call('fork', run!, '--from', 'shouted', ...flags)).toMatchObject({code: 0});
		expect(await call('resume', ...flags)).toMatchObject({code: 0});
		for (const {body} of server.requests.slice(asked)) expect(JSON.stringify(body)).toContain('Shout it.');
	} finally {
		await server.close();
	}
});
