/** What the pipeline's own install command made beside the sources: kept for the run, and laid beside them again. */
import {cp, lstat, mkdir, readdir, rename, rm, stat, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {foldersOf, type TreeEntry, walkTree} from '../files/tree.ts';
import {reachable} from '../programs/places.ts';
import {type RunCopy, takeIn} from '../programs/run-copy.ts';
import {cageOwner, inCage} from '../programs/sandbox.ts';
import {runSystemTool} from '../programs/system-tool.ts';
import {diskOf} from '../programs/usage.ts';
import {hasVenv} from './venv.ts';

/** A folder that is larger is not copied into each cage but shown there, read-only. */
const COPIED = {bytes: 16 * 1024 ** 2, entries: 2000};
const FILES = 'files';
/** Is there where the command found an environment, which it may have installed into. */
const WITH_VENV = 'with-venv';

export type Installed = {
	/** What was kept last is of this key, and all of it is still there. */
	has(key: string): Promise<boolean>;
	/** Keeps what is new in the copy, in the place of what was kept before. Rejects with what the file system said. */
	keep(copy: RunCopy, key: string): Promise<void>;
	/** Lays it beside the sources of the copy, which go first; what is too large for that is to be bound. */
	layInto(copy: RunCopy, options: {caged: boolean}): Promise<{source: string; target: string}[]>;
	drop(): Promise<void>;
};

/** In `folder`, which may be missing; `venv` is the run's environment. */
export function openInstalled(folder: string, venv: string): Installed {
	const placeOf = (key: string) => join(folder, key.slice(0, 32));
	const drop = () => rm(folder, {recursive: true, force: true});
	return {
		drop,

		async has(key) {
			const place = placeOf(key);
			if (!(await isThere(place))) return false;
			return !(await isThere(join(place, WITH_VENV))) || hasVenv(venv);
		},

		async keep(copy, key) {
			await drop();
			const unfinished = `${placeOf(key)}.part`;
			await mkdir(join(unfinished, FILES), {recursive: true, mode: 0o700});
			// A command may have taken from us the right to move what it made; no right beyond reading is kept.
			await runSystemTool('chmod', ['-R', 'u+rwX,a-s', copy.workspace]);
			for (const root of await rootsBeside(copy, copy.workspace)) {
				await moveTree(root.absolute, join(unfinished, FILES, root.path));
			}

			if (await hasVenv(venv)) await writeFile(join(unfinished, WITH_VENV), '');
			await rename(unfinished, placeOf(key));
		},

		async layInto(copy, {caged}) {
			const kept = await findKept(folder);
			if (kept === null) return [];
			const binds: {source: string; target: string}[] = [];
			for (const root of await rootsBeside(copy, kept)) {
				if (caged && root.kind === 'folder' && (await isLarge(root.absolute))) {
					const source = await reachable(root.absolute, join(copy.beside, `installed-${binds.length}`));
					binds.push({source, target: `${inCage.workspace}/${root.path}`});
					continue;
				}

				const target = join(copy.workspace, root.path);
				await mkdir(dirname(target), {recursive: true});
				await copyTree(root.absolute, target);
				await takeIn(copy, root.path);
			}

			return binds;
		},
	};
}

/** The files of the last installation; null if there is none. A link in its place is none. */
async function findKept(folder: string): Promise<string | null> {
	if (!(await isFolder(folder))) return null;
	const name = (await readdir(folder)).find(one => !one.endsWith('.part'));
	const kept = name === undefined ? null : join(folder, name, FILES);
	return kept !== null && (await isFolder(dirname(kept))) && (await isFolder(kept)) ? kept : null;
}

type Root = {path: string; absolute: string; kind: TreeEntry['kind']};

/** What stands beside the sources of the copy, each by its topmost folder that holds none of them. */
async function rootsBeside({hashes}: RunCopy, below: string): Promise<Root[]> {
	const ways = new Set([...hashes.keys()].flatMap(foldersOf));
	const roots: Root[] = [];
	for await (const {path, absolute, kind} of walkTree(below, ({path}) => path !== null && ways.has(path))) {
		if (path === null || kind === 'other' || hashes.has(path)) continue;
		if (!(kind === 'folder' && ways.has(path))) roots.push({path, absolute: absolute.toString(), kind});
	}

	return roots;
}

async function isLarge(folder: string): Promise<boolean> {
	const {bytes, entries} = await diskOf(folder, COPIED);
	return bytes > COPIED.bytes || entries > COPIED.entries;
}

async function moveTree(from: string, to: string): Promise<void> {
	await mkdir(dirname(to), {recursive: true, mode: 0o700});
	try {
		await rename(from, to);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
		await copyTree(from, to);
	}
}

/** Links as links: they mean something where the program runs, or nothing. Pipes and the like are left out. */
async function copyTree(from: string, to: string): Promise<void> {
	const filter = async (path: string) => {
		const state = await lstat(path);
		return state.isFile() || state.isDirectory() || state.isSymbolicLink();
	};
	await cp(from, to, {recursive: true, verbatimSymlinks: true, filter});
	const owner = cageOwner();
	if (owner !== null) await runSystemTool('chown', ['-R', '-h', `${owner}:${owner}`, to], {must: true});
}

function isFolder(path: string): Promise<boolean> {
	return lstat(path).then(
		state => state.isDirectory(),
		() => false,
	);
}

function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		() => false,
	);
}
