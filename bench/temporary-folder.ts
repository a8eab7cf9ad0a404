import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/**
 * A folder for the work, in the one that bench/run.ts removes at its end. It is not removed before: ext4 without a
 * journal keeps off the inodes of what was deleted in the last minutes, and looks through them for each new file
 * (`recently_deleted` in fs/ext4/ialloc.c), so a row would be slow because another had tidied up.
 */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	return await work(await mkdtemp(join(tmpdir(), 'work-')));
}
