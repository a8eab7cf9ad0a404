/** What a person changed in a run's workspace by hand is moved out of the way before the run's own files are put there. */
import {lstat, mkdir, rename} from 'node:fs/promises';
import {basename} from 'node:path';
import type {FileSet} from '../../../core/files/file-set.ts';
import {hashText} from '../../../core/hash.ts';
import {foldersOf, readRegular, type TreeEntry, temporaryName, walkTree} from './tree.ts';

/** What tools make beside the code they run, and make again. */
const madeByTools = new Set(['__pycache__', '.pytest_cache', '.mypy_cache', '.ruff_cache']);

/** Bytes of one file: what is larger is in no log. */
const largestRecorded = 1024 * 1024;

type Known = {files: FileSet; recorded(hash: string): boolean};

/**
 * Moves what is in the folder `workspace`, is not one of `files`, and whose text is not `recorded` (told by its
 * sha256), to a new folder `into`, under the same relative paths. Moved, not copied: neither its size matters nor where
 * a link leads, since none is followed. Returns the paths, a folder's with a `/` at its end, in order; without any,
 * `into` is not made. Rejects with what the file system said; what was moved by then stays moved.
 */
export async function setAside(
	workspace: string,
	{into, ...known}: Known & {into: string},
): Promise<string[]> {
	if (!(await isFolder(workspace))) return [];
	const folders = new Set([...known.files.keys()].flatMap(foldersOf));
	const moved: string[] = [];
	const isEntered = ({path, kind}: TreeEntry) => kind === 'folder' && path !== null && folders.has(path);
	for await (const entry of walkTree(workspace, isEntered)) {
		if (isEntered(entry) || !(await isNew(entry, known))) continue;
		// In bytes: of names that are not UTF-8, two may read the same.
		const relative = entry.absolute.subarray(Buffer.byteLength(workspace) + 1);
		const target = Buffer.concat([Buffer.from(`${into}/`), relative]);
		await mkdir(target.subarray(0, target.lastIndexOf('/')), {recursive: true, mode: 0o700});
		await rename(entry.absolute, target);
		const name = relative.toString();
		moved.push(entry.kind === 'folder' ? `${name}/` : name);
	}

	return moved.sort();
}

/** Nobody else holds it. A folder is new as soon as anything in it is. */
async function isNew(entry: TreeEntry, known: Known): Promise<boolean> {
	const {path, absolute, kind} = entry;
	if (path === null) return true;
	if (isOurs(path)) return false;
	if (kind === 'file') return !(await isRecorded(path, absolute, known));
	if (kind !== 'folder') return true;
	for await (const inner of walkTree(absolute.toString(), one => one.path !== null && !isOurs(one.path))) {
		const within = inner.path === null ? null : `${path}/${inner.path}`;
		if (inner.kind !== 'folder' && (await isNew({...inner, path: within}, known))) return true;
	}

	return false;
}

async function isRecorded(path: string, absolute: Buffer, {files, recorded}: Known): Promise<boolean> {
	const wanted = files.get(path);
	if ((await lstat(absolute)).size > largestRecorded && wanted === undefined) return false;
	const content = await readRegular(absolute);
	if (content === null) return false;
	if (wanted !== undefined && content.equals(Buffer.from(wanted))) return true;
	const text = content.toString();
	return Buffer.from(text).equals(content) && recorded(hashText(text));
}

/** Files that the app was writing when it was killed, and what tools make again. */
function isOurs(path: string): boolean {
	const name = basename(path);
	return madeByTools.has(name) || name.startsWith(temporaryName);
}

async function isFolder(path: string): Promise<boolean> {
	return lstat(path).then(
		stats => stats.isDirectory(),
		() => false,
	);
}
