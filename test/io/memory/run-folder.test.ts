import {existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {expect, test} from 'vitest';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {
	createRunFolder,
	findRun,
	listRunFolders,
	type RunFolder,
	removeUnusedFolder,
} from '../../../source/io/memory/run-folder.ts';
import {mountSmallDisk} from '../../helpers/small-disk.ts';
import {temporaryFolder} from './temporary-folder.ts';

const now = Date.UTC(2026, 10, 22, 14, 3, 11, 999);

async function make(runsDir: string, name = 'engineering', time = now): Promise<RunFolder> {
	const folder = await createRunFolder(runsDir, name, time);
	if (isLogProblem(folder)) throw new Error(folder.problem);
	writeFileSync(folder.log, '{}');
	return folder;
}

test('A run’s folder is named for the time in UTC and the pipeline, and only its owner can enter it', async () => {
	const runsDir = join(temporaryFolder(), 'deep', 'runs');
	const folder = await make(runsDir);
	expect(folder.id).toBe('2026-11-22_14-03-11_engineering');
	expect(statSync(runsDir).mode & 0o777).toBe(0o700);
	expect(statSync(folder.path).mode & 0o777).toBe(0o700);
	expect(readFileSync(join(runsDir, '.gitignore'), 'utf8')).toBe('*\n');
	for (const part of [folder.workspace, folder.made, folder.outputs, folder.drafts])
		expect(statSync(part).isDirectory()).toBe(true);
});

test('Runs that begin in the same second get folders of their own', async () => {
	const runsDir = temporaryFolder();
	const folders = await Promise.all(Array.from({length: 12}, () => make(runsDir)));
	expect(new Set(folders.map(({id}) => id)).size).toBe(12);
	const listed = (await listRunFolders(runsDir)).map(({id}) => id);
	expect(listed[0]).toBe('2026-11-22_14-03-11_engineering-12');
	expect(listed.at(-1)).toBe('2026-11-22_14-03-11_engineering');
});

test('A folder that holds other things is not given a .gitignore', async () => {
	const runsDir = temporaryFolder();
	writeFileSync(join(runsDir, 'essay.txt'), '');
	await make(runsDir);
	expect(existsSync(join(runsDir, '.gitignore'))).toBe(false);
});

test('Whatever a pipeline is called, its runs stay inside the folder, under names of their own', async () => {
	const runsDir = temporaryFolder();
	const long = 'ü'.repeat(300);
	for (const name of ['../../etc', '.', 'a/b\\c:d*e', `${long}a`, `${long}b`, '\ud800', '', '\u0000']) {
		const folder = await make(runsDir, name);
		expect(join(runsDir, basename(folder.path))).toBe(folder.path);
		expect(basename(folder.path)).toMatch(/^[\w.%~-]+$/);
		expect(basename(folder.path).length).toBeLessThan(200);
	}
	expect(await listRunFolders(runsDir)).toHaveLength(8);
});

test('Where no folder can be made a sentence says why', async () => {
	const file = join(temporaryFolder(), 'file');
	writeFileSync(file, '');
	const problem = await createRunFolder(join(file, 'runs'), 'x', now);
	expect(problem).toMatchObject({
		kind: 'unwritable',
		problem: expect.stringMatching(/Could not make a folder for the run in .*--runs-dir/),
	});
});

test('A file system that is read-only is called so, however many folders are missing', async ({skip}) => {
	const folder = temporaryFolder();
	const disk = mountSmallDisk(folder);
	if (disk === null) return skip('no tmpfs can be mounted');
	disk.lock();
	for (const runsDir of [join(folder, 'runs'), join(folder, 'a/b/runs')]) {
		expect(await createRunFolder(runsDir, 'x', now)).toMatchObject({
			problem: expect.stringContaining(`in ${runsDir}: the file system is read-only (EROFS).`),
		});
	}
});

test('A run is found by its id, by the beginning of one, and by the path of its folder or log', async () => {
	const runsDir = temporaryFolder();
	const first = await make(runsDir);
	const second = await make(runsDir);
	const other = await make(runsDir, 'story', now + 60_000);
	const elsewhere = join(temporaryFolder(), 'cassette.json');
	writeFileSync(elsewhere, '{}');

	expect(await findRun(runsDir, first.id)).toEqual({id: first.id, log: first.log, folder: first});
	expect(await findRun(runsDir, '2026-11-22_14-04')).toMatchObject({id: other.id});
	expect(await findRun(temporaryFolder(), second.path)).toEqual({
		id: second.id,
		log: second.log,
		folder: second,
	});
	expect(await findRun(temporaryFolder(), second.log)).toEqual({
		id: second.id,
		log: second.log,
		folder: second,
	});
	expect(await findRun(runsDir, elsewhere)).toEqual({id: 'cassette', log: elsewhere, folder: null});

	expect(await findRun(runsDir, '2026-11-22_14-03')).toMatchObject({
		kind: 'ambiguous',
		problem: expect.stringContaining(`2 runs in ${runsDir}`),
	});
	for (let second = 0; second < 5; second++) await make(runsDir, 'tale', now + second * 1000);
	expect(await findRun(runsDir, '2026-11-22_14-03')).toMatchObject({
		problem: expect.stringMatching(/_tale and 2 more\. Type more of the one you mean\.$/),
	});
	for (const query of ['nothing', '', 'x'.repeat(5000)])
		expect(await findRun(runsDir, query)).toMatchObject({
			kind: 'missing',
			problem: expect.stringContaining(other.id),
		});
	mkdirSync(join(runsDir, 'empty'));
	expect(await findRun(runsDir, join(runsDir, 'empty'))).toMatchObject({kind: 'not-a-log'});
	expect(await findRun(join(runsDir, 'absent'), 'x')).toMatchObject({kind: 'missing'});
});

test('The folder of a run that never began is taken away again, unless anything is in it.', async () => {
	const runsDir = temporaryFolder();
	const unused = await make(runsDir);
	rmSync(unused.log);
	const lock = join(unused.path, 'lock');
	writeFileSync(lock, 'held');
	const used = await make(runsDir);
	writeFileSync(join(used.workspace, 'main.py'), '');
	rmSync(used.log);
	const logged = await make(runsDir);
	const released: string[] = [];
	const take = (folder: RunFolder) =>
		removeUnusedFolder(folder, async () => {
			released.push(folder.id);
			rmSync(lock, {force: true});
		});
	expect(await take(unused)).toBe(true);
	expect(await take(used)).toBe(false);
	expect(await take(logged)).toBe(false);
	expect(released).toEqual([unused.id]);
	expect([unused, used, logged].map(({path}) => existsSync(path))).toEqual([false, true, true]);
	expect(existsSync(used.workspace)).toBe(true);
});

test('What comes into the folder of a run while it is taken away is kept.', async () => {
	const folder = await make(temporaryFolder());
	rmSync(folder.log);
	const late = join(folder.path, 'late');
	await removeUnusedFolder(folder, async () => writeFileSync(late, 'kept'));
	expect(readFileSync(late, 'utf8')).toBe('kept');
});
