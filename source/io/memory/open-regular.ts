import {closeSync, constants, fstatSync, openSync, type Stats} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';

/** Without waiting for somebody at the other end of a pipe; of a real file it means nothing. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file to read it, and rejects for what is none: a pipe would be waited for, a device may have no end. A link
 * is followed.
 */
export async function openRegular(path: string): Promise<FileHandle> {
	const file = await open(path, flags);
	try {
		refuseOthers(await file.stat());
		return file;
	} catch (error) {
		await file.close().catch(() => null);
		throw error;
	}
}

/** The same without waiting, for who closes it at once: what `work` makes of the open file. */
export function withRegular<T>(path: string, work: (fd: number, state: Stats) => T): T {
	const fd = openSync(path, flags);
	try {
		const state = fstatSync(fd);
		refuseOthers(state);
		return work(fd, state);
	} finally {
		closeSync(fd);
	}
}

function refuseOthers(state: Stats): void {
	// Reading a folder says so in the system's own words.
	if (state.isFile() || state.isDirectory()) return;
	throw new Error(`it is no file but a ${state.isFIFO() ? 'pipe' : state.isSocket() ? 'socket' : 'device'}`);
}
