/** The app's own folder of settings, outside all projects: which folders are trusted, and the stored keys. */
import {chmod, lstat, mkdir, rename} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import envPaths from 'env-paths';
import {describeFault} from '../memory/file-fault.ts';
import {replaceFile} from '../memory/replace-file.ts';
import {readTextFile} from './read-text-file.ts';

export type Environment = Record<string, string | undefined>;

/** `ORCHESTRAI_CONFIG_DIR`, or where the system keeps such things (`~/.config/orchestrai` on Linux). */
export function configFolder(environment: Environment): string {
	const named = environment.ORCHESTRAI_CONFIG_DIR;
	return named ? resolve(named) : envPaths('orchestrai', {suffix: ''}).config;
}

export type ConfigRead = {value: Record<string, unknown> | null; problem: string | null};

/** A JSON object of the folder; null if there is none. A damaged one is a problem and counts as none. */
export async function readConfig(name: string, environment: Environment): Promise<ConfigRead> {
	const path = join(configFolder(environment), name);
	const read = await readTextFile(path);
	if (read === null) return {value: null, problem: null};
	if ('problem' in read) return {value: null, problem: read.problem};
	try {
		const value: unknown = JSON.parse(read.text);
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			return {value: value as Record<string, unknown>, problem: null};
		}
	} catch {
		// Told below, in the same words as any other content that is not ours.
	}
	return {
		value: null,
		problem: `${path} is damaged and was not used; the next time it is written the damaged one is kept beside it.`,
	};
}

/** Replaces a file of the folder, readable by its owner only. Null, or a sentence on why it could not be. */
export async function writeConfig(
	name: string,
	value: Record<string, unknown>,
	environment: Environment,
): Promise<string | null> {
	const folder = configFolder(environment);
	const path = join(folder, name);
	try {
		await mkdir(folder, {recursive: true, mode: 0o700});
		// It may have been there already, open to others.
		await chmod(folder, 0o700);
		const {problem} = await readConfig(name, environment);
		const aside = problem ? await moveAside(path) : null;
		try {
			await replaceFile(path, `${JSON.stringify(value, null, '\t')}\n`);
		} catch (error) {
			if (aside !== null) await rename(aside, path).catch(() => null);
			throw error;
		}

		return null;
	} catch (error) {
		return `${path} could not be written: ${describeFault(error)}. What was there is as it was.`;
	}
}

/** Beside itself, under a name that nothing has yet. */
async function moveAside(path: string): Promise<string> {
	for (let number = 1; ; number++) {
		const aside = `${path}.damaged${number === 1 ? '' : `-${number}`}`;
		if (await lstat(aside).catch(() => null)) continue;
		await rename(path, aside);
		return aside;
	}
}
