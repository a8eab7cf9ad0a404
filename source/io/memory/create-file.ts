import {closeSync, openSync, writeFileSync} from 'node:fs';
import {faultCode} from './file-fault.ts';
import {removeHalfWritten} from './replace-file.ts';

/**
 * Makes a file with this text, at once; false when something has its name already, which is left as it is. Nothing
 * waits for the disk: after a kill or a power cut it may hold the beginning alone. Readable by its owner only.
 */
export function createFileSync(path: string, text: string): boolean {
	const file = openNew(path);
	if (file === null) return false;
	try {
		try {
			writeFileSync(file, text);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		removeHalfWritten(path);
		throw error;
	}
	return true;
}

function openNew(path: string): number | null {
	try {
		return openSync(path, 'wx', 0o600);
	} catch (error) {
		if (faultCode(error) === 'EEXIST') return null;
		throw error;
	}
}
