import {constants} from 'node:fs';
import {copyFile, rm} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {faultCode} from './file-fault.ts';

/** A log that was damaged when it was opened for writing. */
export type Repair = {
	message: string;
	/** The log as it was found. */
	copy: string;
};

/** Copies a damaged log beside itself, before its writer cuts it back. Rejects when the copy cannot be made. */
export async function keepDamaged(path: string, count: number, now: Date): Promise<Repair> {
	const copy = join(dirname(path), `memory_log.damaged-${now.toISOString().replaceAll(':', '-')}.json`);
	try {
		await copyFile(path, copy, constants.COPYFILE_EXCL);
	} catch (error) {
		// Half a copy would pass for the log as it was found.
		if (faultCode(error) !== 'EEXIST') await rm(copy, {force: true});
		throw error;
	}

	return {
		copy,
		message: `${path} was damaged. It is cut back to its ${count} whole actions; as it was, it is kept in ${copy}.`,
	};
}
