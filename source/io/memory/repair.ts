import {constants} from 'node:fs';
import {copyFile, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {besideLog} from './beside-log.ts';
import {faultCode} from './file-fault.ts';
import {syncFile, syncFolder} from './sync.ts';

/** A log that was damaged when it was opened for writing. */
export type Repair = {
	message: string;
	/** The log as it was found. */
	copy: string;
};

/** Copies a damaged log beside itself, before its writer cuts it back. Rejects when the copy cannot be made. */
export async function keepDamaged(path: string, count: number, now: Date): Promise<Repair> {
	const copy = await copyBeside(path, now);
	try {
		// It is on the disk itself before what it was copied from is cut.
		await syncFile(copy);
		await syncFolder(dirname(path));
	} catch (error) {
		await rm(copy, {force: true}).catch(() => null);
		throw error;
	}

	return {
		copy,
		message: `${path} was damaged. It is cut back to its ${count} whole actions; as it was, it is kept in ${copy}.`,
	};
}

async function copyBeside(path: string, now: Date): Promise<string> {
	for (let number = 1; ; number++) {
		const copy = besideLog(path, 'damaged', now, number);
		try {
			await copyFile(path, copy, constants.COPYFILE_EXCL);
			return copy;
		} catch (error) {
			// A clock that was set back comes to the same time again.
			if (faultCode(error) === 'EEXIST') continue;
			// Half a copy would pass for the log as it was found.
			await rm(copy, {force: true}).catch(() => null);
			throw error;
		}
	}
}
