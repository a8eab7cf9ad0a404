import {expect, onTestFinished, test, vi} from 'vitest';
import type {Survey} from '../../source/commands/models/survey.ts';
import {models} from '../../source/commands/models.ts';
import {callCommand} from '../helpers/call-command.ts';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

const key = canaryKey('own');

async function serving(...listed: {id: string; shutdown_date?: string}[]) {
	const server = await startModelServer(() => ({text: 'never asked'}), {models: listed});
	onTestFinished(() => server.close());
	return server;
}

/** The day is what it is for the test. */
function today(date: string) {
	vi.useFakeTimers({toFake: ['Date'], now: Date.parse(date)});
	onTestFinished(() => {
		vi.useRealTimers();
	});
}

test('Each provider lists its models, with prices and days; roles say what they mean, and which of them is soon gone.', async () => {
	today('2026-11-29');
	const [one, two] = await Promise.all([
		serving({id: 'old', shutdown_date: '2027-02-26'}, {id: 'older', shutdown_date: '2027-02-27'}),
		serving({id: 'new'}),
	]);
	const cwd = makeFolder({
		'orchestrai.yml': [
			'providers:',
			`  - {name: one, base_url: "${one.url}", api_key_env: ONE_KEY, headers: {X-Door: abc}}`,
			`  - {name: two, base_url: "${two.url}", default_model: new}`,
			'  - {name: away, base_url: "http://127.0.0.1:9/v1"}',
			'roles: {small: one/old, medium: one/older, large: two/new}',
			'prices: {one/*: {input: 0.05, output: 2.5}, two/new: {input: 0, output: 0}}',
		].join('\n'),
	});
	const at = (flags: Record<string, unknown>) =>
		callCommand(models, [], {trust: true, ...flags}, {cwd, env: {ONE_KEY: key}});
	const {code, stdout, stderr} = await at({});
	expect(code).toBe(0);
	for (const row of [
		/^default +one\/older +\$0\.05 +\$2\.50 +until 2027-02-27$/m,
		/^large +two\/new +\$0 +\$0$/m,
		/^one, http.*$/m,
		/^one\/old +\$0\.05 +\$2\.50 +until 2027-02-26$/m,
		/^two, http.*, by default new$/m,
	])
		expect(stdout).toMatch(row);
	expect(stderr).toContain('one/old (small) retires on 2027-02-26, in 89 days: choose another');
	expect(stderr).not.toContain('one/older');
	expect(stderr).toMatch(/away, http.*\n.*cannot be reached/);
	expect(stdout + stderr).not.toContain(key);

	const survey = JSON.parse((await at({json: true})).stdout) as Survey;
	expect(survey.roles[1]).toEqual({
		role: 'small',
		model: 'one/old',
		base_url: one.url,
		listed: true,
		reachable: true,
		shutdown_date: '2027-02-26',
		input_usd: 0.05,
		output_usd: 2.5,
	});
	expect(
		survey.endpoints.map(({name, models: list, problem}) => [name, list.length, problem === null]),
	).toEqual([
		['one', 2, true],
		['two', 1, true],
		['away', 0, false],
	]);
});

test('What OpenAI has announced is told where the endpoint does not, and a model that is gone is said to be.', async () => {
	today('2027-01-20');
	const cwd = makeFolder({
		'orchestrai.yml':
			'roles: {small: gpt-4o-mini, large: gpt-6.1-sol}\nproviders: [{name: a, base_url: "http://127.0.0.1:9/v1"}]\n',
	});
	const {stdout, stderr} = await callCommand(models, [], {trust: true}, {cwd});
	expect(stdout).toMatch(/^large +gpt-6\.1-sol +\$2\.00 +\$10\.00 +no key$/m);
	expect(stderr).toContain('gpt-4o-mini (small) was retired on 2027-01-14');
	vi.setSystemTime(Date.parse('2026-12-01'));
	const before = await callCommand(models, [], {trust: true}, {cwd});
	expect(before.stderr).toContain('gpt-4o-mini (small) retires on 2027-01-14, in 44 days');
});

test('Where nobody can be asked, what can be done is said, with the server of this machine.', async () => {
	const server = await serving({id: 'qwen3'});
	const env = {ORCHESTRAI_LOCAL_PORTS: `ollama=${new URL(server.url).port}`};
	const {code, stdout, stderr} = await callCommand(models, [], {}, {env});
	expect(code).toBe(1);
	expect(stdout).toMatch(/^small +gpt-6-luna +\$0\.10 +\$0\.50 +no key$/m);
	expect(stderr).toContain('orchestrai login');
	expect(stderr).toContain(`orchestrai models --base-url ${server.url}`);
});

test('A role whose model its endpoint does not list is marked, with the line that says so and the nearest names.', async () => {
	const server = await serving({id: 'qwen3:8b'}, {id: 'llama3.2:latest'});
	const cwd = makeFolder({
		'orchestrai.yml': `base_url: ${server.url}\nroles:\n  small: llama3.2\n  medium: qwen3\n  large: medium\n`,
	});
	const {code, stdout, stderr} = await callCommand(models, [], {trust: true}, {cwd});
	expect(code).toBe(0);
	expect(stdout).toMatch(/^medium +qwen3 .*not listed$/m);
	expect(stdout).not.toMatch(/^small .*not listed$/m);
	expect(stderr).toBe(
		`\n\`medium\` (orchestrai.yml:4) is \`qwen3\`, which ${server.url} does not list. Write \`qwen3:8b\`.\n`,
	);
});

test('Where only providers of an untrusted folder could be asked, that is told.', async () => {
	const cwd = makeFolder({
		'orchestrai.yml': 'providers: [{name: here, base_url: "http://127.0.0.1:9/v1"}]\n',
	});
	const {stderr} = await callCommand(models, [], {}, {cwd});
	expect(stderr).toContain(
		'an endpoint stands in orchestrai.yml, which is not used until this folder is trusted. Add --trust.',
	);
	expect(stderr).not.toContain('no endpoint');
});

test('An endpoint that stands in the folder’s own file is told first where the folder is not trusted, and what it would answer is not said to lie elsewhere.', async () => {
	const server = await serving({id: 'qwen3'});
	const cwd = makeFolder({
		'orchestrai.yml': `base_url: ${server.url}\nroles: {small: qwen3, medium: qwen3, large: qwen3}\n`,
	});
	const {code, stdout, stderr} = await callCommand(models, [], {}, {cwd});
	expect(code).toBe(1);
	expect(stderr).toContain(
		`${server.url} stands in orchestrai.yml, but this folder is not trusted: add --trust.\n`,
	);
	expect(stdout).toMatch(/^small +qwen3 .* not trusted$/m);
	expect(stdout + stderr).not.toMatch(/no key|nobody to ask/);

	const json = await callCommand(models, [], {json: true}, {cwd});
	const {roles} = JSON.parse(json.stdout) as Survey;
	expect(roles.map(({base_url, reachable}) => [base_url, reachable])).toEqual(
		roles.map(() => [server.url, false]),
	);
	expect((await callCommand(models, [], {trust: true}, {cwd})).stderr).not.toContain('trusted');
});
