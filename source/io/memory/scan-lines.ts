/** What a log is read from: an open file, or bytes that are there already. */
export type Source = {
	read(buffer: Buffer, offset: number, length: number, position: number): Promise<{bytesRead: number}>;
	readFile(): Promise<Buffer>;
	stat(): Promise<{size: number}>;
};

export function sourceOf(bytes: Buffer): Source {
	return {
		read: async (buffer, offset, length, position) => ({
			bytesRead: bytes.copy(buffer, offset, position, position + length),
		}),
		readFile: async () => bytes,
		stat: async () => ({size: bytes.length}),
	};
}

/** One line of a file, without its break. `bytes` hold it only until the next one is asked for. */
export type Line = {bytes: Buffer; start: number; ended: boolean};

const chunkSize = 512 * 1024;
const longest = 512 * 1024 * 1024;

/** The lines of a file from a byte offset on; what follows the last break comes too, as not `ended`. */
export async function* scanLines(file: Source, from: number): AsyncGenerator<Line> {
	let buffer: Buffer = Buffer.allocUnsafeSlow(chunkSize);
	/** How much of the buffer is filled, and where in the file it begins. */
	let filled = 0;
	let start = from;
	for (;;) {
		if (filled === buffer.length) buffer = enlarge(buffer);
		const {bytesRead} = await file.read(buffer, filled, buffer.length - filled, start + filled);
		if (bytesRead === 0) break;
		let searched = filled;
		filled += bytesRead;
		let begin = 0;
		for (;;) {
			const end = buffer.subarray(0, filled).indexOf(0x0a, Math.max(begin, searched));
			if (end < 0) break;
			yield {bytes: buffer.subarray(begin, end), start: start + begin, ended: true};
			begin = end + 1;
			searched = begin;
		}
		buffer.copyWithin(0, begin, filled);
		filled -= begin;
		start += begin;
	}
	if (filled > 0) yield {bytes: buffer.subarray(0, filled), start, ended: false};
}

/** A line may be longer than what is read at once, but not than what a string can hold. */
function enlarge(buffer: Buffer): Buffer {
	if (buffer.length >= longest)
		throw new Error(`it has a line of more than ${longest / 1024 / 1024} MiB, which no log of a run has`);
	const larger = Buffer.allocUnsafeSlow(buffer.length * 2);
	buffer.copy(larger);
	return larger;
}
