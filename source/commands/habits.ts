/** How the app is to look in this folder, and where runs are kept in it: by options, environment and settings. */
import {join} from 'node:path';
import type {SettingsFile} from '../io/library/settings-file.ts';
import type {Environment} from './command.ts';

export type Habits = {
	/** The environment, in which `ORCHESTRAI_ASCII` and `INK_SCREEN_READER` are as they are meant in the end. */
	environment: Environment;
	/** As settings say; null if they do not. */
	runsDir: string | null;
};

/** What of `orchestrai.yml` is asked for here. Without any of it the file is not parsed, which takes longest. */
const asked = /\b(ascii|screen_reader|runs_dir)\b/;

/** Options go first, then the environment, then settings. What is wrong with these is told by who reads them whole. */
export async function settleHabits(
	{ascii, screenReader}: {ascii?: unknown; screenReader?: unknown},
	{folder, environment}: {folder: string; environment: Environment},
): Promise<Habits> {
	const own = await readOwn(folder);
	const settled = (name: string, option: unknown, setting: boolean | null): Environment => {
		const wish = typeof option === 'boolean' ? option : environment[name] ? null : setting;
		return wish === null ? {} : {[name]: String(wish)};
	};
	return {
		environment: {
			...environment,
			...settled('ORCHESTRAI_ASCII', ascii, own?.ascii ?? null),
			...settled('INK_SCREEN_READER', screenReader, own?.screen_reader || null),
		},
		runsDir: own?.runs_dir ?? null,
	};
}

async function readOwn(folder: string): Promise<SettingsFile | null> {
	const {readTextFile} = await import('../io/library/read-text-file.ts');
	const file = await readTextFile(join(folder, 'orchestrai.yml'));
	if (file === null || 'problem' in file || !asked.test(file.text)) return null;
	const {readSettingsFile} = await import('../io/library/settings-file.ts');
	return readSettingsFile(folder);
}
