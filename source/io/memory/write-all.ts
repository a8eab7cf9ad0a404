import {writeSync} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';

/** About the most that is written at once, in characters. */
export const pieceSize = 1024 * 1024;

/** All at once where that is no more than a piece. Returns the number of bytes written. */
export async function writeAll(file: FileHandle, parts: Iterable<string>, position: number): Promise<number> {
	let written = 0;
	let waiting: string[] = [];
	let length = 0;
	const write = async () => {
		const bytes = Buffer.from(waiting.join(''));
		await writeBytes(file, bytes, position + written);
		written += bytes.length;
		waiting = [];
		length = 0;
	};
	for (const part of parts) {
		waiting.push(part);
		length += part.length;
		if (length >= pieceSize) await write();
	}
	await write();
	return written;
}

/** Bytes. The system takes them into its memory in less time than it takes to hand them to another thread. */
export const few = 64 * 1024;

/** To the last of them. A few are written in this thread. */
export async function writeBytes(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
	if (bytes.length <= few) {
		writeBytesSync(file, bytes, position);
		return;
	}
	// The system may take fewer at once.
	for (let done = 0; done < bytes.length; )
		done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
}

/** The same in this thread, in this turn. */
export function writeBytesSync({fd}: FileHandle, bytes: Buffer, position: number): void {
	for (let done = 0; done < bytes.length; )
		done += writeSync(fd, bytes, done, bytes.length - done, position + done);
}

export function* chain(...parts: Iterable<string>[]): Generator<string> {
	for (const part of parts) yield* part;
}
