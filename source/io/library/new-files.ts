/** Files that are made for the person, beside what is there already. */
import {lstat, mkdir, realpath, rm, writeFile} from 'node:fs/promises';
import {dirname, isAbsolute, join, relative, sep} from 'node:path';
import {describeFault, faultCode} from '../memory/file-fault.ts';

/** Path within the folder → text. */
export type NewFiles = ReadonlyMap<string, string>;

/** The first of these paths that something has already, also a link that leads nowhere; null if none has. */
export async function findTaken(folder: string, paths: Iterable<string>): Promise<string | null> {
	for (const path of paths) if (await lstat(join(folder, path)).catch(() => null)) return path;
	return null;
}

/**
 * Makes all of them, or none. Never over anything, and never through a link that leads out of the folder. Null, or a
 * sentence on why that could not be.
 */
export async function makeFiles(folder: string, files: NewFiles): Promise<string | null> {
	const made: string[] = [];
	for (const [path, text] of files) {
		const file = join(folder, path);
		try {
			await mkdir(dirname(file), {recursive: true});
			if (await leadsOut(folder, dirname(file))) {
				await takeBack(made);
				return `${dirname(file)} is a link that leads out of ${folder}. Nothing was made: take the link away.`;
			}

			// What is written by halves is ours to take away as well; what was there before is not.
			made.push(file);
			await writeFile(file, text, {flag: 'wx'});
		} catch (error) {
			if (faultCode(error) === 'EEXIST' && made.at(-1) === file) made.pop();
			await takeBack(made);
			const why = faultCode(error) === 'EEXIST' ? 'something has that name already' : describeFault(error);
			return `${file} could not be made: ${why}. Nothing was made.`;
		}
	}
	return null;
}

/** Whether a folder that is there lies elsewhere, by a link. */
export async function leadsOut(folder: string, within: string): Promise<boolean> {
	const way = relative(await realpath(folder), await realpath(within));
	return way.split(sep)[0] === '..' || isAbsolute(way);
}

/** The first error is the one to tell. */
async function takeBack(files: readonly string[]): Promise<void> {
	for (const file of files) await rm(file, {force: true}).catch(() => null);
}
