/** Files as they lie about by mistake or on purpose, each put where a person's own file should be. */
import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {basename, dirname} from 'node:path';

/** `put` makes the file; `said` is what the app says of it, whatever it was to be. */
export type HostileFile = {put(path: string): void; said: RegExp};

const holding = (content: string | Buffer) => (path: string) => writeFileSync(path, content);
const plain = 'name: x\nwords: plain words\n';
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

/** Those that are no text of a person's, whatever is expected there. */
export const hostileFiles: Record<string, HostileFile> = {
	'a folder': {put: path => mkdirSync(path), said: /is a folder, not a file/},
	'a pipe that nobody writes to': {
		put: path => execFileSync('mkfifo', [path]),
		said: /is not a plain file/,
	},
	'a device without end': {put: path => symlinkSync('/dev/zero', path), said: /is not a plain file/},
	'a link to nowhere': {put: path => symlinkSync('nowhere', path), said: /is a link that leads nowhere/},
	'a link to itself': {
		put: path => symlinkSync(basename(path), path),
		said: /its links lead in a circle \(ELOOP\)/,
	},
	'10 MB': {
		put: holding(Buffer.alloc(10 * 1024 * 1024, 'a: b\n')),
		said: /is larger than 256 kB \(10240 kB\)/,
	},
	'UTF-16': {
		put: holding(Buffer.from(`\ufeff${plain}`, 'utf16le')),
		said: /is written in UTF-16: save it as UTF-8/,
	},
	'UTF-16, the other way round': {put: holding(bigEndian(`\ufeff${plain}`)), said: /written in UTF-16/},
	'UTF-16 without a mark': {put: holding(Buffer.from(plain, 'utf16le')), said: /written in UTF-16/},
	'UTF-16 without a mark, the other way round': {put: holding(bigEndian(plain)), said: /written in UTF-16/},
	'Latin-1': {
		put: holding(Buffer.from('name: x\nwords: déjà vu\n', 'latin1')),
		said: /is not UTF-8 \(line 2\): save it/,
	},
	'half a character': {
		put: holding(Buffer.from('a: b\nc: é').subarray(0, -1)),
		said: /is not UTF-8 \(line 2\)/,
	},
	'a NUL byte': {put: holding('a: b\nc: d\0\n'), said: /is no text: there is a NUL byte in it \(line 2\)/},
};

/** Closes a file to everybody but root, and lets `other` in as far as to it. */
export function lockAway(path: string): void {
	chmodSync(path, 0);
	chmodSync(dirname(path), 0o755);
}
