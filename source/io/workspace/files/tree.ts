import {randomUUID} from 'node:crypto';
import {constants, type Dirent} from 'node:fs';
import {lstat, mkdir, open, readdir, rename, rm, unlink} from 'node:fs/promises';
import {dirname, join} from 'node:path';

/** How the names of files begin that are not written to their end yet. */
export const temporaryName = '.orchestrai-';

export type TreeEntry = {
	/** Relative, `/`-separated. Null where the name is not UTF-8. */
	path: string | null;
	absolute: Buffer;
	kind: 'file' | 'folder' | 'link' | 'other';
};

/**
 * Everything below a folder, a folder before what is in it, links as links. `enter` decides which folders are
 * looked into. The folder has to exist.
 */
export async function* walkTree(
	root: string,
	enter: (entry: TreeEntry) => boolean = () => true,
): AsyncGenerator<TreeEntry> {
	const pending: {absolute: Buffer; path: string}[] = [{absolute: Buffer.from(root), path: ''}];
	for (let folder = pending.pop(); folder; folder = pending.pop()) {
		const entries = await readdir(folder.absolute, {withFileTypes: true, encoding: 'buffer'});
		for (const entry of entries) {
			const name = entry.name.toString();
			const readable = Buffer.from(name).equals(entry.name);
			const path = readable ? `${folder.path}${name}` : null;
			const absolute = Buffer.concat([folder.absolute, Buffer.from('/'), entry.name]);
			const found: TreeEntry = {path, absolute, kind: kindOf(entry)};
			yield found;
			if (found.kind === 'folder' && path !== null && enter(found))
				pending.push({absolute, path: `${path}/`});
		}
	}
}

/** Content of a regular file, never through a link. Null if there is no such file or it is something else. */
export async function readRegular(path: string | Buffer): Promise<Buffer | null> {
	const handle = await open(
		path,
		constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
	).catch((error: NodeJS.ErrnoException) => {
		if (['ENOENT', 'ELOOP', 'ENOTDIR', 'EISDIR', 'EMLINK', 'ENXIO'].includes(error.code ?? '')) return null;
		throw error;
	});
	if (!handle) return null;
	try {
		return (await handle.stat()).isFile() ? await handle.readFile() : null;
	} finally {
		await handle.close();
	}
}

/** Every regular file below a folder, by its path; none where there is no folder. Links are not followed. */
export async function readRegularFiles(root: string): Promise<Map<string, Buffer>> {
	const files = new Map<string, Buffer>();
	try {
		for await (const {path, absolute, kind} of walkTree(root)) {
			const content = path !== null && kind === 'file' ? await readRegular(absolute) : null;
			if (path !== null && content !== null) files.set(path, content);
		}
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}

	return files;
}

/**
 * Writes a file below `root`: no parent and no target that is a link is followed, and the file appears whole.
 * `path` is clean (`judgePath`). Rejects with what the file system said.
 */
export async function writeInside(root: string, path: string, content: Buffer): Promise<void> {
	const parts = path.split('/');
	for (let depth = 1; depth < parts.length; depth++) {
		await claimFolder(join(root, ...parts.slice(0, depth)));
	}

	const target = join(root, ...parts);
	const state = await lstatOrNull(target);
	if (state?.isDirectory()) await rm(target, {recursive: true});
	const temporary = join(dirname(target), `${temporaryName}${randomUUID()}`);
	const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
	const handle = await open(temporary, flags, isScript(content) ? 0o755 : 0o644);
	try {
		await handle.writeFile(content);
		await handle.close();
		await rename(temporary, target);
	} catch (error) {
		await handle.close().catch(() => undefined);
		await unlink(temporary).catch(() => undefined);
		throw error;
	}
}

/** A folder that is really one: whatever else had its name is gone. */
export async function claimFolder(path: string): Promise<void> {
	const state = await lstatOrNull(path);
	if (state?.isDirectory()) return;
	if (state) await unlink(path);
	await mkdir(path);
}

async function lstatOrNull(path: string) {
	return lstat(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	});
}

function isScript(content: Buffer): boolean {
	return content[0] === 0x23 && content[1] === 0x21;
}

function kindOf(entry: Dirent<Buffer>): TreeEntry['kind'] {
	if (entry.isSymbolicLink()) return 'link';
	if (entry.isDirectory()) return 'folder';
	return entry.isFile() ? 'file' : 'other';
}

/** The folders that a file's relative path leads through. */
export function foldersOf(path: string): string[] {
	const parts = path.split('/');
	return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
