import {open} from 'node:fs/promises';

/** Settles when a file's contents have reached the disk. */
export async function syncFile(path: string): Promise<void> {
	// Windows flushes only what is open for writing.
	const file = await open(path, 'r+');
	try {
		await file.datasync();
	} finally {
		await file.close();
	}
}

/** Settles when the names in a folder have: what was created in it, or renamed, is found there after a power cut. */
export async function syncFolder(path: string): Promise<void> {
	// Windows cannot open a folder, and needs no such thing.
	if (process.platform === 'win32') return;
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
