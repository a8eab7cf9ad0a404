/** Files for a folder of the person's: nothing of theirs is lost, and no link in it is followed. */
import {lstat, mkdir, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {judgeFiles} from '../../../core/files/path-rules.ts';
import {describeFault} from '../../memory/file-fault.ts';
import {readRegular, writeInside} from './tree.ts';

export type Exported = {
	/** Were there, with other content. */
	replaced: string[];
	/** Names that no file of a program may have. */
	refused: {path: string; reason: string}[];
};

/**
 * Writes the files below `folder`, which is made where it is missing. Into a folder that holds anything already only
 * with `force`: what it does not name stays. `problem`: a sentence; nothing was written, unless it says so.
 */
export async function exportFiles(
	folder: string,
	files: ReadonlyMap<string, Buffer>,
	{force}: {force: boolean},
): Promise<Exported | {problem: string}> {
	const named = new Map([...files.keys()].map(path => [path, path]));
	const {accepted, refused} = judgeFiles(new Map(), named);
	const replaced: string[] = [];
	let done = 0;
	try {
		const obstacle = (await findObstacle(folder, force)) ?? (await findInTheWay(folder, accepted.keys()));
		if (obstacle !== null) return {problem: `${obstacle} Nothing was written.`};
		await mkdir(folder, {recursive: true});
	} catch (error) {
		return {problem: `The folder ${folder} cannot be used: ${describeFault(error)}. Nothing was written.`};
	}

	for (const [path, name] of accepted) {
		const content = files.get(name)!;
		try {
			const present = await readRegular(join(folder, path));
			if (!present?.equals(content)) await writeInside(folder, path, content);
			if (present && !present.equals(content)) replaced.push(path);
			done++;
		} catch (error) {
			return {
				problem: `Could not write ${join(folder, path)}: ${describeFault(error)}. ${done} of ${accepted.size} files are there.`,
			};
		}
	}

	return {replaced, refused};
}

/** Why the folder itself will not do, a sentence. */
async function findObstacle(folder: string, force: boolean): Promise<string | null> {
	const state = await lstatOrNull(folder);
	if (state === null) return null;
	if (state.isSymbolicLink()) return `${folder} is a link: name the folder itself.`;
	if (!state.isDirectory()) return `${folder} is no folder.`;
	if (force || (await readdir(folder)).length === 0) return null;
	return `${folder} is not empty. Name a new folder, or say --force: files of the same names are then replaced, all others stay.`;
}

/** What stands where a file or one of its folders has to be, and is something else. */
async function findInTheWay(folder: string, paths: Iterable<string>): Promise<string | null> {
	for (const path of paths) {
		const parts = path.split('/');
		for (let depth = 1; depth <= parts.length; depth++) {
			const place = join(folder, ...parts.slice(0, depth));
			const state = await lstatOrNull(place);
			if (state === null) break;
			const isLast = depth === parts.length;
			if (isLast ? state.isFile() : state.isDirectory()) continue;
			const what = state.isSymbolicLink() ? 'a link' : isLast ? 'no regular file' : 'no folder';
			return `${place} is in the way: it is ${what}, and ${path} has to go there. Move it.`;
		}
	}

	return null;
}

async function lstatOrNull(path: string) {
	return lstat(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
		throw error;
	});
}
