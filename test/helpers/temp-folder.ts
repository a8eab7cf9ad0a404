import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {onTestFinished} from 'vitest';

/** A folder that holds these files and is gone after the test. */
export function makeFolder(files: Record<string, string | Buffer> = {}): string {
	const folder = mkdtempSync(join(realpathSync(tmpdir()), 'orchestrai-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	writeFiles(folder, files);
	return folder;
}

function writeFiles(folder: string, files: Record<string, string | Buffer>): void {
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), content);
	}
}
