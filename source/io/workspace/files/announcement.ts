/** Tells, after a kill, which files of a workspace are the run's own though its log does not hold them. */
import {mkdir, readFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {faultCode} from '../../memory/file-fault.ts';
import {replaceFile} from '../../memory/replace-file.ts';

export type Announcement = {
	/** Puts down, ahead of writing them, the hashes of texts that are in no log yet. Replaces what was announced before. */
	make(hashes: readonly string[]): Promise<void>;
	/** What was announced last. Rejects with what the file system said. */
	read(): Promise<ReadonlySet<string>>;
};

/** At `path`, a file with a hash on each line. */
export function createAnnouncement(path: string): Announcement {
	return {
		async make(hashes) {
			await mkdir(dirname(path), {recursive: true, mode: 0o700});
			await replaceFile(path, hashes.join('\n'));
		},
		async read() {
			try {
				return new Set((await readFile(path, 'utf8')).split('\n'));
			} catch (error) {
				if (faultCode(error) === 'ENOENT') return new Set();
				throw error;
			}
		},
	};
}
