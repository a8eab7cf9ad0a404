/** The folders of runs: made exclusively, found by id, by the beginning of one, or by path. */
import {statSync} from 'node:fs';
import {chmod, mkdir, readdir, rmdir, stat, writeFile} from 'node:fs/promises';
import {basename, dirname, join, resolve} from 'node:path';
import {suggestNearest} from '../../core/pipeline/suggest.ts';
import {describeFault, faultCode} from './file-fault.ts';
import {fileNameOf} from './file-name.ts';
import {inSlices} from './in-slices.ts';
import {isWritten} from './is-written.ts';
import type {LogProblem} from './log-problem.ts';
import {logFileName} from './memory-log.ts';

export type RunFolder = {
	/** E.g. `2026-11-22_14-03-11_engineering`. */
	id: string;
	/** Absolute path of the folder. */
	path: string;
	log: string;
	/** The generated files, exactly the current file set. */
	workspace: string;
	/** What the programs made when they ran. */
	made: string;
	/** The current version of each output. */
	outputs: string;
	drafts: string;
};

/** Where a log is; `folder` is null for a file that lies outside a run's folder. */
export type FoundRun = {id: string; log: string; folder: RunFolder | null};

/** `2026-11-22_14-03-11_<name>`: UTC, to the second. */
const runIdPattern = /^(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)_./;

const timeLength = '2026-11-22_14-03-11'.length;

/** When a run began, in ms since the epoch, as its id tells. */
export function startOfId(id: string): number {
	const [, day, hours, minutes, seconds] = runIdPattern.exec(id) ?? [];
	return Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`) || 0;
}

/** Names the parts of a run's folder, whether they are there or not. */
function openRunFolder(path: string): RunFolder {
	const folder = resolve(path);
	return {
		id: basename(folder),
		path: folder,
		log: join(folder, logFileName),
		workspace: join(folder, 'workspace'),
		made: join(folder, 'made'),
		outputs: join(folder, 'outputs'),
		drafts: join(folder, 'drafts'),
	};
}

/** Makes the folder of a new run, for its owner only; `-2` and so on are added when the second is taken. */
export async function createRunFolder(
	runsDir: string,
	pipelineName: string,
	now: number,
): Promise<RunFolder | LogProblem> {
	try {
		await prepareRunsDir(runsDir);
		const [day, time] = new Date(now).toISOString().slice(0, 19).split('T') as [string, string];
		const name = `${day}_${time.replaceAll(':', '-')}_${fileNameOf(pipelineName)}`;
		for (let number = 1; ; number++) {
			const folder = openRunFolder(join(runsDir, number === 1 ? name : `${name}-${number}`));
			if (!(await makeExclusively(folder.path))) continue;
			for (const part of [folder.workspace, folder.made, folder.outputs, folder.drafts]) await mkdir(part);
			return folder;
		}
	} catch (error) {
		return {
			kind: 'unwritable',
			problem: `Could not make a folder for the run in ${resolve(runsDir)}: ${faultCode(error) === 'EEXIST' ? 'that is a file, not a folder' : describeFault(error)}. Nothing was started; name another place with --runs-dir.`,
			cause: error,
		};
	}
}

/**
 * Takes the folder of a run that never began away again, by `release`, which closes its log. False, and nothing was
 * done, if it holds anything but its lock and empty folders.
 */
export async function removeUnusedFolder(folder: RunFolder, release: () => Promise<void>): Promise<boolean> {
	const entries = await readdir(folder.path, {withFileTypes: true});
	const parts = entries.filter(entry => entry.isDirectory()).map(({name}) => join(folder.path, name));
	if (entries.some(entry => !entry.isDirectory() && entry.name !== 'lock')) return false;
	for (const part of parts) if ((await readdir(part)).length > 0) return false;
	await release();
	// What came meanwhile is kept: only what is empty can be taken away so.
	try {
		for (const path of [...parts, folder.path]) await rmdir(path);
	} catch (error) {
		if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(faultCode(error) ?? '')) throw error;
	}
	return true;
}

/** A folder of runs that is new, or empty, is closed to others and ignored by git; another's is left as it is. */
async function prepareRunsDir(runsDir: string): Promise<void> {
	try {
		await mkdir(runsDir, {recursive: true, mode: 0o700});
	} catch (error) {
		throw faultCode(error) === 'ENOENT' ? await findTrueFault(runsDir, error) : error;
	}
	if ((await readdir(runsDir)).length > 0) return;
	await chmod(runsDir, 0o700);
	await writeFile(join(runsDir, '.gitignore'), '*\n');
}

/**
 * Why a folder could not be made. What Node does not know when it makes those above as well, such as a read-only file
 * system, it calls a folder that is not there: made alone, the first that is missing tells.
 */
async function findTrueFault(path: string, error: unknown): Promise<unknown> {
	for (let at = resolve(path); ; at = dirname(at)) {
		try {
			await mkdir(at, {mode: 0o700});
			return error;
		} catch (truer) {
			if (faultCode(truer) === 'EEXIST') return error;
			if (faultCode(truer) !== 'ENOENT' || dirname(at) === at) return truer;
		}
	}
}

async function makeExclusively(path: string): Promise<boolean> {
	try {
		await mkdir(path, {mode: 0o700});
		return true;
	} catch (error) {
		if (faultCode(error) === 'EEXIST') return false;
		throw error;
	}
}

/** The folders that hold a run's log, the newest first. No runs yet: an empty list. */
export async function listRunFolders(runsDir: string): Promise<RunFolder[]> {
	const folders: RunFolder[] = [];
	const look = (name: string) => {
		const folder = openRunFolder(join(runsDir, name));
		return isFile(folder.log) ? [folder] : [];
	};
	for await (const some of inSlices(await listNames(runsDir), look)) folders.push(...some.flat());
	return folders;
}

/** The folders of runs that a process has made, and whose log is still to come. The newest first. */
export async function listBeginning(runsDir: string): Promise<RunFolder[]> {
	const beginning: RunFolder[] = [];
	for (const name of await listNames(runsDir)) {
		const folder = openRunFolder(join(runsDir, name));
		if (!isFile(folder.log) && (await isWritten(folder.log))) beginning.push(folder);
	}

	return beginning;
}

async function listNames(runsDir: string): Promise<string[]> {
	let names: string[];
	try {
		const entries = await readdir(runsDir, {withFileTypes: true});
		names = entries
			.filter(entry => entry.isDirectory() && runIdPattern.test(entry.name))
			.map(({name}) => name);
	} catch (error) {
		if (faultCode(error) === 'ENOENT') return [];
		throw new Error(
			`Could not look for runs in ${resolve(runsDir)}: ${describeFault(error)}. Name another place with --runs-dir.`,
			{cause: error},
		);
	}
	return names.sort(byRunOrder).reverse();
}

/** By time; within a second `…-10` comes after `…-2`. (`localeCompare` takes 5 ms to begin, and is slow at it.) */
function byRunOrder(a: string, b: string): number {
	const [one, other] = [a.slice(0, timeLength), b.slice(0, timeLength)];
	if (one !== other) return one < other ? -1 : 1;
	return a.localeCompare(b, 'en', {numeric: true});
}

/**
 * Finds a run by its id, by the beginning of one if no other begins so, by the path of its folder, or by the path
 * of a log.
 */
export async function findRun(runsDir: string, query: string): Promise<FoundRun | LogProblem> {
	const runs = await listRunFolders(runsDir);
	const exact = runs.find(({id}) => id === query);
	if (exact) return found(exact);
	if (query !== '' && isFile(query)) return foundLog(resolve(query));
	if (query !== '' && isFile(join(query, logFileName))) return found(openRunFolder(query));
	const matches = query === '' ? [] : runs.filter(({id}) => id.startsWith(query));
	if (matches.length === 1) return found(matches[0]!);
	if (matches.length > 1)
		return {
			kind: 'ambiguous',
			problem: `${matches.length} runs in ${resolve(runsDir)} begin with “${query}”: ${someOf(matches)}. Type more of the one you mean.`,
		};
	if (query !== '' && (await isFolder(query)))
		return {
			kind: 'not-a-log',
			problem: `${resolve(query)} is a folder without a ${logFileName}: it holds no run. Name a run, or its folder.`,
		};
	const near = suggestNearest(
		query,
		runs.map(({id}) => id),
	);
	const newest = `The newest there are: ${someOf(runs)}. \`orchestrai runs\` lists them all.`;
	const known =
		runs.length === 0
			? 'There are no runs there yet.'
			: near === null
				? newest
				: `Did you mean ${near}? \`orchestrai runs\` lists them all.`;
	return {
		kind: 'missing',
		problem: `There is no run “${query}” in ${resolve(runsDir)}, and no log at that path. ${known}`,
	};
}

function someOf(runs: RunFolder[]): string {
	const ids = runs.slice(0, 5).map(({id}) => id);
	const more = runs.length - ids.length;
	return more > 0 ? `${ids.join(', ')} and ${more} more` : ids.join(', ');
}

function found(folder: RunFolder): FoundRun {
	return {id: folder.id, log: folder.log, folder};
}

function foundLog(path: string): FoundRun {
	if (basename(path) === logFileName) return found(openRunFolder(dirname(path)));
	return {id: basename(path, '.json'), log: path, folder: null};
}

const nothingThere = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'];

/** Also what cannot be looked at counts: whoever reads it says why it cannot be. */
function isFile(path: string): boolean {
	try {
		return statSync(path, {throwIfNoEntry: false})?.isFile() ?? false;
	} catch (error) {
		return !nothingThere.includes(faultCode(error) ?? '');
	}
}

async function isFolder(path: string): Promise<boolean> {
	return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
