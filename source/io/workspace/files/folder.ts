import {lstat, mkdir, rm} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import type {FileSet} from '../../../core/files/file-set.ts';
import {judgeFiles} from '../../../core/files/path-rules.ts';
import type {Workspace} from '../../../core/ports.ts';
import {describeFault} from '../../memory/file-fault.ts';
import {isOfTheDisk} from './of-the-disk.ts';
import {foldersOf, readRegular, walkTree, writeInside} from './tree.ts';

type Refusal = {path: string; reason: string};

/** The one door through which generated files reach the disk. Calls take their turns. */
export function createWorkspace(path: string): Workspace {
	const folder = resolve(path);
	let last: Promise<unknown> = Promise.resolve();
	return {
		folder,
		set(files) {
			const turn = last.then(() => setFiles(folder, files));
			last = turn.catch(() => undefined);
			return turn;
		},
	};
}

async function setFiles(folder: string, wanted: FileSet): ReturnType<Workspace['set']> {
	const {accepted, refused} = judgeFiles(new Map(), wanted);
	let fault: string | undefined;
	const refuse = (path: string) => (error: unknown) => {
		const reason = describeFault(error);
		if (isOfTheDisk(error)) fault ??= reason;
		refused.push({path, reason});
	};
	try {
		await mkdir(folder, {recursive: true});
		if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
		for (const path of await clearAway(folder, accepted)) refused.push(path);
	} catch (error) {
		const reason = describeFault(error);
		const all = [...wanted.keys()].map(path => ({path, reason}));
		return {refused: all, ...(isOfTheDisk(error) ? {fault: reason} : {})};
	}

	for (const [path, text] of accepted) {
		await writeIfDifferent(folder, path, Buffer.from(text)).catch(refuse(path));
	}

	return {refused, ...(fault === undefined ? {} : {fault})};
}

/** Deletes what the set does not hold: other files, links, folders without any of its files. */
async function clearAway(folder: string, files: FileSet): Promise<Refusal[]> {
	const folders = new Set([...files.keys()].flatMap(foldersOf));
	const left: Refusal[] = [];
	const isKept = ({path, kind}: {path: string | null; kind: string}) =>
		path !== null && (kind === 'folder' ? folders.has(path) : kind === 'file' && files.has(path));
	for await (const entry of walkTree(folder, isKept)) {
		if (isKept(entry)) continue;
		await rm(entry.absolute, {recursive: true, force: true}).catch((error: unknown) => {
			const path = entry.path ?? entry.absolute.toString();
			left.push({
				path,
				reason: `it is not part of the files, but could not be deleted: ${describeFault(error)}`,
			});
		});
	}

	return left;
}

async function writeIfDifferent(folder: string, path: string, content: Buffer): Promise<void> {
	const present = await readRegular(join(folder, path));
	if (!present?.equals(content)) await writeInside(folder, path, content);
}
