/** All that the suite writes lies in one folder, which is searched for the canary at the end, and taken away. */
import {chmodSync, mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {refuseLeaks, searchFolder} from './canary.ts';

export default function setup(): () => void {
	const folder = mkdtempSync(join(realpathSync(tmpdir()), 'suite-'));
	// Caged programs run as another user, and have to get to what is below.
	chmodSync(folder, 0o711);
	const before = process.env.TMPDIR;
	process.env.TMPDIR = folder;
	return () => {
		if (before === undefined) delete process.env.TMPDIR;
		else process.env.TMPDIR = before;
		try {
			refuseLeaks('what the suite left behind', searchFolder(folder));
		} finally {
			rmSync(folder, {recursive: true, force: true});
		}
	};
}
