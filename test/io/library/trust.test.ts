import {chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {readStoredKey, storeKey} from '../../../source/io/library/credentials.ts';
import {isTrusted, trust, whatNeedsTrust} from '../../../source/io/library/trust.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

function makeConfig() {
	const config = join(makeFolder(), 'config');
	return {config, environment: {ORCHESTRAI_CONFIG_DIR: config}};
}

describe('trust', () => {
	test('is given once, by the real path, to exactly that folder', async () => {
		const {config, environment} = makeConfig();
		const folder = makeFolder({'inner/x': ''});
		const link = join(makeFolder(), 'link');
		symlinkSync(folder, link);
		expect(await isTrusted(folder, environment)).toBe(false);
		expect(await trust(link, environment)).toBeNull();
		expect(await isTrusted(folder, environment)).toBe(true);
		expect(await isTrusted(link, environment)).toBe(true);
		expect(await isTrusted(join(folder, 'inner'), environment)).toBe(false);
		expect([modeOf(config), modeOf(join(config, 'trust.json'))]).toEqual(['700', '600']);
	});

	test('keeps the folders trusted before', async () => {
		const {environment} = makeConfig();
		const folders = [makeFolder(), makeFolder()];
		for (const folder of folders) await trust(folder, environment);
		for (const folder of folders) expect(await isTrusted(folder, environment)).toBe(true);
	});

	test('is nobody’s while the file is damaged, and the damaged file is kept', async () => {
		const {config, environment} = makeConfig();
		const folder = makeFolder();
		await trust(makeFolder(), environment);
		writeFileSync(join(config, 'trust.json'), '{"folders": [');
		expect(await isTrusted(folder, environment)).toBe(false);
		expect(await trust(folder, environment)).toBeNull();
		expect(await isTrusted(folder, environment)).toBe(true);
		expect(readFileSync(join(config, 'trust.json.damaged'), 'utf8')).toBe('{"folders": [');
	});

	test('says in a sentence that it could not be remembered', async () => {
		const blocked = join(makeFolder({file: 'no folder'}), 'file');
		const problem = await trust(makeFolder(), {ORCHESTRAI_CONFIG_DIR: blocked});
		expect(problem).toMatch(/trust\.json could not be written: /);
	});
});

describe('whatNeedsTrust', () => {
	test('is nothing in a folder of pipelines, prompts and a key', async () => {
		const folder = makeFolder({
			'pipelines/a.yml': 'pipeline: []',
			'system_prompts/a.md': 'a',
			'.env': 'OPENAI_API_KEY=sk-1\nOTHER_BASE_URL=http://x',
			'orchestrai.yml': 'default_model: small\n',
		});
		expect(await whatNeedsTrust(folder)).toBeNull();
	});

	test('names what would run and where keys would go, and runs nothing to find out', async () => {
		const folder = makeFolder({
			'modules/shout.mts': "import {writeFileSync} from 'node:fs';\nwriteFileSync('ran', '');\n",
			'.env': 'OPENAI_BASE_URL=http://elsewhere/v1\n',
			'orchestrai.yml':
				'providers:\n  - {name: router, base_url: "https://r.example/v1", api_key_env: ROUTER_KEY}\nprices: {router/m: {input: 0, output: 0}}\n',
		});
		expect(await whatNeedsTrust(folder)).toEqual({
			folder,
			modules: [{name: 'shout', file: join(folder, 'modules/shout.mts')}],
			providers: [
				{name: null, base_url: 'http://elsewhere/v1', key: 'OPENAI_API_KEY', from: '.env'},
				{name: 'router', base_url: 'https://r.example/v1', key: 'ROUTER_KEY', from: 'orchestrai.yml'},
			],
			prices: ['router/m'],
		});
		expect(readdirSync(folder)).not.toContain('ran');
	});
});

describe('stored keys', () => {
	test('belong to the endpoint they were stored for, in a file for its owner only', async () => {
		const {config, environment} = makeConfig();
		expect(await readStoredKey(null, environment)).toEqual({key: null, problem: null});
		expect(await storeKey(' sk-openai ', null, environment)).toBeNull();
		expect(await storeKey('sk-other', 'https://Other.example/v1/', environment)).toBeNull();
		expect(await readStoredKey(null, environment)).toEqual({key: 'sk-openai', problem: null});
		expect(await readStoredKey('https://api.openai.com/v1/', environment)).toMatchObject({key: 'sk-openai'});
		expect(await readStoredKey('https://other.example/v1', environment)).toMatchObject({key: 'sk-other'});
		expect(await readStoredKey('http://localhost:1/v1', environment)).toMatchObject({key: null});
		expect(modeOf(join(config, 'credentials.json'))).toBe('600');
	});

	test('close a config folder that stood open to others', async () => {
		const config = makeFolder();
		chmodSync(config, 0o755);
		await storeKey('sk-1', null, {ORCHESTRAI_CONFIG_DIR: config});
		expect(modeOf(config)).toBe('700');
	});

	test('are forgotten one by one', async () => {
		const {environment} = makeConfig();
		await storeKey('a', null, environment);
		await storeKey('b', 'http://b/v1', environment);
		await storeKey(null, null, environment);
		expect(await readStoredKey(null, environment)).toMatchObject({key: null});
		expect(await readStoredKey('http://b/v1', environment)).toMatchObject({key: 'b'});
	});

	test('that cannot be read are a problem, said', async () => {
		const {config, environment} = makeConfig();
		await storeKey('a', null, environment);
		writeFileSync(join(config, 'credentials.json'), 'not JSON');
		expect(await readStoredKey(null, environment)).toEqual({
			key: null,
			problem: expect.stringContaining('is damaged'),
		});
	});
});
