import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {runsIn} from './past-run.ts';

const canary = 'sk-canary-0123456789abcdefghijklmnop';
const pipeline = `
defaults: {model_config: {retries: 0}}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: enhancer, inputs: [request], output_name: better}
`;

/** Everything below a folder that could hold a text. */
function contentsOf(folder: string): string {
	return readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.map(name => join(folder, name))
		.map(path => `${path}\n${statSync(path).isFile() ? readFileSync(path, 'utf8') : ''}`)
		.join('\n');
}

test('A key that the endpoint echoes is nowhere: not in the run’s folder, nor in what is printed, as lines or as JSON.', async () => {
	const server = await startModelServer(({n, headers}) =>
		n % 2 === 1
			? {
					status: 400,
					json: {error: {message: `Bad request with ${headers.authorization}`, headers}},
					headers: {'x-echo': headers.authorization!},
				}
			: {text: `You sent ${headers.authorization}, did you not?`},
	);
	onTestFinished(() => server.close());
	const cwd = makeFolder({'pipeline.yml': pipeline});
	const run = ['run', '--base-url', server.url, '--model', 'm', '--request', 'go'];
	for (const more of [[], ['--json'], ['--debug']]) {
		for (const code of [1, 0]) {
			const outcome = await runHeadless([...run, ...more], {cwd, env: {OPENAI_API_KEY: canary}});
			expect(outcome.code).toBe(code);
			expect(outcome.stdout + outcome.stderr).not.toContain(canary);
		}
	}
	expect(server.requests.map(({headers}) => headers.authorization)).toEqual(
		server.requests.map(() => `Bearer ${canary}`),
	);
	expect(runsIn(cwd)).toHaveLength(6);
	expect(contentsOf(cwd)).toContain('You sent');
	expect(contentsOf(cwd)).not.toContain(canary);
});
