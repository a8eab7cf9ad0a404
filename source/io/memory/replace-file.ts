import {randomUUID} from 'node:crypto';
import {renameSync, rmSync, writeFileSync} from 'node:fs';
import {readdir, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {inPortions} from '../../core/portions.ts';
import {faultCode} from './file-fault.ts';

/** Replaces a file whole: whoever reads meanwhile sees the old text or the new one. Readable by its owner only. */
export async function replaceFile(path: string, text: string): Promise<void> {
	const draft = `${path}.${randomUUID()}.tmp`;
	try {
		await writeFile(draft, inPortions(text), {flag: 'wx', mode: 0o600});
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
