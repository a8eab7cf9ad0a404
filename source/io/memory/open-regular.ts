import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';

/**
 * Opens a file to read it, and rejects for what is none: a pipe would be waited for, a device may have no end. A link
 * is followed.
 */
export async function openRegular(path: string): Promise<FileHandle> {
	// Without waiting for somebody at the other end; of a real file it means nothing.
	const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	try {
		const state = await file.stat();
		// Reading a folder says so in the system's own words.
		if (state.isFile() || state.isDirectory()) return file;
		throw new Error(
			`it is no file but a ${state.isFIFO() ? 'pipe' : state.isSocket() ? 'socket' : 'device'}`,
		);
	} catch (error) {
		await file.close().catch(() => null);
		throw error;
	}
}
