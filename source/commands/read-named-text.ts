import {resolve} from 'node:path';
import {readTextFile} from '../io/library/read-text-file.ts';
import {decodeUtf8} from '../io/utf8.ts';
import {type Surroundings, UsageError} from './command.ts';

/** Of a text that is given by the name of its file, or on stdin, in bytes. */
const largest = 64 * 1024 * 1024;

/** What `@FILE` means in the value of an option; a pipe will do, as in `@<(command)`. `option`: how it was given. */
export async function readNamedText(option: string, named: string, {folder}: Surroundings): Promise<string> {
	const path = resolve(folder, named);
	const read = await readTextFile(path, {largest, pipes: true});
	if (read === null)
		throw new UsageError(
			`${option} names ${path}, and there is no such file. Write it, or give the text itself in quotes, without the @.`,
		);
	if ('problem' in read) throw new UsageError(`${option}: ${read.problem}`);
	return read.text;
}

/** All that comes on stdin, which may be left open for as long as it takes. */
export async function readStdin(option: string, {stdin}: Surroundings): Promise<string> {
	const pieces: Buffer[] = [];
	let length = 0;
	for await (const piece of stdin) {
		pieces.push(Buffer.from(piece));
		length += piece.length;
		if (length > largest)
			throw new UsageError(`${option}: stdin holds more than ${largest / 1024 / 1024} MB: shorten it.`);
	}
	const text = decodeUtf8(Buffer.concat(pieces));
	if (text === null) throw new UsageError(`${option}: what comes on stdin is not UTF-8.`);
	return text;
}
