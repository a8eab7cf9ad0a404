import {readFile} from 'node:fs/promises';
import {pathOfOutput} from './outputs.ts';
import type {Redact} from './redact.ts';
import {sweepHalfWritten} from './replace-file.ts';

/** All versions of an output, and the current one; null where there is none. */
export type OutputTexts = {output_name: string; versions: readonly string[]; current: string | null};

/**
 * The outputs whose files a killed writer or a power cut left behind: missing, half written, or of another version. A
 * file that holds none of the versions was changed by hand, and is not among them. Drafts of files are taken away.
 */
export async function findOutputsBehind(
	folder: string,
	outputs: readonly OutputTexts[],
	redact: Redact,
): Promise<string[]> {
	try {
		await sweepHalfWritten(folder);
	} catch {
		// Who writes into that folder next says what is wrong with it.
		return outputs.flatMap(({output_name, current}) => (current === null ? [] : [output_name]));
	}

	const behind: string[] = [];
	for (const {output_name, versions, current} of outputs) {
		if (current === null) continue;
		const there = await bytesAt(pathOfOutput(folder, output_name));
		const bytesOf = (text: string) => Buffer.from(redact(text));
		if (there?.equals(bytesOf(current))) continue;
		const isOurs = (whole: Buffer) => there === null || there.equals(whole) || isCutShort(there, whole);
		if (versions.some(version => isOurs(bytesOf(version)))) behind.push(output_name);
	}

	return behind;
}

/** Null when there is none that could be read. */
async function bytesAt(path: string): Promise<Buffer | null> {
	try {
		return await readFile(path);
	} catch {
		return null;
	}
}

/** Bytes. Systems take a text to the disk by pages of this size, or a multiple of it. */
const page = 4096;

/** What is left of a text that did not reach the disk whole: its first pages, perhaps with zeros for the others. */
function isCutShort(there: Buffer, whole: Buffer): boolean {
	const end = there.findLastIndex(byte => byte !== 0) + 1;
	const isByPages = end < there.length || end % page === 0;
	return isByPages && whole.subarray(0, end).equals(there.subarray(0, end));
}
