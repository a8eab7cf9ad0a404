import {constants} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {describeFault, faultCode} from '../memory/file-fault.ts';

/** Files that people write by hand, in bytes; a pipeline may not be larger either. */
const largestFile = 256 * 1024;

const utf8 = new TextDecoder('utf-8', {fatal: true});

/** A sentence: what is wrong with the file and how to mend it. */
export type Unreadable = {problem: string};

/**
 * The text of a file of at most 256 kB in UTF-8, without a byte order mark; null if there is none of that name.
 * What is no plain file is not opened for reading, so that a pipe or a device cannot hold the app up.
 */
export async function readTextFile(path: string): Promise<{text: string} | Unreadable | null> {
	let file: FileHandle | undefined;
	try {
		file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		const stats = await file.stat();
		if (stats.isDirectory()) return {problem: `${path} is a folder, not a file.`};
		if (!stats.isFile()) return {problem: `${path} is not a plain file.`};
		if (stats.size > largestFile) {
			return {
				problem: `${path} is larger than ${largestFile / 1024} kB (${Math.ceil(stats.size / 1024)} kB): shorten it, or split it.`,
			};
		}
		return decode(path, await file.readFile());
	} catch (error) {
		if (isAbsence(error)) return null;
		return {problem: `${path} could not be read: ${describeFault(error)}.`};
	} finally {
		await file?.close();
	}
}

function isAbsence(error: unknown): boolean {
	// A name that no file can have (too long, with a NUL) is the name of no file.
	return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(faultCode(error) ?? '');
}

function decode(path: string, bytes: Buffer): {text: string} | Unreadable {
	const [first, second] = bytes;
	if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
		return {problem: `${path} is written in UTF-16: save it as UTF-8.`};
	}
	try {
		return {text: utf8.decode(bytes)};
	} catch {
		// The decoder does not say where; the bytes do.
		return {problem: `${path} is not UTF-8 (line ${lineOfFirstFault(bytes)}): save it as UTF-8.`};
	}
}

function lineOfFirstFault(bytes: Buffer): number {
	const text = bytes.toString('utf8');
	let line = 1;
	let from = 0;
	for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
		if (text.slice(from, end).includes('\ufffd')) break;
		from = end + 1;
		line++;
	}
	return line;
}
