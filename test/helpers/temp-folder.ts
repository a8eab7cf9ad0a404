import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {onTestFinished} from 'vitest';
import {refuseLeaks, searchFolder} from './canary.ts';

/** A folder that holds these files and is gone after the test; by then no key may be in it. */
export function makeFolder(files: Record<string, string | Buffer> = {}): string {
	const folder = mkdtempSync(join(realpathSync(tmpdir()), 'orchestrai-'));
	onTestFinished(() => {
		const found = searchFolder(folder);
		rmSync(folder, {recursive: true, force: true});
		refuseLeaks('a folder of this test', found);
	});
	writeFiles(folder, files);
	return folder;
}

function writeFiles(folder: string, files: Record<string, string | Buffer>): void {
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), content);
	}
}
