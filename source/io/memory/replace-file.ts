import {randomUUID} from 'node:crypto';
import {renameSync, rmSync, writeFileSync} from 'node:fs';
import {open, readdir, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {inPortions} from '../../core/portions.ts';
import {faultCode} from './file-fault.ts';

/**
 * Replaces a file whole: whoever reads meanwhile, or after a power cut, finds the old text or the new one. Readable by
 * its owner only, unless said otherwise.
 */
export async function replaceFile(path: string, text: string, mode = 0o600): Promise<void> {
	const draft = `${path}.${randomUUID()}.tmp`;
	try {
		const file = await open(draft, 'wx', mode);
		try {
			await file.writeFile(inPortions(text));
			// A name that reaches the disk ahead of its text would leave neither the old one nor the new.
			await file.datasync();
		} finally {
			await file.close();
		}

		await rename(draft, path);
	} catch (error) {
		// The first error is the one to tell.
		await rm(draft, {force: true}).catch(() => null);
		throw error;
	}
}

/** The same, at once, for small texts; but a slow disk is not waited for, so a power cut may take the last ones. */
export function replaceFileSync(path: string, text: string): void {
	const draft = `${path}.${randomUUID()}.tmp`;
	try {
		writeFileSync(draft, text, {flag: 'wx', mode: 0o600});
		renameSync(draft, path);
	} catch (error) {
		removeHalfWritten(draft);
		throw error;
	}
}

/** After an error, which is the one to tell: never throws. */
export function removeHalfWritten(path: string): void {
	try {
		rmSync(path, {force: true});
	} catch {
		// What was wrong before is what is told.
	}
}

const halfWritten = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Takes away what was being written in this folder when its writer was killed. Only where nobody else writes. */
export async function sweepHalfWritten(folder: string): Promise<void> {
	try {
		const names = await readdir(folder);
		for (const name of names.filter(each => halfWritten.test(each)))
			await rm(join(folder, name), {force: true});
	} catch (error) {
		if (faultCode(error) !== 'ENOENT') throw error;
	}
}
