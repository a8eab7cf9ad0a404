/** Takes the folder of a run away. */
import {lstat, readdir, rm, rmdir} from 'node:fs/promises';
import {join} from 'node:path';
import {describeFault} from './file-fault.ts';
import {acquireLock} from './lock.ts';
import {logFileName} from './memory-log.ts';
import type {RunFolder} from './run-folder.ts';

/** What this program puts into the folder of a run. `workspace.edited-…` is the person's, and not among it. */
const own =
	/^(memory_log\.json(\.tmp)?|memory_log\.(damaged|rescued)-.*\.json(\.tmp)?|lock(\..*)?|workspace|made|venv|installed|outputs|drafts|copied)$/;

/** Why a run's folder is not taken away, in words for the end of a sentence; null if it can be. */
export async function whyKept({path, log}: RunFolder): Promise<string | null> {
	try {
		if (!(await lstat(path)).isDirectory()) return 'its folder is a link';
		if (!(await lstat(log)).isFile()) return 'its log is a link';
		const strange = (await readdir(path)).filter(name => !own.test(name));
		return strange.length === 0 ? null : `its folder holds ${strange.join(', ')}, which is not the run’s`;
	} catch (error) {
		return describeFault(error);
	}
}

/** Bytes of all that is in a folder. Links count for themselves. */
export async function sizeOf(path: string | Buffer): Promise<number> {
	const state = await lstat(path).catch(() => null);
	if (!state?.isDirectory()) return state?.size ?? 0;
	let bytes = 0;
	for (const name of await readdir(path, {encoding: 'buffer'}).catch(() => []))
		bytes += await sizeOf(Buffer.concat([Buffer.from(path), Buffer.from('/'), name]));
	return bytes;
}

/** Null once the folder is gone, else what stood in the way, a sentence. Its log goes last. */
export async function removeRun({id, path, log}: RunFolder): Promise<string | null> {
	try {
		const lock = await acquireLock(join(path, 'lock'));
		if ('holder' in lock) return `${id} is kept: process ${lock.holder.pid} has it open.`;
		try {
			const names = (await readdir(path)).filter(name => name !== logFileName && name !== 'lock');
			for (const name of names) await rm(join(path, name), {recursive: true, force: true});
			await rm(log);
		} finally {
			await lock.release();
		}

		await rmdir(path);
		return null;
	} catch (error) {
		return `${id} could not be removed whole: ${describeFault(error)}. What is left of it is in ${path}.`;
	}
}
