import {existsSync, readdirSync, readFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {makeFiles} from '../../../source/io/library/new-files.ts';
import {mountSmallDisk} from '../../helpers/small-disk.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';

test('When the disk is full in the middle of a file, nothing is left of it, nor of those before it.', async () => {
	const folder = makeFolder();
	const disk = mountSmallDisk(folder);
	if (disk === null) return;
	const files = new Map([
		['modules/mine.mts', 'export default 1;'],
		['modules/mine.md', 'a long one '.repeat(100_000)],
	]);
	expect(await makeFiles(folder, files)).toMatch(/mine\.md could not be made: .*Nothing was made\.$/);
	expect(readdirSync(join(folder, 'modules'))).toEqual([]);
});

test('A file that is there already stays, and what was made beside it goes.', async () => {
	const folder = makeFolder({'b.txt': 'theirs'});
	const files = new Map([
		['a.txt', 'mine'],
		['b.txt', 'mine'],
	]);
	expect(await makeFiles(folder, files)).toContain('something has that name already');
	expect(readdirSync(folder)).toEqual(['b.txt']);
	expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toBe('theirs');
});

test('Nothing is made through a link that leads out of the folder.', async () => {
	const [folder, elsewhere] = [makeFolder(), makeFolder()];
	symlinkSync(elsewhere, join(folder, 'modules'));
	expect(await makeFiles(folder, new Map([['modules/mine.mts', 'export default 1;']]))).toContain(
		'is a link that leads out of',
	);
	expect(existsSync(join(elsewhere, 'mine.mts'))).toBe(false);
});
