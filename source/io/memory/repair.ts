import {constants} from 'node:fs';
import {copyFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';

/** A log that was damaged when it was opened for writing. */
export type Repair = {
	message: string;
	/** The log as it was found. */
	copy: string;
};

/** Copies a damaged log beside itself, before its writer cuts it back. Rejects when the copy cannot be made. */
export async function keepDamaged(path: string, count: number, now: Date): Promise<Repair> {
	const copy = join(dirname(path), `memory_log.damaged-${now.toISOString().replaceAll(':', '-')}.json`);
	await copyFile(path, copy, constants.COPYFILE_EXCL);
	return {
		copy,
		message: `${path} was damaged. It is cut back to its ${count} whole actions; as it was, it is kept in ${copy}.`,
	};
}
