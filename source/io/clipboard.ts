import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {ownSequence, type Sequence} from '../core/sequence.ts';
import {fileNameOf} from './memory/file-name.ts';

/** Terminals drop what is longer (xterm's limit on an OSC 52 payload is 100,000 bytes of base64). */
const longestForTerminal = 74_994;

/**
 * Puts a text where it can be pasted from: a file in `folder`, and the terminal's clipboard (OSC 52) where it
 * is short enough. Resolves with a sentence that says where it is.
 */
export async function copyText({
	text,
	name,
	folder,
	write,
}: {
	text: string;
	name: string;
	folder: string;
	write: (sequence: Sequence) => void;
}): Promise<string> {
	const file = join(folder, `${fileNameOf(name)}.txt`);
	await mkdir(folder, {recursive: true, mode: 0o700});
	await writeFile(file, text, {mode: 0o600});
	const bytes = Buffer.from(text);
	if (bytes.length > longestForTerminal) return `Copied to ${file}; it is too long for the clipboard.`;
	writeToClipboard(text, write);
	return `Copied to the clipboard and to ${file}.`;
}

/** Puts a short text on the clipboard of the terminal (OSC 52); a terminal that knows none ignores it. */
export function writeToClipboard(text: string, write: (sequence: Sequence) => void): void {
	write(ownSequence(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`));
}
