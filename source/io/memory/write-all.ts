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
const few = 64 * 1024;

/** To the last of them: the system may take fewer at once. A few are written in this thread. */
export async function writeBytes(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
	const isFew = bytes.length <= few;
	for (let done = 0; done < bytes.length; ) {
		const [left, at] = [bytes.length - done, position + done];
		done += isFew
			? writeSync(file.fd, bytes, done, left, at)
			: (await file.write(bytes, done, left, at)).bytesWritten;
	}
}

export function* chain(...parts: Iterable<string>[]): Generator<string> {
	for (const part of parts) yield* part;
}
