/** The one door by which files come in that people wrote: pipelines, prompts, modules, settings, and `@FILE`. */
import {type BigIntStats, constants} from 'node:fs';
import {type FileHandle, lstat, open} from 'node:fs/promises';
import {describeFault, faultCode} from '../memory/file-fault.ts';
import {decodeUtf8} from '../utf8.ts';

/** Files that people write by hand, in bytes; a pipeline may not be larger either. */
const largestByHand = 256 * 1024;

/** How often a file is read anew that is being written at that moment. */
const mostReads = 3;

/** A sentence: what is wrong with the file and how to mend it. */
export type Unreadable = {problem: string};

export type ReadOptions = {
	/** Bytes; 256 kB unless said otherwise. */
	largest?: number;
	/** A pipe is read to its end, as in `@<(command)`; whoever waits for it can be interrupted. */
	pipes?: boolean;
};

/**
 * The text of a file in UTF-8, without a byte order mark; null if there is none of that name. What is no plain file is
 * not read, and no more than `largest` bytes ever are, so that neither a pipe nor a device nor a file that grows can
 * hold the app up.
 */
export async function readTextFile(
	path: string,
	{largest = largestByHand, pipes = false}: ReadOptions = {},
): Promise<{text: string} | Unreadable | null> {
	let file: FileHandle | undefined;
	try {
		// Opening a pipe that nobody writes to would wait.
		file = await open(path, constants.O_RDONLY | (pipes ? 0 : (constants.O_NONBLOCK ?? 0)));
		for (let read = 1; read <= mostReads; read++) {
			const before = await file.stat({bigint: true});
			const problem = judgeKind(path, before, {largest, pipes});
			if (problem) return {problem};
			const bytes = await readUpTo(file, largest, before.isFile() ? 0 : null);
			if (bytes === null) return {problem: describeLarge(path, largest, null)};
			if (!before.isFile() || isSame(before, await file.stat({bigint: true}))) return decode(path, bytes);
		}
		return {problem: `${path} is being written at this moment: try again.`};
	} catch (error) {
		if (!isAbsence(error)) return {problem: `${path} could not be read: ${describeFault(error)}.`};
		return (await isLink(path)) ? {problem: `${path} is a link that leads nowhere.`} : null;
	} finally {
		await file?.close();
	}
}

function judgeKind(path: string, stats: BigIntStats, {largest, pipes}: Required<ReadOptions>): string | null {
	if (stats.isDirectory()) return `${path} is a folder, not a file.`;
	if (!stats.isFile() && !(pipes && stats.isFIFO())) return `${path} is not a plain file.`;
	return stats.size > largest ? describeLarge(path, largest, Number(stats.size)) : null;
}

function describeLarge(path: string, largest: number, size: number | null): string {
	const [unit, name] = largest < 1024 * 1024 ? [1024, 'kB'] : [1024 * 1024, 'MB'];
	const given = size === null ? '' : ` (${Math.ceil(size / unit)} ${name})`;
	return `${path} is larger than ${largest / unit} ${name}${given}: shorten it, or split it.`;
}

/** Null if there is more. `from`: where to begin; null for what can only be read on. */
async function readUpTo(file: FileHandle, largest: number, from: number | null): Promise<Buffer | null> {
	const pieces: Buffer[] = [];
	let length = 0;
	for (;;) {
		const piece = Buffer.allocUnsafe(64 * 1024);
		const position = from === null ? null : from + length;
		const {bytesRead} = await file.read(piece, 0, piece.length, position);
		if (bytesRead === 0) return Buffer.concat(pieces);
		length += bytesRead;
		if (length > largest) return null;
		pieces.push(piece.subarray(0, bytesRead));
	}
}

function isSame(before: BigIntStats, after: BigIntStats): boolean {
	return before.size === after.size && before.mtimeNs === after.mtimeNs;
}

function isAbsence(error: unknown): boolean {
	// A name that no file can have (too long, with a NUL) is the name of no file.
	return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(faultCode(error) ?? '');
}

async function isLink(path: string): Promise<boolean> {
	try {
		return (await lstat(path)).isSymbolicLink();
	} catch {
		return false;
	}
}

function decode(path: string, bytes: Buffer): {text: string} | Unreadable {
	if (isUtf16(bytes)) return {problem: `${path} is written in UTF-16: save it as UTF-8.`};
	const text = decodeUtf8(bytes);
	if (text === null) {
		// The decoder does not say where; the bytes do.
		return {
			problem: `${path} is not UTF-8 (line ${lineOf(bytes.toString('utf8'), '\ufffd')}): save it as UTF-8.`,
		};
	}
	if (!text.includes('\0')) return {text};
	return {problem: `${path} is no text: there is a NUL byte in it (line ${lineOf(text, '\0')}).`};
}

/** By its byte order mark; without one, by what plain words look like in it: every other byte is 0. */
function isUtf16(bytes: Buffer): boolean {
	const [first, second] = bytes;
	if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
	const sample = bytes.subarray(0, 1024);
	if (sample.length < 2 || sample.length % 2 === 1 || !sample.includes(0)) return false;
	const zeros = [0, 0];
	for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2]!++;
	const [low, high] = zeros.toSorted((a, b) => a - b) as [number, number];
	return low === 0 && high > sample.length / 4;
}

/** The line in which the character first stands. */
function lineOf(text: string, character: string): number {
	const at = text.indexOf(character);
	return (at === -1 ? text : text.slice(0, at)).split('\n').length;
}
