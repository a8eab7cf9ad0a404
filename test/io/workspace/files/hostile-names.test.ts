/** Names that a model may give its files, through the one door to the disk: nothing lands outside, each refusal says why. */
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {openFilesDoor} from '../../../../source/core/engine/files-door.ts';
import type {FilesDoor} from '../../../../source/core/module.ts';
import {createWorkspace} from '../../../../source/io/workspace/files/folder.ts';
import {applyFileAnswer, readFileAnswer} from '../../../../source/modules/file-answer.ts';
import {bench} from '../../../helpers/crew.ts';
import {createModuleContext} from '../../../helpers/module-context.ts';

let root: string;
let folder: string;
let outside: string;
let before: string[];
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'hostile-'));
	// Deep enough for the ../ of the names below to end among the canaries.
	folder = join(root, 'a', 'b', 'workspace');
	outside = join(root, 'home');
	mkdirSync(join(root, 'a', 'b'), {recursive: true});
	mkdirSync(outside);
	for (const canary of ['.bashrc', 'a/.bashrc', 'a/b/.bashrc', 'home/.bashrc', 'home/passwd']) {
		writeFileSync(join(root, canary), 'canary');
	}
	before = world();
});
afterEach(() => rmSync(root, {recursive: true}));

/** Everything below the root but what is in the workspace: path, kind and content. */
function world(): string[] {
	const all = readdirSync(root, {recursive: true}) as string[];
	return all
		.filter(path => !`${path}/`.startsWith('a/b/workspace/'))
		.map(path => {
			const stats = lstatSync(join(root, path));
			if (stats.isSymbolicLink()) return `${path} -> ${readlinkSync(join(root, path))}`;
			return stats.isFile() ? `${path}: ${readFileSync(join(root, path), 'utf8')}` : path;
		})
		.sort();
}

const listing = () => (readdirSync(folder, {recursive: true}) as string[]).sort();

/** Each with a word of the reason. */
const refused: [name: string, why: string][] = [
	['../../.bashrc', 'leaves'],
	['../.bashrc', 'leaves'],
	['../../../home/.bashrc', 'leaves'],
	['src/../../.bashrc', 'leaves'],
	['./../.bashrc', 'leaves'],
	['a/b/c/../../../../x', 'leaves'],
	['..', 'leaves'],
	['.././/./../.bashrc', 'leaves'],
	['/etc/cron.d/evil', 'absolute'],
	['//etc/passwd', 'absolute'],
	['/', 'absolute'],
	['C:/Windows/evil.dll', 'absolute'],
	['c:evil.txt', 'absolute'],
	['main.py:stream', 'colon'],
	['.git::$INDEX_ALLOCATION/config', 'colon'],
	['\\\\server\\share\\x', 'backslash'],
	['..\\..\\.bashrc', 'backslash'],
	['src\\main.py', 'backslash'],
	['~/.bashrc', 'home'],
	['~root/.bashrc', 'home'],
	['./ ~/.bashrc', 'home'],
	['main.py\0.txt', 'control'],
	['a\nb.py', 'control'],
	['a\rb.py', 'control'],
	['a\tb.py', 'control'],
	['\u001B[2Jmain.py', 'control'],
	['a\u007Fb', 'control'],
	['a\u009Bb', 'control'],
	['a\u202Eyp.niam', 'control'],
	['a\u2066b.py', 'control'],
	['a\u200Fb.py', 'control'],
	['a\u200Bb.py', 'invisible'],
	['a\u{E0061}b.py', 'invisible'],
	['.\u200B./.bashrc', 'invisible'],
	['a\u2028b', 'control'],
	['a\uD800b.py', 'control'],
	['CON', 'Windows'],
	['aux.py', 'Windows'],
	['lib/nul.txt', 'Windows'],
	['COM1', 'Windows'],
	['LPT9.log', 'Windows'],
	['lib./x.py', 'Windows'],
	['lib /x.py', 'Windows'],
	['main.py.', 'Windows'],
	['src/', 'folder'],
	['', 'empty'],
	['.', 'no file'],
	['./', 'empty'],
	['.git/hooks/pre-commit', 'git'],
	['lib/.GIT/config', 'git'],
	['.gi\u200Ct/config', 'invisible'],
	[`${'x'.repeat(256)}`, '255 bytes'],
	[`${'é'.repeat(128)}`, '255 bytes'],
	[Array.from({length: 60}, () => 'a_long_folder').join('/'), '800 bytes'],
];

/** Each with the path that it is taken for. */
const accepted: [name: string, path: string][] = [
	['\u200Bmain.py\u200B', 'main.py'],
	['\uFEFFmain.py', 'main.py'],
	['\u2060 main.py\u00AD', 'main.py'],
	['\u202Eyp.niam', 'yp.niam'],
	['././/main.py', 'main.py'],
	['cafe\u0301.py', 'caf\u00E9.py'],
	['...py', '...py'],
	['..main/x.py', '..main/x.py'],
	['-rf', '-rf'],
	['$(touch x).py', '$(touch x).py'],
	['a;rm -rf *.py', 'a;rm -rf *.py'],
	['%2e%2e/x.py', '%2e%2e/x.py'],
	['x'.repeat(255), 'x'.repeat(255)],
	['．．/x.py', '．．/x.py'],
];

/** The three ways in: the workspace itself, the door of an operation, and an answer. */
const ways: [string, (files: Map<string, string>) => Promise<{path: string; reason: string}[]>][] = [
	['the workspace', async files => (await createWorkspace(folder).set(files)).refused],
	['the door of an operation', async files => (await openDoor().write(files)).refused],
	['an answer', async files => (await applyFileAnswer(contextWith(openDoor()), answerOf(files))).refused],
];

function openDoor(): FilesDoor {
	const {store} = bench('pipeline: [{module: engineer, inputs: [], output_name: code}]');
	const author = {output_name: 'code', module: 'engineer', attempt: 1};
	return openFilesDoor(
		{store, workspace: createWorkspace(folder)},
		author,
		() => new Map(),
		() => 'model',
		() => {},
	);
}

function contextWith(files: FilesDoor) {
	return {...createModuleContext().context, files};
}

function answerOf(files: Map<string, string>) {
	return {...readFileAnswer('', new Map()), files};
}

describe.each(ways)('through %s', (_, write) => {
	test.each(refused)('the name %j is refused and says why', async (name, why) => {
		const said = await write(
			new Map([
				[name, 'evil'],
				['good.py', 'good'],
			]),
		);
		expect(said).toEqual([{path: name, reason: expect.stringContaining(why)}]);
		expect(listing()).toEqual(['good.py']);
		expect(world()).toEqual(before);
	});

	test.each(accepted)('the name %j is taken for %j', async (name, path) => {
		expect(await write(new Map([[name, 'text']]))).toEqual([]);
		expect(readFileSync(join(folder, path), 'utf8')).toBe('text');
		expect(world()).toEqual(before);
	});

	test.each([
		['main.py', 'MAIN.py', 'case'],
		['lib/x.py', 'LIB/X.PY', 'case'],
		['straße.py', 'STRASSE.py', 'case'],
		['lib/x.py', 'lib', 'folder of'],
		['lib', 'lib/x.py', 'is a file'],
		['Lib', 'lib/x.py', 'is a file'],
	])('of the twins %j and %j the first stands', async (first, second, why) => {
		const said = await write(
			new Map([
				[first, 'first'],
				[second, 'second'],
			]),
		);
		expect(said).toEqual([{path: second, reason: expect.stringContaining(why)}]);
		expect(readFileSync(join(folder, first), 'utf8')).toBe('first');
	});

	test('a name in NFC and the same in NFD are one file', async () => {
		await write(
			new Map([
				['caf\u00E9.py', 'first'],
				['cafe\u0301.py', 'second'],
			]),
		);
		expect(listing()).toEqual(['caf\u00E9.py']);
	});

	test('a link planted as the file, as its folder or above it is replaced, and nothing is written behind it', async () => {
		mkdirSync(join(folder, 'real'), {recursive: true});
		symlinkSync(join(outside, 'passwd'), join(folder, 'file.txt'));
		symlinkSync(outside, join(folder, 'direct'));
		symlinkSync('../../../../home', join(folder, 'real', 'deep'));
		symlinkSync(join(outside, 'missing'), join(folder, 'dangling.txt'));
		const planted = world();
		const files = new Map(
			['file.txt', 'direct/.bashrc', 'real/deep/passwd', 'dangling.txt'].map(path => [path, 'evil']),
		);
		expect(await write(files)).toEqual([]);
		expect(world()).toEqual(planted);
		for (const path of files.keys()) {
			expect(lstatSync(join(folder, path)).isFile()).toBe(true);
			expect(readFileSync(join(folder, path), 'utf8')).toBe('evil');
		}
	});
});

describe('links that come and go between writes', () => {
	test('are not followed by the next write, nor by what it clears away', async () => {
		const workspace = createWorkspace(folder);
		await workspace.set(new Map([['lib/a.py', '1']]));
		rmSync(join(folder, 'lib'), {recursive: true});
		symlinkSync(outside, join(folder, 'lib'));
		const planted = world();
		expect(await workspace.set(new Map([['lib/.bashrc', 'evil']]))).toEqual({refused: []});
		expect(world()).toEqual(planted);
		expect(listing()).toEqual(['lib', 'lib/.bashrc']);

		rmSync(join(folder, 'lib'), {recursive: true});
		symlinkSync(outside, join(folder, 'lib'));
		await workspace.set(new Map([['main.py', '2']]));
		expect(world()).toEqual(planted);
		expect(listing()).toEqual(['main.py']);
	});

	test('in the place of the workspace are refused with every file', async () => {
		const workspace = createWorkspace(folder);
		await workspace.set(new Map([['a.py', '1']]));
		rmSync(folder, {recursive: true});
		symlinkSync(outside, folder);
		const planted = world();
		const {refused: said} = await workspace.set(
			new Map([
				['passwd', 'evil'],
				['b.py', 'evil'],
			]),
		);
		expect(said.map(({path}) => path)).toEqual(['passwd', 'b.py']);
		for (const {reason} of said) expect(reason).toContain('not a folder');
		expect(world()).toEqual(planted);
	});
});

test('a hostile name in an answer is told to the person and handed back for the model', async () => {
	const {context, seen} = createModuleContext();
	const answer = '`../../.bashrc`\n```sh\n#!/bin/sh\nevil\n```\n\n`good.py`\n```python\nx\n```\n';
	const applied = await applyFileAnswer({...context, files: openDoor()}, readFileAnswer(answer, new Map()));
	expect(applied.written).toEqual(['good.py']);
	expect(applied.refused).toEqual([{path: '../../.bashrc', reason: 'it leaves the workspace with ..'}]);
	expect(applied.problems).toEqual(['`../../.bashrc` was refused because it leaves the workspace with ..']);
	expect(seen.notes.join()).toContain('../../.bashrc');
	expect(world()).toEqual(before);
});

test.each(['../../.bashrc', '/etc/passwd', '.git/config', '~/.bashrc'])(
	'neither an edit nor a deletion reaches %j',
	async path => {
		const {context} = createModuleContext();
		const edit = `\`${path}\`\n\`\`\`\n<<<<<<< SEARCH\n=======\nevil\n>>>>>>> REPLACE\n\`\`\`\n`;
		const diff = `\`\`\`diff\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+evil\n\`\`\`\n`;
		const gone = `\`\`\`diff\n--- a/${path}\n+++ /dev/null\n@@ -1 +0,0 @@\n-canary\n\`\`\`\nDELETE: ${path}\n`;
		for (const answer of [edit, diff, gone]) {
			const door = openDoor();
			const applied = await applyFileAnswer(
				{...context, files: door},
				readFileAnswer(answer, door.current()),
			);
			expect(applied.written).toEqual([]);
			expect(applied.deleted).toEqual([]);
			expect(applied.problems).not.toEqual([]);
		}
		expect(world()).toEqual(before);
	},
);
