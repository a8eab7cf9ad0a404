import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import type {Finding} from '../../source/commands/doctor/finding.ts';
import {examineFolders} from '../../source/commands/doctor/folders.ts';
import {examineKeys, examineLocal, examineModels} from '../../source/commands/doctor/models.ts';
import {examineEditor} from '../../source/commands/doctor/programs.ts';
import {examineTerminal} from '../../source/commands/doctor/terminal.ts';
import {doctor} from '../../source/commands/doctor.ts';
import {createOutput} from '../../source/commands/output.ts';
import {readSettings} from '../../source/io/library/settings.ts';
import {trust} from '../../source/io/library/trust.ts';
import {callCommand} from '../helpers/call-command.ts';
import {canaryKey} from '../helpers/canary.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

const key = canaryKey('own');

async function settingsOf(environment: Record<string, string>, files: Record<string, string> = {}) {
	const folder = makeFolder(files);
	return readSettings({
		folder,
		environment: {ORCHESTRAI_CONFIG_DIR: `${folder}/.config`, ...environment},
		trusted: true,
	});
}

test('Every finding has its name, a state, what was found and how to mend it; a key is never among them.', async () => {
	const server = await startModelServer(() => ({text: 'never asked'}), {models: [{id: 'one'}, {id: 'two'}]});
	onTestFinished(() => server.close());
	const cwd = makeFolder();
	const env = {
		OPENAI_API_KEY: key,
		OPENAI_BASE_URL: server.url,
		ORCHESTRAI_CONFIG_DIR: `${cwd}/.config`,
		ORCHESTRAI_LOCAL_PORTS: `ollama=${new URL(server.url).port}`,
		EDITOR: 'no-such-editor',
	};
	const {code, stdout} = await callCommand(doctor, [], {json: true}, {cwd, env});
	expect(code).toBe(0);
	expect(stdout).not.toContain(key);
	const findings = JSON.parse(stdout) as Finding[];
	expect(findings.map(({name, state}) => `${name}: ${state}`)).toEqual([
		'Node: good',
		'terminal: lacking',
		'colours: good',
		'Unicode: good',
		'Python: good',
		'venv: good',
		'cage: good',
		'editor: lacking',
		'settings: good',
		'key: good',
		'model: good',
		'local models: good',
		'runs: good',
		'own folder: good',
		'disk: good',
		'trust: good',
	]);
	for (const finding of findings)
		expect(finding).toEqual({
			name: expect.any(String),
			state: expect.any(String),
			says: expect.stringMatching(/\w/),
			remedy: finding.remedy === null ? null : expect.stringMatching(/\w/),
		});
	const plain = await callCommand(doctor, [], {}, {cwd, env: {...env, LC_ALL: 'C'}});
	expect(plain.stdout).toMatch(/^[\x20-\x7E\n]+$/);
	expect(plain.stdout).toMatch(/^- +Unicode +the locale is C: .*\n +> .*export LC_ALL=C\.UTF-8/m);
});

test('Where a key comes from is told, and a variable that was meant to hold one.', async () => {
	const says = async (environment: Record<string, string>, files?: Record<string, string>) =>
		examineKeys(await settingsOf(environment, files), environment).map(
			({state, says, remedy}) => `${state}: ${says}${remedy === null ? '' : ` -> ${remedy}`}`,
		);
	expect(await says({OPENAI_API_KEY: key})).toEqual(['good: from OPENAI_API_KEY in the environment']);
	expect(await says({}, {'.env': `OPENAI_API_KEY=${key}`})).toEqual(['good: from OPENAI_API_KEY in .env']);
	for (const name of ['OPENAI_KEY', 'OPEN_AI_API_KEY', 'OPENAI_TOKEN', 'CHATGPT_API_KEY'])
		expect(await says({[name]: key})).toEqual([
			`lacking: ${name} is set, which is not read -> export OPENAI_API_KEY="$${name}"`,
		]);
	expect(await says({})).toEqual([expect.stringContaining('`orchestrai login`')]);
	const provider = 'providers: [{name: router, base_url: "http://r/v1", api_key_env: ROUTER_KEY}]';
	expect(await says({}, {'orchestrai.yml': provider})).toEqual([
		expect.stringMatching(/^lacking: router: ROUTER_KEY is not set -> export ROUTER_KEY=/),
	]);
});

test('An endpoint says how soon it answers; one whose address lacks /v1 is told with the one that is meant.', async () => {
	const server = await startModelServer(() => ({text: 'never asked'}), {models: [{id: 'one'}]});
	onTestFinished(() => server.close());
	const [answers] = await examineModels(await settingsOf({OPENAI_BASE_URL: server.url}));
	expect(answers).toMatchObject({state: 'good', says: expect.stringMatching(/: 1 model, in \d+ ms$/)});

	const strict = createServer((request, response) => {
		response.statusCode = request.url?.startsWith('/v1/') ? 200 : 404;
		response.end('{"error": {"message": "no such page"}}');
	});
	await new Promise<void>(resolve => strict.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		strict.close();
	});
	const url = `http://127.0.0.1:${(strict.address() as AddressInfo).port}`;
	const [short] = await examineModels(await settingsOf({OPENAI_BASE_URL: url}));
	expect(short).toMatchObject({state: 'bad', remedy: expect.stringContaining(`--base-url ${url}/v1`)});
});

test('A model that its endpoint does not list, and an address that lacks /v1, are told with their line in orchestrai.yml.', async () => {
	const server = await startModelServer(() => ({text: 'never asked'}), {models: [{id: 'qwen3:8b'}]});
	onTestFinished(() => server.close());
	const at = async (url: string) =>
		examineModels(
			await settingsOf(
				{},
				{
					'orchestrai.yml': `roles: {medium: own/qwen3}\nproviders:\n  - name: own\n    base_url: ${url}\n`,
				},
			),
		);
	expect((await at(server.url))[1]).toMatchObject({
		state: 'lacking',
		says: expect.stringContaining('`medium` (orchestrai.yml:1) is `own/qwen3`, which it does not list'),
		remedy: 'Write `own/qwen3:8b`.',
	});
	const short = server.url.replace(/\/v1$/, '');
	expect(await at(short)).toMatchObject([
		{state: 'bad', remedy: `Most base URLs end in /v1: write ${server.url} at orchestrai.yml:4.`},
	]);
});

test('What a folder says that is not trusted is told to be left out, with the option that asks it.', async () => {
	const server = await startModelServer(() => ({text: 'never asked'}), {models: [{id: 'one'}]});
	onTestFinished(() => server.close());
	const cwd = makeFolder({'orchestrai.yml': `base_url: ${server.url}\ndefault_model: one\n`});
	const env = {ORCHESTRAI_CONFIG_DIR: `${cwd}/.config`, ORCHESTRAI_LOCAL_PORTS: 'ollama=9'};
	const told = async (flags: Record<string, unknown>) =>
		(
			JSON.parse((await callCommand(doctor, [], {json: true, ...flags}, {cwd, env})).stdout) as Finding[]
		).filter(({name}) => name === 'settings' || name === 'model');
	expect(await told({})).toMatchObject([
		{
			says: 'orchestrai.yml: this folder is not trusted (--trust), so what it says of these is not used: base URL.',
		},
		{
			state: 'lacking',
			says: 'an endpoint stands in orchestrai.yml, which is not used until this folder is trusted',
			remedy: expect.stringContaining('`orchestrai doctor --trust`'),
		},
	]);
	expect(await told({trust: true})).toMatchObject([
		{state: 'good'},
		{says: expect.stringMatching(/: 1 model, /)},
	]);
});

test('One provider that is away is lacking; that none of them answers is bad.', async () => {
	const server = await startModelServer(() => ({text: 'never asked'}), {models: [{id: 'one'}]});
	onTestFinished(() => server.close());
	const away = '{name: away, base_url: "http://127.0.0.1:9/v1"}';
	const states = async (...providers: string[]) =>
		(
			await examineModels(await settingsOf({}, {'orchestrai.yml': `providers: [${providers.join(', ')}]`}))
		).map(({state}) => state);
	expect(await states(`{name: here, base_url: "${server.url}"}`, away)).toEqual(['good', 'lacking']);
	expect(await states(away)).toEqual(['bad']);
});

test('Without a model a server on this machine is offered, or how to have one.', async () => {
	const look = async (environment: Record<string, string>, ports: string) =>
		examineLocal(await settingsOf(environment), {ORCHESTRAI_LOCAL_PORTS: ports});
	expect(await look({}, 'none')).toMatchObject({
		state: 'lacking',
		remedy: expect.stringContaining('ollama pull'),
	});
	expect(await look({OPENAI_API_KEY: key}, 'none')).toMatchObject({
		state: 'good',
		says: expect.stringContaining('the models above are asked elsewhere'),
	});
	const empty = await startModelServer(() => ({text: 'never asked'}), {models: []});
	onTestFinished(() => empty.close());
	expect(await look({}, `ollama=${new URL(empty.url).port}`)).toMatchObject({
		state: 'lacking',
		remedy: 'Fetch one: ollama pull qwen3',
	});
});

test('Trust is told of what a folder holds, and of nothing that it does not hold.', async () => {
	const cwd = makeFolder({'orchestrai.yml': 'base_url: http://127.0.0.1:9/v1\n'});
	const env = {ORCHESTRAI_CONFIG_DIR: `${cwd}/.config`, ORCHESTRAI_LOCAL_PORTS: 'none'};
	const told = async () => {
		const {stdout} = await callCommand(doctor, [], {json: true}, {cwd, env});
		return (JSON.parse(stdout) as Finding[]).find(({name}) => name === 'trust')!.says;
	};
	expect(await told()).toBe('this folder has 1 provider, and is not trusted yet');
	expect(await trust(cwd, env)).toBeNull();
	expect(await told()).toBe('this folder is trusted with its 1 provider');
});

test('A folder is tried by writing there, and nothing of that stays.', async () => {
	const folder = makeFolder({file: 'no folder'});
	const at = {folder, environment: {ORCHESTRAI_CONFIG_DIR: `${folder}/file/config`}} as never;
	const [runs, own] = await examineFolders(at, 'file/runs');
	expect(runs).toMatchObject({name: 'runs', state: 'bad', remedy: expect.stringContaining('--runs-dir')});
	expect(own).toMatchObject({state: 'lacking', remedy: expect.stringContaining('ORCHESTRAI_CONFIG_DIR')});
	const [fine] = await examineFolders(at, 'runs');
	expect(fine).toMatchObject({state: 'good', says: `${folder}/runs can be written`});
});

test('A terminal that is small, dumb or without colours is told with what helps.', () => {
	const told = (environment: Record<string, string>, [columns, rows] = [120, 36]) =>
		examineTerminal({
			folder: '',
			environment,
			stdin: {isTTY: true} as NodeJS.ReadStream,
			stdout: createOutput({columns, rows, isTTY: true, getColorDepth: () => 1} as never),
			stderr: createOutput({} as never),
		});
	expect(told({TERM: 'xterm', LANG: 'C.UTF-8'})).toMatchObject([
		{state: 'good', says: '120×36, xterm'},
		{state: 'lacking', says: 'none'},
		{state: 'good'},
	]);
	expect(told({TERM: 'dumb'})[0]).toMatchObject({remedy: expect.stringContaining('TERM=xterm-256color')});
	expect(told({TERM: 'xterm'}, [59, 36])[0]).toMatchObject({remedy: expect.stringContaining('60×16')});
	expect(told({NO_COLOR: '1'})[1]).toMatchObject({
		state: 'good',
		says: expect.stringContaining('NO_COLOR=1'),
	});
});

test('$VISUAL goes before $EDITOR, with its arguments.', () => {
	expect(examineEditor({VISUAL: 'sh -c', EDITOR: 'nope', PATH: '/bin'})).toMatchObject({
		state: 'good',
		says: 'sh -c ($VISUAL)',
	});
	expect(examineEditor({VISUAL: 'nope --wait', PATH: '/bin'})).toMatchObject({
		state: 'lacking',
		remedy: expect.stringContaining('export VISUAL='),
	});
	expect(examineEditor({PATH: '/nowhere'})).toMatchObject({
		remedy: expect.stringContaining('apt install nano'),
	});
});
