import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A new folder, for its owner only, on a disk that is perhaps another; null when none can be made there either. */
export function makeRescueFolder(): string | null {
	try {
		return mkdtempSync(join(tmpdir(), 'orchestrai-rescued-'));
	} catch {
		return null;
	}
}
