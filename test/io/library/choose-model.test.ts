import {chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {chooseModel} from '../../../source/io/library/choose-model.ts';
import {readSettingsFile} from '../../../source/io/library/settings-file.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

const qwen = {provider: 'ollama', base_url: 'http://127.0.0.1:11434/v1', model: 'qwen3:8b'};
const fileIn = (folder: string) => readFileSync(join(folder, 'orchestrai.yml'), 'utf8');

test('A model is chosen in a folder without settings: the file says who answers, and reads without a problem', async () => {
	const folder = makeFolder();
	expect(await chooseModel(folder, qwen)).toEqual({
		ok: true,
		file: 'orchestrai.yml',
		model: 'ollama/qwen3:8b',
		replaced: null,
		kept: [],
	});
	expect(fileIn(folder)).toBe(
		[
			'providers:',
			'  - name: ollama',
			'    base_url: http://127.0.0.1:11434/v1',
			'    default_model: qwen3:8b',
			'default_model: ollama/qwen3:8b',
			'roles:',
			'  small: ollama/qwen3:8b',
			'  medium: ollama/qwen3:8b',
			'  large: ollama/qwen3:8b',
			'prices:',
			'  ollama/*:',
			'    input: 0',
			'    output: 0',
			'',
		].join('\n'),
	);
	expect(statSync(join(folder, 'orchestrai.yml')).mode & 0o044).toBe(0o044);
	expect(await readSettingsFile(folder)).toMatchObject({problems: [], default_model: 'ollama/qwen3:8b'});
});

test('What stands in the file stays: comments, other providers, roles that are mapped, its mode and its line ends', async () => {
	const before = [
		'# ours',
		'theme: light # the projector',
		'',
		'providers:',
		'  # the one in the cellar',
		'  - {name: ollama, base_url: "http://cellar:11434/v1"}',
		'roles: {large: ollama/big} # slow',
		'',
	].join('\r\n');
	const folder = makeFolder({'orchestrai.yml': before});
	chmodSync(join(folder, 'orchestrai.yml'), 0o640);
	expect(await chooseModel(folder, qwen)).toMatchObject({
		ok: true,
		model: 'ollama-2/qwen3:8b',
		kept: ['large'],
	});
	const after = fileIn(folder);
	for (const line of before.split('\r\n').filter(one => !one.startsWith('roles')))
		expect(after).toContain(line);
	expect(after).toContain('# slow');
	expect(after).toMatch(/large: ollama\/big/);
	expect(after.replaceAll('\r\n', '')).not.toContain('\n');
	expect(statSync(join(folder, 'orchestrai.yml')).mode & 0o777).toBe(0o640);
	const read = await readSettingsFile(folder);
	expect(read.problems).toEqual([]);
	expect(read.providers.map(({name}) => name)).toEqual(['ollama', 'ollama-2']);
	expect(read.roles).toEqual({large: 'ollama/big', small: 'ollama-2/qwen3:8b', medium: 'ollama-2/qwen3:8b'});
});

test('A provider that is there already is used as it is called there, and another model of it replaces the default', async () => {
	const folder = makeFolder({
		'orchestrai.yml':
			'providers: [{name: mine, base_url: "http://localhost:11434/v1/"}]\ndefault_model: mine/old\n',
	});
	expect(await chooseModel(folder, qwen)).toMatchObject({
		ok: true,
		model: 'mine/qwen3:8b',
		replaced: 'mine/old',
	});
	expect((await readSettingsFile(folder)).providers).toHaveLength(1);
	const once = fileIn(folder);
	expect(await chooseModel(folder, qwen)).toMatchObject({ok: true, replaced: null, kept: []});
	expect(fileIn(folder)).toBe(once);
});

test('Keys without a value get one, and the comments around them stay where they are', async () => {
	const folder = makeFolder({
		'orchestrai.yml': [
			'providers: # none yet',
			'  # - name: cellar',
			'default_model: # later',
			'roles:',
			'  large: # slow',
			'  # the quick one',
			'  small:',
			'prices: {paid/*: {input: 1, output: 2}} # the end',
			'',
		].join('\n'),
	});
	expect(await chooseModel(folder, qwen)).toMatchObject({ok: true, replaced: null, kept: []});
	expect(fileIn(folder)).toBe(
		[
			'providers:',
			'  # none yet',
			'  - name: ollama',
			'    base_url: http://127.0.0.1:11434/v1',
			'    default_model: qwen3:8b',
			'  # - name: cellar',
			'default_model: ollama/qwen3:8b # later',
			'roles:',
			'  large: ollama/qwen3:8b # slow',
			'  # the quick one',
			'  small: ollama/qwen3:8b',
			'  medium: ollama/qwen3:8b',
			'prices: {paid/*: {input: 1, output: 2}, ollama/*: {input: 0, output: 0}} # the end',
			'',
		].join('\n'),
	);
});

test.each([
	'{default_model: , roles: }\n',
	'    roles:\n    default_model: x\n',
	'---\nproviders:\nroles: {small: }\nprices: ~\n',
	'"roles":\n? providers\n',
	'roles:',
])('However an empty key is written, the file reads without a problem afterwards: %j', async before => {
	const folder = makeFolder({'orchestrai.yml': before});
	expect(await chooseModel(folder, qwen)).toMatchObject({ok: true});
	expect(await readSettingsFile(folder)).toMatchObject({
		problems: [],
		default_model: 'ollama/qwen3:8b',
		roles: {small: 'ollama/qwen3:8b', medium: 'ollama/qwen3:8b', large: 'ollama/qwen3:8b'},
		providers: [{name: 'ollama'}],
	});
});

test('Nothing is written through a link that leads out of the folder; one within it is followed', async () => {
	const elsewhere = makeFolder({'theirs.yml': 'theme: light\n'});
	const folder = makeFolder({'real.yml': 'theme: light\n'});
	symlinkSync(join(elsewhere, 'theirs.yml'), join(folder, 'orchestrai.yml'));
	expect(await chooseModel(folder, qwen)).toEqual({
		ok: false,
		problem: expect.stringMatching(/orchestrai\.yml is a link that leads out of this folder/),
	});
	expect(readFileSync(join(elsewhere, 'theirs.yml'), 'utf8')).toBe('theme: light\n');

	rmSync(join(folder, 'orchestrai.yml'));
	symlinkSync('real.yml', join(folder, 'orchestrai.yml'));
	expect(await chooseModel(folder, qwen)).toMatchObject({ok: true});
	expect(readFileSync(join(folder, 'real.yml'), 'utf8')).toContain('default_model: ollama/qwen3:8b');
});

test('A file with a mistake is left as it is, and the mistake told with its place', async () => {
	const folder = makeFolder({'orchestrai.yml': 'roles: 3\n'});
	const {ok, problem} = (await chooseModel(folder, qwen)) as {ok: boolean; problem: string};
	expect({ok, problem}).toEqual({ok: false, problem: expect.stringMatching(/^orchestrai\.yml:1:8: /)});
	expect(fileIn(folder)).toBe('roles: 3\n');
});

test('Where nothing can be written a sentence says so', async () => {
	const folder = makeFolder();
	const gone = join(folder, 'gone');
	mkdirSync(gone);
	writeFileSync(join(folder, 'x'), '');
	rmSync(gone, {recursive: true});
	expect(await chooseModel(gone, qwen)).toEqual({
		ok: false,
		problem: expect.stringMatching(/orchestrai\.yml could not be written: .+\.$/),
	});
});
