/** The fresh copy of the workspace that a program runs in, and what it leaves there. */
import {createHash} from 'node:crypto';
import {chmod, lchown, lstat, mkdir, mkdtemp, readdir, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {FileSet} from '../../../core/files/file-set.ts';
import {judgePath} from '../../../core/files/path-rules.ts';
import {isAlive, nameOfUs} from '../../process-identity.ts';
import {claimFolder, readRegular, walkTree, writeInside} from '../files/tree.ts';
import {cageOwner, INSIDE_ID} from './sandbox.ts';
import {runSystemTool} from './system-tool.ts';

/** Of what a program makes, this much is kept. */
const MADE_FILES = 200;
const MADE_BYTES = 50 * 1024 * 1024;
/** Entries looked at before giving up. */
const SEEN = 20_000;
const NAME = 'orchestrai-run-';
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

export type RunCopy = {
	/** Absolute; becomes /workspace. */
	workspace: string;
	home: string;
	temporary: string;
	/** For more files that the program may need to read. */
	beside: string;
	accounts: {passwd: string; group: string};
	/** Of each file that was in it before the program ran. */
	hashes: ReadonlyMap<string, string>;
	/** What was installed is in it as well, and was there before the program ran. */
	installed: Map<string, string>;
};

/** Copies the regular files of a folder, which may not exist yet, or makes the files of a set. */
export async function makeRunCopy(from: string | FileSet): Promise<RunCopy> {
	const owner = cageOwner();
	const beside = await realpath(await mkdtemp(join(baseFolder(), `${NAME}${await nameOfUs()}-`)));
	const copy = {
		beside,
		workspace: join(beside, 'workspace'),
		home: join(beside, 'home'),
		temporary: join(beside, 'tmp'),
		accounts: {passwd: join(beside, 'passwd'), group: join(beside, 'group')},
	};
	for (const folder of [copy.workspace, copy.home, copy.temporary]) await mkdir(folder);
	await writeFile(copy.accounts.passwd, `user:x:${INSIDE_ID}:${INSIDE_ID}::/home/user:/bin/sh\n`);
	await writeFile(copy.accounts.group, `user:x:${INSIDE_ID}:\n`);
	const hashes = new Map<string, string>();
	for await (const [path, content] of typeof from === 'string' ? regularFiles(from) : bytesOf(from)) {
		await writeInside(copy.workspace, path, content);
		hashes.set(path, hashOf(content));
	}

	if (owner !== null) {
		await chmod(beside, 0o755);
		for (const file of Object.values(copy.accounts)) await chmod(file, 0o644);
		for (const folder of [copy.workspace, copy.home, copy.temporary]) await lchown(folder, owner, owner);
		for await (const {absolute} of walkTree(copy.workspace)) await lchown(absolute, owner, owner);
	}

	return {...copy, hashes, installed: new Map()};
}

/** Notes what was laid into the copy below a path: it is nothing that the program makes. */
export async function takeIn({workspace, installed}: RunCopy, path: string): Promise<void> {
	const root = join(workspace, path);
	const take = async (at: string, absolute: string | Buffer) => {
		const content = await readRegular(absolute);
		if (content) installed.set(at, hashOf(content));
	};
	if (!(await lstat(root)).isDirectory()) return take(path, root);
	for await (const entry of walkTree(root)) {
		if (entry.path !== null && entry.kind === 'file') await take(`${path}/${entry.path}`, entry.absolute);
	}
}

async function* regularFiles(folder: string): AsyncGenerator<[path: string, content: Buffer]> {
	if (!(await lstat(folder).catch(() => null))?.isDirectory()) return;
	for await (const {path, absolute, kind} of walkTree(folder)) {
		const content = path !== null && kind === 'file' ? await readRegular(absolute) : null;
		if (path !== null && content) yield [path, content];
	}
}

function* bytesOf(files: FileSet): Generator<[path: string, content: Buffer]> {
	for (const [path, text] of files) {
		const judged = judgePath(path);
		if ('path' in judged) yield [judged.path, Buffer.from(text)];
	}
}

/**
 * Moves what the program made or changed into `made`. Links, pipes and caches stay behind; of too many or too
 * large ones the first are kept, and `left` counts the others.
 */
export async function keepMadeFiles(copy: RunCopy, made: string): Promise<{files: string[]; left: number}> {
	const files: string[] = [];
	let left = 0;
	let seen = 0;
	let bytes = 0;
	const isCache = (path: string) => /(^|\/)(__pycache__|node_modules|\.cache|\.pytest_cache)$/.test(path);
	const enter = ({path}: {path: string | null}) => path !== null && path.length < 1000 && !isCache(path);
	// A program may have taken from us the right to look into what it made.
	if (cageOwner() === null) await runSystemTool('chmod', ['-R', 'u+rwX', copy.workspace]);
	for await (const {path, absolute, kind} of walkTree(copy.workspace, enter)) {
		if (++seen > SEEN) {
			left++;
			break;
		}

		if (kind !== 'file') continue;
		const size = (await lstat(absolute)).size;
		const judged = path === null ? null : judgePath(path);
		const fits = files.length < MADE_FILES && bytes + size <= MADE_BYTES;
		const content = judged && 'path' in judged && fits ? await readRegular(absolute) : null;
		const before = path === null ? undefined : (copy.hashes.get(path) ?? copy.installed.get(path));
		if (content && before === hashOf(content)) continue;
		if (content === null || !judged || !('path' in judged)) {
			left++;
			continue;
		}

		await mkdir(dirname(made), {recursive: true});
		await claimFolder(made);
		await writeInside(made, judged.path, content);
		files.push(judged.path);
		bytes += size;
	}

	return {files: files.sort(), left};
}

/**
 * Deletes copies whose owner was killed while a program ran, and of those whose owner nobody here knows, such as are too
 * old to be in use: by `now`, which may be wrong, and so says nothing of an owner who lives.
 */
export async function sweepRunCopies(now: number): Promise<void> {
	const base = baseFolder();
	for (const name of await readdir(base)) {
		if (!name.startsWith(NAME)) continue;
		const path = join(base, name);
		// Another process of ours may be sweeping too.
		const state = await lstat(path).catch(() => null);
		if (!state?.isDirectory() || state.uid !== process.getuid?.()) continue;
		const owner = /^[\d.]+(?=-)/.exec(name.slice(NAME.length))?.[0];
		const inUse = owner === undefined ? null : await isAlive(owner);
		const isOld = now - state.mtimeMs > ABANDONED_AFTER_MS;
		if (inUse === false || (inUse === null && isOld)) await deleteTree(path);
	}
}

/** Deletes the copy, whatever a program did to its rights and depth. */
export async function dropRunCopy(copy: RunCopy): Promise<void> {
	await deleteTree(copy.beside);
}

async function deleteTree(path: string): Promise<void> {
	// However many or deep its files are, the system's own tools are quick and walk step by step.
	const remove = () => runSystemTool('rm', ['-rf', path]);
	if (await remove()) return;
	await runSystemTool('chmod', ['-R', 'u+rwX', path]);
	if (!(await remove())) await rm(path, {recursive: true, force: true});
}

/** Root's own temporary folder may be out of reach for the user that a caged program becomes. */
function baseFolder(): string {
	return cageOwner() === null ? tmpdir() : '/tmp';
}

function hashOf(content: Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}
