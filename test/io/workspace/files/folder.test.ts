import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createWorkspace} from '../../../../source/io/workspace/files/folder.ts';
import {mountSmallDisk} from '../../../helpers/small-disk.ts';
import {makeFolder} from '../../../helpers/temp-folder.ts';

let root: string;
let folder: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'workspace-'));
	folder = join(root, 'workspace');
});
afterEach(() => rmSync(root, {recursive: true}));

const set = (files: Record<string, string>) => createWorkspace(folder).set(new Map(Object.entries(files)));
const listing = () => (readdirSync(folder, {recursive: true}) as string[]).sort();

test('the folder holds exactly the files of the set, and nothing from before', async () => {
	await set({'main.py': 'a', 'pkg/deep/x.txt': 'x', 'old/y.txt': 'y'});
	expect(await set({'main.py': 'b', 'pkg/z.txt': ''})).toEqual({refused: []});
	expect(listing()).toEqual(['main.py', 'pkg', 'pkg/z.txt']);
	expect(readFileSync(join(folder, 'main.py'), 'utf8')).toBe('b');
});

test('only what differs is written', async () => {
	await set({'same.txt': 'same', 'other.txt': '1'});
	const before = statSync(join(folder, 'same.txt')).ino;
	const other = statSync(join(folder, 'other.txt')).ino;
	await set({'same.txt': 'same', 'other.txt': '2'});
	expect(statSync(join(folder, 'same.txt')).ino).toBe(before);
	expect(statSync(join(folder, 'other.txt')).ino).not.toBe(other);
});

test('a planted link to a file is replaced, and what it points to stays as it was', async () => {
	const outside = join(root, 'passwd');
	writeFileSync(outside, 'secret');
	mkdirSync(folder);
	symlinkSync(outside, join(folder, 'readme.txt'));
	expect(await set({'readme.txt': 'hello'})).toEqual({refused: []});
	expect(readFileSync(outside, 'utf8')).toBe('secret');
	expect(readFileSync(join(folder, 'readme.txt'), 'utf8')).toBe('hello');
	expect(statSync(join(folder, 'readme.txt')).isFile()).toBe(true);
});

test('a planted link to a folder is not walked, neither for writing nor for deleting', async () => {
	const outside = join(root, 'home');
	mkdirSync(outside);
	writeFileSync(join(outside, 'keep.txt'), 'k');
	mkdirSync(folder);
	symlinkSync(outside, join(folder, 'src'));
	symlinkSync(outside, join(folder, 'unwanted'));
	await set({'src/a.txt': 'a'});
	expect(readdirSync(outside)).toEqual(['keep.txt']);
	expect(listing()).toEqual(['src', 'src/a.txt']);
});

test('a link in the place of the folder itself is refused', async () => {
	mkdirSync(join(root, 'elsewhere'));
	symlinkSync(join(root, 'elsewhere'), folder);
	const {refused} = await set({'a.txt': 'a'});
	expect(refused).toEqual([{path: 'a.txt', reason: expect.stringContaining('not a folder')}]);
	expect(readdirSync(join(root, 'elsewhere'))).toEqual([]);
});

test('a file may become a folder and a folder a file', async () => {
	await set({a: '1', 'b/c': '2'});
	expect(await set({'a/x': '3', b: '4'})).toEqual({refused: []});
	expect(listing()).toEqual(['a', 'a/x', 'b']);
});

test('names that leave the folder are refused by name, and the rest stands', async () => {
	const {refused} = await set({'../evil.txt': 'x', '/tmp/evil.txt': 'x', 'ok.txt': 'y', 'OK.txt': 'z'});
	expect(refused.map(({path}) => path)).toEqual(['../evil.txt', '/tmp/evil.txt', 'OK.txt']);
	expect(listing()).toEqual(['ok.txt']);
	expect(readdirSync(root)).toEqual(['workspace']);
});

test('a script with a shebang may be executed, other files may not', async () => {
	await set({'run.sh': '#!/bin/sh\n', 'a.txt': 'a'});
	expect(statSync(join(folder, 'run.sh')).mode & 0o111).toBe(0o111);
	expect(statSync(join(folder, 'a.txt')).mode & 0o111).toBe(0);
});

test('a folder that cannot be made refuses every file with the reason', async () => {
	writeFileSync(join(root, 'workspace'), 'in the way');
	const {refused} = await set({'a.txt': 'a', 'b.txt': 'b'});
	expect(refused.map(({path}) => path)).toEqual(['a.txt', 'b.txt']);
});

test('a disk that takes nothing is told apart from a file that cannot be', async context => {
	writeFileSync(folder, '');
	expect(await set({'a.txt': 'a'})).toEqual({refused: [expect.objectContaining({path: 'a.txt'})]});
	const small = makeFolder();
	const disk = mountSmallDisk(small);
	if (disk === null) return context.skip();
	const workspace = createWorkspace(join(small, 'workspace'));
	expect(await workspace.set(new Map([['a.txt', 'a']]))).toEqual({refused: []});
	disk.fill();
	expect(
		await workspace.set(
			new Map([
				['a.txt', 'a'],
				['b.txt', 'b'],
			]),
		),
	).toEqual({
		refused: [{path: 'b.txt', reason: 'the disk is full (ENOSPC)'}],
		fault: 'the disk is full (ENOSPC)',
	});
});

test('calls take their turns: the last one decides', async () => {
	const workspace = createWorkspace(folder);
	await Promise.all(
		Array.from({length: 10}, (_, index) => workspace.set(new Map([[`f${index}.txt`, String(index)]]))),
	);
	expect(listing()).toEqual(['f9.txt']);
});

test('a name that is not UTF-8 is cleared away too', async () => {
	mkdirSync(folder);
	writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])]), 'x');
	await set({'a.txt': 'a'});
	expect(listing()).toEqual(['a.txt']);
});
