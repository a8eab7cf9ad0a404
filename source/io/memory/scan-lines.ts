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

/** One line of a file, without its break. */
export type Line = {bytes: Buffer; start: number; ended: boolean};

const chunkSize = 256 * 1024;

/** The lines of a file from a byte offset on; what follows the last break comes too, as not `ended`. */
export async function* scanLines(file: Source, from: number): AsyncGenerator<Line> {
	let start = from;
	let position = from;
	let carried: Buffer[] = [];
	for (;;) {
		const chunk = Buffer.allocUnsafe(chunkSize);
		const {bytesRead} = await file.read(chunk, 0, chunkSize, position);
		if (bytesRead === 0) break;
		position += bytesRead;
		let begin = 0;
		for (;;) {
			const end = chunk.subarray(0, bytesRead).indexOf(0x0a, begin);
			if (end < 0) break;
			const bytes = Buffer.concat([...carried, chunk.subarray(begin, end)]);
			yield {bytes, start, ended: true};
			carried = [];
			start += bytes.length + 1;
			begin = end + 1;
		}
		if (begin < bytesRead) carried.push(chunk.subarray(begin, bytesRead));
	}
	if (carried.length > 0) yield {bytes: Buffer.concat(carried), start, ended: false};
}
