import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {formatProblem} from '../../../source/core/pipeline/print-problem.ts';
import {storeKey} from '../../../source/io/library/credentials.ts';
import {readSettings, type SettingsOptions} from '../../../source/io/library/settings.ts';
import {isTrusted} from '../../../source/io/library/trust.ts';
import {hostileFiles} from '../../helpers/hostile-file.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

function read(files: Record<string, string | Buffer>, options: Partial<SettingsOptions> = {}) {
	const environment = {ORCHESTRAI_CONFIG_DIR: join(makeFolder(), 'config'), ...options.environment};
	return readSettings({folder: makeFolder(files), trusted: true, ...options, environment});
}

describe('readSettings', () => {
	test('finds nothing in an empty folder, and says so with nulls', async () => {
		expect(await read({})).toEqual({
			base_url: null,
			api_key: null,
			organization: null,
			project: null,
			default_model: null,
			parameters: {},
			roles: {},
			providers: [],
			prices: {},
			notify: 'all',
			preflight: true,
			places: {},
			pipeline: null,
			keys_elsewhere: [],
			endpoint_withheld: null,
			notes: [],
			problems: [],
		});
	});

	test('knows the line of what in orchestrai.yml says who is asked, as far as that is in force', async () => {
		const file =
			'default_model: a\nbase_url: http://x/v1\nroles:\n  small: b\nproviders:\n  - {name: own, base_url: http://y/v1}\n';
		const here = {'roles.small': 'orchestrai.yml:4', 'providers.own': 'orchestrai.yml:6'};
		const {places} = await read({'orchestrai.yml': file});
		expect(places).toEqual({...here, default_model: 'orchestrai.yml:1', base_url: 'orchestrai.yml:2'});
		const other = await read({'orchestrai.yml': file}, {environment: {OPENAI_BASE_URL: 'http://z/v1'}});
		expect(other.places).toEqual({...here, default_model: 'orchestrai.yml:1'});
	});

	test('reads orchestrai.yml whole', async () => {
		const settings = await read(
			{
				'orchestrai.yml': [
					'base_url: http://localhost:8080/v1',
					'default_model: ollama/qwen3',
					'roles: {small: ollama/qwen3, large: router/big}',
					'providers:',
					'  - name: ollama',
					'    base_url: http://localhost:11434/v1',
					'    default_model: qwen3',
					'  - {name: router, base_url: "https://r.example/v1", api_key_env: ROUTER_KEY, headers: {X-Title: mine}}',
					'prices:',
					'  ollama/*: {input: 0, output: 0}',
					'  router/big: {input: 1, output: 2.5, cached_input: 0.1}',
				].join('\n'),
			},
			{environment: {ROUTER_KEY: 'rk-1'}},
		);
		expect(settings.problems).toEqual([]);
		expect(settings).toMatchObject({
			base_url: {value: 'http://localhost:8080/v1', from: 'orchestrai.yml'},
			default_model: {value: 'ollama/qwen3', from: 'orchestrai.yml'},
			roles: {small: 'ollama/qwen3', large: 'router/big'},
			providers: [
				{
					name: 'ollama',
					base_url: 'http://localhost:11434/v1',
					api_key_env: null,
					api_key: null,
					default_model: 'qwen3',
					headers: {},
				},
				{name: 'router', api_key_env: 'ROUTER_KEY', api_key: 'rk-1', headers: {'X-Title': 'mine'}},
			],
			prices: {
				'ollama/*': {input: 0, output: 0},
				'router/big': {input: 1, output: 2.5, cached_input: 0.1},
			},
		});
	});

	test('reports what is wrong in orchestrai.yml, all at once, each at its place', async () => {
		const {problems} = await read({
			'orchestrai.yml': [
				'defalt_model: x',
				'roles: {smal: y}',
				'providers:',
				'  - {name: a, base_url: localhost}',
				'  - {name: b, base_url: "http://b/v1", api_key: sk-1}',
				'  - {name: b, base_url: "http://c/v1"}',
				'  - {base_url: "http://d/v1"}',
				'prices: {m: {input: 1}}',
				'notify: loudly',
			].join('\n'),
		});
		expect(problems.map(({file, line, message, remedy}) => `${file}:${line} ${message} ${remedy}`)).toEqual([
			expect.stringMatching(/^orchestrai\.yml:1 `defalt_model` .*mean `default_model`/),
			expect.stringMatching(/:2 `smal` .*mean `small`/),
			expect.stringMatching(/:4 `base_url` must be an address\./),
			expect.stringMatching(/:5 `api_key` .*api_key_env/),
			expect.stringMatching(/:6 There are two providers called `b`/),
			expect.stringMatching(/:7 a provider has no `name`|:7 .* has no `name`/),
			expect.stringMatching(/:8 .* has no `output`/),
			expect.stringMatching(/:9 `notify` must be one of .*`bell`/),
		]);
	});

	test('never repeats a key that was put in the place of a variable’s name', async () => {
		const {problems} = await read({
			'orchestrai.yml': 'providers: [{name: a, base_url: "http://a/v1", api_key_env: sk-secret-123}]',
		});
		expect(problems).toHaveLength(1);
		expect(problems[0]?.message + problems[0]!.remedy).not.toContain('sk-secret');
	});

	test('honours the config.yml of the Python version, and notes what it ignores', async () => {
		const settings = await read({
			'config.yml': [
				'pipeline: story',
				'default_model: gpt-4',
				'default_temperature: 0.7',
				'default_max_tokens: 2000',
				'default_top_p: 1',
				'default_frequency_penalty: 0.5',
				'default_presence_penalty: -1',
				'verbose: true',
			].join('\n'),
		});
		expect(settings).toMatchObject({
			pipeline: {value: 'story', from: 'config.yml'},
			default_model: {value: 'gpt-4', from: 'config.yml'},
			parameters: {
				temperature: 0.7,
				max_tokens: 2000,
				top_p: 1,
				frequency_penalty: 0.5,
				presence_penalty: -1,
			},
			notes: [expect.stringContaining('ignored verbose')],
			problems: [],
		});
	});

	test('reports a wrong value of config.yml, but only warns if the file is no YAML at all', async () => {
		const wrong = await read({'config.yml': 'default_temperature: hot'});
		expect(wrong.problems).toMatchObject([{severity: 'error', file: 'config.yml', line: 1}]);
		const other = await read({'config.yml': 'a: [1, 2\nb: }'});
		expect(other.problems.length).toBeGreaterThan(0);
		expect(other.problems.every(({severity}) => severity === 'warning')).toBe(true);
	});

	test('prefers the environment to .env, and .env to nothing, and reads OPENAI names only', async () => {
		const environment = {OPENAI_API_KEY: 'from-environment', OPENAI_ORG_ID: ' ', LC_ALL: 'C'};
		const settings = await read(
			{
				'.env':
					'OPENAI_API_KEY=from-file\nOPENAI_BASE_URL="http://localhost:1/v1"\nOPENAI_ORG_ID=org\nLD_PRELOAD=x\nOPENAI_API_BASE=y\n',
			},
			{environment},
		);
		expect(settings).toMatchObject({
			api_key: {value: 'from-environment', from: 'environment'},
			base_url: {value: 'http://localhost:1/v1', from: '.env'},
			organization: {value: 'org', from: '.env'},
			notes: ['.env sets OPENAI_API_BASE, which is not used. Did you mean OPENAI_BASE_URL?'],
		});
		expect(environment).toEqual({OPENAI_API_KEY: 'from-environment', OPENAI_ORG_ID: ' ', LC_ALL: 'C'});
		expect(process.env.LD_PRELOAD).not.toBe('x');
	});

	test('puts the flag before every other base URL', async () => {
		const settings = await read(
			{'orchestrai.yml': 'base_url: http://file/v1'},
			{baseUrl: 'http://flag/v1', environment: {OPENAI_BASE_URL: 'http://environment/v1'}},
		);
		expect(settings.base_url).toEqual({value: 'http://flag/v1', from: 'flag'});
	});

	test('withholds providers, base URLs and the key that came with one from a folder without trust', async () => {
		const files = {
			'.env': 'OPENAI_API_KEY=sk-1\nOPENAI_BASE_URL=http://evil/v1',
			'orchestrai.yml':
				'base_url: http://evil/v1\nproviders: [{name: a, base_url: "http://evil/v1"}]\nroles: {small: m}',
		};
		const settings = await read(files, {trusted: false});
		expect(settings).toMatchObject({base_url: null, api_key: null, providers: [], roles: {small: 'm'}});
		expect(settings.notes).toHaveLength(2);
		expect(JSON.stringify(settings)).not.toContain('evil');
		const keyOnly = await read({'.env': 'OPENAI_API_KEY=sk-1'}, {trusted: false});
		expect(keyOnly.api_key).toEqual({value: 'sk-1', from: '.env'});
	});

	test('withholds prices, which budgets count by, and roles that name a withheld provider', async () => {
		const file = [
			'roles: {small: a/cheap, medium: abc/m, large: gpt-6.1-sol}',
			'providers: [{name: a, base_url: "http://a/v1"}]',
			'prices: {gpt-6.1-sol: {input: 0, output: 0}}',
		].join('\n');
		const settings = await read({'orchestrai.yml': file}, {trusted: false});
		expect(settings).toMatchObject({prices: {}, roles: {medium: 'abc/m', large: 'gpt-6.1-sol'}});
		expect(settings.roles).not.toHaveProperty('small');
		expect(settings.notes).toEqual([
			'orchestrai.yml: this folder is not trusted (--trust), so what it says of these is not used: providers, roles that name its providers, prices.',
		]);
		const trusted = await read({'orchestrai.yml': file});
		expect(trusted).toMatchObject({prices: {'gpt-6.1-sol': {input: 0}}, roles: {small: 'a/cheap'}});
	});

	test('takes the stored key last, and only for the endpoint it was stored for', async () => {
		const environment = {ORCHESTRAI_CONFIG_DIR: join(makeFolder(), 'config')};
		await storeKey('sk-stored', null, environment);
		expect((await read({}, {environment})).api_key).toEqual({value: 'sk-stored', from: 'login'});
		expect((await read({'.env': 'OPENAI_API_KEY=sk-2'}, {environment})).api_key?.from).toBe('.env');
		expect((await read({}, {environment, baseUrl: 'http://localhost:1/v1'})).api_key).toBeNull();
	});

	test('notes a provider whose key is not there', async () => {
		const {notes, providers} = await read({
			'orchestrai.yml': 'providers: [{name: a, base_url: "http://a/v1", api_key_env: A_KEY}]',
		});
		expect(notes).toEqual([expect.stringContaining('A_KEY is not set')]);
		expect(providers).toMatchObject([{name: 'a', api_key: null}]);
	});

	test('says that a file cannot be read instead of passing it over', async () => {
		const settings = await read({
			'orchestrai.yml': Buffer.from('\ufeffa: b', 'utf16le'),
			'.env': Buffer.from([0xff, 0xfe, 0x41, 0x00]),
		});
		expect(settings.problems).toMatchObject([
			{message: expect.stringContaining('UTF-16'), severity: 'error'},
		]);
		expect(settings.notes).toEqual([expect.stringContaining('UTF-16')]);
	});
});

describe('settings in a file that is none', () => {
	test.each(Object.entries(hostileFiles))('of %s are told of, whichever it is', async (_, {put, said}) => {
		const folder = makeFolder();
		const config = join(makeFolder({'config/x': ''}), 'config');
		for (const name of ['orchestrai.yml', 'config.yml', '.env']) put(join(folder, name));
		for (const name of ['credentials.json', 'trust.json']) put(join(config, name));
		const environment = {ORCHESTRAI_CONFIG_DIR: config};
		const {problems, notes, ...settings} = await readSettings({folder, environment, trusted: true});
		expect(problems).toEqual([
			expect.objectContaining({
				file: 'orchestrai.yml',
				severity: 'error',
				message: expect.stringMatching(said),
			}),
			expect.objectContaining({
				file: 'config.yml',
				severity: 'warning',
				message: expect.stringMatching(said),
			}),
		]);
		expect(notes).toEqual([expect.stringMatching(said), expect.stringMatching(said)]);
		expect(notes.join()).toMatch(/\.env.*credentials\.json/s);
		expect(settings).toMatchObject({api_key: null, base_url: null, providers: []});
		expect(await isTrusted(folder, environment)).toBe(false);
	});
});

test('A key that is too short to be redacted is spoken of, unless it goes to a server on this machine.', async () => {
	const notesFor = async (key: string, base_url?: string) =>
		(await read({}, {environment: {OPENAI_API_KEY: key, ...(base_url ? {OPENAI_BASE_URL: base_url} : {})}}))
			.notes;
	expect(await notesFor('fifteen-letters')).toEqual([expect.stringContaining('fewer than 16 characters')]);
	expect(await notesFor('fifteen-letters', 'https://elsewhere.example/v1')).toHaveLength(1);
	expect(await notesFor('ollama', 'http://127.0.0.1:11434/v1')).toEqual([]);
	expect(await notesFor('sixteen-letters-')).toEqual([]);
});

describe('roles and providers', () => {
	const messages = async (file: string) =>
		(await read({'orchestrai.yml': file})).problems.map(
			({line, column, message}) => `${line}:${column} ${message}`,
		);

	test('that go in a circle are told of once, at their place; one that names itself is a name like any other', async () => {
		expect(await messages('roles: {small: medium, medium: large, large: small}')).toEqual([
			'1:46 `roles` go in a circle: large → small → medium → large.',
		]);
		expect(await messages('roles: {small: medium, medium: small, large: medium}')).toEqual([
			'1:32 `roles` go in a circle: medium → small → medium.',
		]);
		expect(await messages('roles: {small: small, medium: large, large: gpt-6.1-sol}')).toEqual([]);
	});

	test('cannot have the same name', async () => {
		expect(await messages('providers: [{name: small, base_url: "http://a/v1"}]')).toEqual([
			'1:20 A provider cannot be called `small`, which is the name of a role.',
		]);
	});

	test.each([
		['providers: [{name: a, base_url: 5, api_key: sk-secret-0123}]'],
		['providers: [{name: a, base_url: 5, headers: {Authorization: "Bearer secret-0123"}}]'],
		['providers: [{name: a, base_url: 5, headers: {"x-api-key": secret-0123}}]'],
		['providers: [{name: a, base_url: "http://a/v1", api_key_env: secret-0123}]'],
		['providers: [{name: a, base_url: 5, headers: {Authorization: [Bearer, secret-0123]}}]'],
		['providers: [{name: a, base_url: 5, headers: {X-Door: "a, secret-0123", X-Other: [secret-0123, b]}}]'],
		['providers: [{name: a, base_url: 5, headers: {X-Door: [secret-0123, b]'],
		['headers: {Authorization: [Bearer, secret-0123]}'],
		['{Authorization: [Bearer, secret-0123'],
		['providers: [{name: b, base_url: "http://user:secret-0123@x/v1", hedaers: 1}]'],
		['base_url: "htp://user:secret-0123@x/v1?key=secret-0123"'],
		['base_url: "htp://x/v1?a=1&door=secret-0123"'],
		["base_url: 'htp://secret-0123@x/v1'"],
		['api_key: secret-0123'],
		['default_modle: sk-secret-0123456789'],
	])('are shown in a problem without a key that stands in their line: %s', async file => {
		const {problems} = await read({'orchestrai.yml': file});
		expect(problems.length).toBeGreaterThan(0);
		expect(problems.map(formatProblem).join('\n')).not.toContain('secret-0123');
		expect(problems.map(formatProblem).join('\n')).toContain('[key]');
	});
});
