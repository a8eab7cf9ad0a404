import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {readFolder} from '../../../../source/io/workspace/files/read-folder.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'read-'));
});
afterEach(() => rmSync(folder, {recursive: true}));

function put(path: string, content: string | Buffer) {
	mkdirSync(dirname(join(folder, path)), {recursive: true});
	writeFileSync(join(folder, path), content);
}

async function read() {
	const result = await readFolder(folder);
	if ('problem' in result) throw new Error(result.problem);
	return {
		files: Object.fromEntries(result.files),
		skipped: Object.fromEntries(result.skipped.map(({path, reason}) => [path, reason])),
	};
}

test('text files come exactly as they are, in the order of their paths', async () => {
	put('b/x.py', 'é\r\n');
	put('a.txt', '');
	put('.gitignore', 'dist\n');
	const {files, skipped} = await read();
	expect(Object.entries(files)).toEqual([
		['.gitignore', 'dist\n'],
		['a.txt', ''],
		['b/x.py', 'é\r\n'],
	]);
	expect(skipped).toEqual({});
});

test('what tools made, links, binaries and large files are left out, and each is said', async () => {
	put('ok.py', 'x');
	for (const name of ['.git/config', 'web/node_modules/x/i.js', '__pycache__/a.pyc', 'venv/bin/python'])
		put(name, 'x');
	put('image.png', Buffer.from([0x89, 0x50, 0, 1]));
	put('latin.txt', Buffer.from([0x61, 0xe9]));
	put('large.txt', 'x'.repeat(1024 * 1024 + 1));
	put('bad\\name.txt', 'x');
	symlinkSync('/etc/passwd', join(folder, 'link'));
	symlinkSync('/etc', join(folder, 'folder-link'));
	execFileSync('mkfifo', [join(folder, 'pipe')]);
	const {files, skipped} = await read();
	expect(files).toEqual({'ok.py': 'x'});
	expect(skipped).toEqual({
		'.git/': 'tools make it',
		'web/node_modules/': 'tools make it',
		'__pycache__/': 'tools make it',
		'venv/': 'tools make it',
		'image.png': 'it is not UTF-8 text',
		'latin.txt': 'it is not UTF-8 text',
		'large.txt': 'it is larger than 1 MB',
		'bad\\name.txt': expect.stringContaining('backslash'),
		link: 'it is a link',
		'folder-link': 'it is a link',
		pipe: 'it is not a regular file',
	});
});

test('of names that differ only in case one is left out', async () => {
	put('A.txt', '1');
	put('a.txt', '2');
	const {files, skipped} = await read();
	expect(Object.keys({...files, ...skipped}).sort()).toEqual(['A.txt', 'a.txt']);
	expect(Object.keys(files)).toHaveLength(1);
});

test('a folder that is missing, is a file, or holds too much is a problem in a sentence', async () => {
	put('file', 'x');
	expect(await readFolder(join(folder, 'nonesuch'))).toEqual({
		problem: expect.stringContaining('cannot be read'),
	});
	expect(await readFolder(join(folder, 'file'))).toEqual({problem: expect.stringContaining('file')});
	for (let index = 0; index < 2001; index++) put(`many/${index}.txt`, 'x');
	expect(await readFolder(folder)).toEqual({problem: expect.stringContaining('more than 2000')});
});
