/**
 * A key that every program under test is given, and the search for it in whatever the programs write: it may be
 * nowhere but in the Authorization header of a request.
 */
import {closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync} from 'node:fs';
import {join} from 'node:path';

const core = 'Zq7Xw2Vt9Kp4Rm8Nd3Hc6Jb5';

/** What a program finds in OPENAI_API_KEY unless its test says otherwise. */
export const canary = `sk-canary-${core}`;

/** A key of a test's own, which is looked for like the canary. `whose`: letters and dashes. */
export function canaryKey(whose: string): string {
	return `sk-${whose}-${core}`;
}

/** Each way in which it could be written; what is percent-encoded, or in JSON, is as plain as it is. */
const forms: readonly [name: string, bytes: Buffer][] = [
	['as it is', Buffer.from(core)],
	['in hex', Buffer.from(Buffer.from(core).toString('hex'))],
	['in capital hex', Buffer.from(Buffer.from(core).toString('hex').toUpperCase())],
	['backwards', Buffer.from([...core].reverse().join(''))],
	['in UTF-16', Buffer.from(core, 'utf16le')],
	...[0, 1, 2].map((offset): [string, Buffer] => [`in base64, at offset ${offset}`, base64At(offset)]),
];

/** The characters of its base64 that are the same whatever stands around it. */
function base64At(offset: number): Buffer {
	const text = Buffer.from(`${'.'.repeat(offset)}${core}`).toString('base64');
	const bits = (offset + core.length) * 8;
	return Buffer.from(text.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6)));
}

/** How the canary is written in these bytes; null if it is not. */
export function findCanary(written: string | Buffer): string | null {
	const bytes = typeof written === 'string' ? Buffer.from(written) : written;
	return forms.find(([, form]) => bytes.includes(form))?.[0] ?? null;
}

/** Control sequences, ends of lines, blanks and frames: what can stand between two characters on a screen. */
const between =
	/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[^[\]])|[\s\u2500-\u257F\u2026]/g;

/** The same of what was written to a terminal, or stands on its screen, though lines are wrapped. */
export function findCanaryOnScreen(text: string): string | null {
	return findCanary(text) ?? findCanary(text.replace(between, ''));
}

/** Bytes: what is larger is searched in its first and its last part. */
const largest = 4 * 1024 * 1024;

/** Where a key belongs: what `login` stored, and what a test itself wrote for the app to find. */
const keptIn = /(?:^|\/)(?:credentials\.json|\.env)$/;

/** Every file below the folder that holds the canary, and how it is written there. */
export function searchFolder(folder: string): string[] {
	const found: string[] = [];
	const search = (path: string): void => {
		const stats = lstatSync(path, {throwIfNoEntry: false});
		if (stats?.isDirectory()) for (const name of namesIn(path)) search(join(path, name));
		if (!stats?.isFile() || keptIn.test(path)) return;
		const form = findCanary(contentOf(path, stats.size)) ?? findCanary(path);
		if (form) found.push(`${path} (${form})`);
	};
	search(folder);
	return found;
}

function namesIn(folder: string): string[] {
	return unlessGone(() => readdirSync(folder)) ?? [];
}

function contentOf(path: string, size: number): Buffer {
	return (
		unlessGone(() => (size <= 2 * largest ? readFileSync(path) : readEnds(path, size))) ?? Buffer.alloc(0)
	);
}

function readEnds(path: string, size: number): Buffer {
	const file = openSync(path, 'r');
	try {
		const bytes = Buffer.alloc(2 * largest);
		readSync(file, bytes, 0, largest, 0);
		readSync(file, bytes, largest, largest, size - largest);
		return bytes;
	} finally {
		closeSync(file);
	}
}

/** Programs that are ending may still take away what they made; what is closed to us is closed to a test's end. */
function unlessGone<T>(read: () => T): T | null {
	try {
		return read();
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(code ?? '')) return null;
		throw error;
	}
}

/** Throws where the canary was found. */
export function refuseLeaks(where: string, found: readonly string[] | string | null): void {
	const all = [found ?? []].flat();
	if (all.length === 0) return;
	throw new Error(`A key was written where no key may be: ${where}: ${all.join(', ')}`);
}
