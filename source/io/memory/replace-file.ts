import {randomUUID} from 'node:crypto';
import {renameSync, rmSync, writeFileSync} from 'node:fs';
import {rename, rm, writeFile} from 'node:fs/promises';

/** Replaces a file whole: whoever reads meanwhile sees the old text or the new one. Readable by its owner only. */
export async function replaceFile(path: string, text: string): Promise<void> {
	const draft = `${path}.${randomUUID()}.tmp`;
	try {
		await writeFile(draft, text, {flag: 'wx', mode: 0o600});
		await rename(draft, path);
	} catch (error) {
		await rm(draft, {force: true});
		throw error;
	}
}

/** The same, at once: for small texts. */
export function replaceFileSync(path: string, text: string): void {
	const draft = `${path}.${randomUUID()}.tmp`;
	try {
		writeFileSync(draft, text, {flag: 'wx', mode: 0o600});
		renameSync(draft, path);
	} catch (error) {
		rmSync(draft, {force: true});
		throw error;
	}
}
