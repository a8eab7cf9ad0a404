import {readdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {canary} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {runsIn} from './past-run.ts';

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
			const outcome = await runHeadless([...run, ...more], {cwd});
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

test('Credentials in a base URL, and a provider’s headers, open the door and are written nowhere.', async () => {
	const password = 'canary-password-0123456789';
	const header = 'canary-header-0123456789';
	const server = await startModelServer(({headers}) => ({
		text: `You sent ${headers.authorization} and ${headers['x-door'] as string}; ${password}, ${header}.`,
	}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({
		'pipeline.yml': `${pipeline}  - {module: realist, inputs: [better], output_name: real, model_config: {model: other/m}}\n`,
		'orchestrai.yml': `providers:\n  - {name: other, base_url: "${server.url}", headers: {X-Door: ${header}}}\n`,
	});
	const url = server.url.replace('://', `://me:${password}@`);
	const run = ['run', '--model', 'better=m', '--request', 'go', '--trust'];
	const env = {OPENAI_BASE_URL: url, OPENAI_API_KEY: undefined};
	const [doctor, models, untrusted] = await Promise.all([
		runHeadless(['doctor'], {cwd, env}),
		runHeadless(['models'], {cwd, env}),
		runHeadless(['run'], {cwd, env}),
	]);
	for (const {stdout, stderr} of [doctor, models, untrusted]) expect(stdout + stderr).not.toContain(password);
	expect(doctor.stdout).toContain(server.url);
	const outcome = await runHeadless(run, {cwd, env});
	expect(outcome).toMatchObject({code: 0});
	const basic = Buffer.from(`me:${password}`).toString('base64');
	expect(server.requests.map(({headers}) => headers.authorization)).toContain(`Basic ${basic}`);
	expect(server.requests.map(({headers}) => headers['x-door'])).toContain(header);
	const kept = contentsOf(join(cwd, 'runs'));
	expect(kept).toContain('You sent');
	expect(kept).toContain(`"base_url":"${server.url}"`);
	for (const secret of [password, header, basic]) {
		expect(kept + outcome.stdout + outcome.stderr).not.toContain(secret);
	}
});
