import {type FileHandle, open, rename, rm} from 'node:fs/promises';
import {piecesOf} from './action-pieces.ts';
import {closing, type MemoryLog, writeHeader} from './memory-log.ts';
import type {Redact} from './redact.ts';
import {chain, writeAll} from './write-all.ts';

/** A log that appears at once and whole, by rename. Resolves with the open file, and where its last action ends. */
export async function writeWholeLog(
	{actions, ...header}: MemoryLog,
	path: string,
	redact: Redact,
): Promise<{file: FileHandle; end: number}> {
	const draft = `${path}.tmp`;
	// Who died over it left it here; whatever else has its name is not written into.
	await rm(draft, {force: true});
	const file = await open(draft, 'wx', 0o600);
	try {
		let end = await writeAll(file, [redact(writeHeader(header))], 0);
		let separator = '\n';
		for (const {text} of piecesOf(actions, redact)) {
			end += await writeAll(file, chain([separator], text), end);
			separator = ',\n';
		}
		await writeAll(file, [closing], end);
		await file.datasync();
		await rename(draft, path);
		return {file, end};
	} catch (error) {
		// The first error is the one to tell.
		await file.close().catch(() => null);
		await rm(draft, {force: true}).catch(() => null);
		throw error;
	}
}
