import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {hashText} from '../../../../source/core/hash.ts';
import {setAside} from '../../../../source/io/workspace/files/set-aside.ts';
import {makeFolder} from '../../../helpers/temp-folder.ts';

const files = new Map([
	['main.py', 'print("ours")\n'],
	['pkg/a.py', 'a = 1\n'],
]);

function changed(found: Record<string, string | Buffer>, texts: string[] = []) {
	const root = makeFolder(
		Object.fromEntries(Object.entries(found).map(([path, text]) => [`workspace/${path}`, text])),
	);
	const workspace = join(root, 'workspace');
	const into = join(root, 'aside');
	const hashes = new Set(texts.map(hashText));
	const run = () => setAside(workspace, {files, recorded: hash => hashes.has(hash), into});
	const listing = (of: string) => (readdirSync(of, {recursive: true}) as string[]).sort();
	return {workspace, into, run, listing};
}

test('Changed and extra files are moved with their paths; what the run itself holds stays where it is.', async () => {
	const {run, workspace, into, listing} = changed(
		{
			'main.py': 'print("mine")\n',
			'pkg/a.py': 'a = 1\n',
			'pkg/notes.txt': 'remember',
			'data/deep/budget.json': Buffer.from([0, 255, 1]),
			'old.py': 'an earlier version\n',
			'earlier/x.py': 'an earlier version\n',
		},
		['an earlier version\n'],
	);
	expect(await run()).toEqual(['data/', 'main.py', 'pkg/notes.txt']);
	expect(listing(into)).toEqual([
		'data',
		'data/deep',
		'data/deep/budget.json',
		'main.py',
		'pkg',
		'pkg/notes.txt',
	]);
	expect(readFileSync(join(into, 'main.py'), 'utf8')).toBe('print("mine")\n');
	expect(readFileSync(join(into, 'data/deep/budget.json'))).toEqual(Buffer.from([0, 255, 1]));
	expect(listing(workspace)).toEqual(['earlier', 'earlier/x.py', 'old.py', 'pkg', 'pkg/a.py']);
});

test('A workspace as it was left, with what tools made in it, makes no folder.', async () => {
	const {run, into, workspace} = changed({
		'main.py': 'print("ours")\n',
		'__pycache__/main.cpython-312.pyc': 'x',
		'pkg/__pycache__/a.pyc': 'x',
		'.orchestrai-1234': 'half',
	});
	mkdirSync(join(workspace, 'empty/inside'), {recursive: true});
	expect(await run()).toEqual([]);
	expect(existsSync(into)).toBe(false);
	expect(await setAside(join(workspace, 'nowhere'), {files, recorded: () => false, into})).toEqual([]);
});

test('Links are moved as links, never followed, and a file’s size does not matter.', async () => {
	const {run, into, workspace} = changed({});
	mkdirSync(workspace);
	const outside = makeFolder({'secret.txt': 'outside'});
	symlinkSync(join(outside, 'secret.txt'), join(workspace, 'main.py'));
	symlinkSync(outside, join(workspace, 'pkg'));
	writeFileSync(join(workspace, 'huge.bin'), '');
	truncateSync(join(workspace, 'huge.bin'), 4 * 1024 ** 3);
	expect(await run()).toEqual(['huge.bin', 'main.py', 'pkg']);
	expect(readlinkSync(join(into, 'main.py'))).toBe(join(outside, 'secret.txt'));
	expect(readlinkSync(join(into, 'pkg'))).toBe(outside);
	expect(readdirSync(outside)).toEqual(['secret.txt']);
	symlinkSync(outside, `${workspace}-link`);
	expect(await setAside(`${workspace}-link`, {files, recorded: () => false, into})).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
	'Of two names that read the same, since one is not UTF-8, both are moved.',
	async () => {
		const {run, workspace, into} = changed({é: 'one'});
		writeFileSync(Buffer.concat([Buffer.from(`${workspace}/`), Buffer.from([0xe9])]), 'two');
		expect(await run()).toHaveLength(2);
		expect(readdirSync(into)).toHaveLength(2);
		expect(readdirSync(workspace)).toEqual([]);
	},
);
