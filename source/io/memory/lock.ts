/**
 * One writer per run: a file `lock` that names its holder. A dead holder's lock is taken over, a live one's
 * refuses. It appears whole (a finished file is linked into place), and is taken over by whoever holds
 * `lock.next`: a second lock of the same kind, which becomes the first by rename. So of many that find a dead
 * holder one wins, and one that dies half-way leaves a dead `lock.next`, taken over likewise.
 */
import {randomUUID} from 'node:crypto';
import {constants, existsSync} from 'node:fs';
import {copyFile, link, lstat, readdir, rename, rm, stat, writeFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {lookAtProcess} from '../process-identity.ts';
import {faultCode} from './file-fault.ts';
import {openRegular} from './open-regular.ts';

export type LockHolder = {
	pid: number;
	/** When the process started (boot id and clock ticks on Linux), so that a reused pid is not taken for it. */
	started: string | null;
	host: string;
	/** When it took the lock, ISO 8601. */
	since: string;
};

export type Lock = {
	/** Removes the lock, if it is still this one. */
	release(): Promise<void>;
};

type Held = {holder: LockHolder | null; text: string};

/** A lock without readable contents is somebody's who cannot link files; past this age, in ms, who died writing it. */
const unreadableFor = 5000;

/** Rounds of 5 ms in which a rival may finish taking a dead lock over. */
const patience = 400;

/** Takes the lock at `path`, or says who has it. Rejects if the folder cannot be written. */
export async function acquireLock(path: string): Promise<Lock | {holder: LockHolder}> {
	const token = randomUUID();
	const text = `${JSON.stringify({...(await ownIdentity()), since: new Date().toISOString(), token})}\n`;
	const holder = await take(path, text);
	if (holder) return {holder};
	// Where one stays, it harms nobody.
	await sweepDrafts(path).catch(() => null);
	return {
		async release() {
			if ((await read(path))?.text === text) await rm(path, {force: true});
		},
	};
}

/**
 * Who holds the lock at `path` and lives; null when nobody does, or when that cannot be seen: it keeps no reader out.
 */
export async function liveHolder(path: string): Promise<LockHolder | null> {
	// Hardly any run has one, and a thousand of them may be asked.
	if (!existsSync(path)) return null;
	const held = await read(path).catch(() => null);
	return held && (await isAlive(held, path)) ? (held.holder ?? unknownHolder) : null;
}

const unknownHolder: LockHolder = {pid: 0, started: null, host: hostname(), since: 'a moment ago'};

/** Null once `path` holds `text`; else who has it. */
async function take(path: string, text: string): Promise<LockHolder | null> {
	const next = `${path}.next`;
	for (let round = 1; ; round++) {
		if (await createWhole(path, text)) return null;
		const held = await read(path);
		if (!held) continue;
		if (await isAlive(held, path)) return held.holder ?? unknownHolder;
		const rival = await take(next, text);
		if (rival) {
			// A rival is done within a few file operations, unless it stopped in the middle of them.
			if (round === patience) return rival;
			await sleep(5);
			continue;
		}
		// Only the holder of `next` may replace a dead lock, so what is still dead here stays so until the rename.
		if ((await read(path))?.text === held.text) {
			await rename(next, path);
			return null;
		}
		await rm(next, {force: true});
	}
}

const draftEnd = /^(?:\.next)*\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Takes away the drafts of those who died before their lock was in its place; who lives may need theirs. */
async function sweepDrafts(path: string): Promise<void> {
	const name = basename(path);
	for (const found of await readdir(dirname(path))) {
		if (!found.startsWith(name) || !draftEnd.test(found.slice(name.length))) continue;
		const draft = join(dirname(path), found);
		const held = await read(draft);
		if (held && !(await isAlive(held, draft))) await rm(draft, {force: true});
	}
}

/** False if there is one already. */
async function createWhole(path: string, text: string): Promise<boolean> {
	const draft = `${path}.${randomUUID()}`;
	try {
		await writeFile(draft, text, {flag: 'wx', mode: 0o600});
		return await linkExclusively(draft, path);
	} finally {
		// Where it stays it harms nobody: the lock is in its place or not, and a later sweep takes the draft away.
		await rm(draft, {force: true}).catch(() => null);
	}
}

async function linkExclusively(from: string, to: string): Promise<boolean> {
	try {
		await link(from, to);
		return true;
	} catch (error) {
		if (faultCode(error) === 'EEXIST') return false;
		return await copyExclusively(from, to);
	}
}

/** For file systems without links: exclusive too, though it appears empty for an instant. */
async function copyExclusively(from: string, to: string): Promise<boolean> {
	try {
		await copyFile(from, to, constants.COPYFILE_EXCL);
		return true;
	} catch (error) {
		if (faultCode(error) === 'EEXIST') return false;
		throw error;
	}
}

async function read(path: string): Promise<Held | null> {
	try {
		const text = await readOwn(path);
		return text === null ? null : {text, holder: parseHolder(text)};
	} catch (error) {
		if (faultCode(error) === 'ENOENT') return null;
		throw error;
	}
}

/** Null where it is gone by now. Rejects for what no OrchestrAI has put there: it would never go away by itself. */
async function readOwn(path: string): Promise<string | null> {
	const state = await lstat(path);
	if (!state.isFile()) {
		const kind = state.isSymbolicLink() ? 'a link' : state.isDirectory() ? 'a folder' : 'no file';
		throw new Error(`${path} is ${kind}, which OrchestrAI did not make; move it away, then try again`);
	}

	const file = await openRegular(path);
	try {
		return await file.readFile('utf8');
	} finally {
		await file.close();
	}
}

/** What a system can give: anything larger would be cut down to the id of somebody else. */
const largestPid = 2 ** 31 - 1;

function parseHolder(text: string): LockHolder | null {
	try {
		const {pid, started, host, since} = JSON.parse(text);
		if (!Number.isInteger(pid) || pid <= 0 || pid > largestPid || typeof host !== 'string') return null;
		return {pid, started: typeof started === 'string' ? started : null, host, since: String(since)};
	} catch {
		return null;
	}
}

async function isAlive({holder}: Held, path: string): Promise<boolean> {
	if (!holder) {
		const {mtimeMs} = await stat(path).catch(() => ({mtimeMs: 0}));
		// A clock that was set back since makes it seem to come from the future.
		return Math.abs(Date.now() - mtimeMs) < unreadableFor;
	}
	// Another machine's processes cannot be looked at.
	if (holder.host !== hostname()) return true;
	try {
		process.kill(holder.pid, 0);
	} catch (error) {
		if (faultCode(error) === 'ESRCH') return false;
	}
	const seen = await lookAtProcess(holder.pid);
	if (!seen) return true;
	return !seen.ended && (holder.started === null || seen.started === holder.started);
}

let identity: Promise<{pid: number; started: string | null; host: string}> | undefined;

function ownIdentity() {
	identity ??= lookAtProcess(process.pid).then(seen => ({
		pid: process.pid,
		started: seen?.started ?? null,
		host: hostname(),
	}));
	return identity;
}
