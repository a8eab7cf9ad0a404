/** Code, providers and prices of a folder are used only once the person trusts that folder. */
import {realpath} from 'node:fs/promises';
import {type Environment, readConfig, writeConfig} from './config-folder.ts';
import {readEnvFile} from './env-file.ts';
import {readSettingsFile, settingsFileName} from './settings-file.ts';
import {findUserModules, holdsCode, type UserModuleFile} from './user-modules.ts';

const fileName = 'trust.json';

type TrustedProvider = {
	/** Null: the main endpoint. */
	name: string | null;
	base_url: string;
	/** Environment variable whose value would be sent there; null: none. */
	key: string | null;
	/** The file that says so. */
	from: typeof settingsFileName | '.env';
};

/** What trusting a folder would set free. */
export type TrustQuestion = {
	/** The folder as it is remembered, links resolved. */
	folder: string;
	/** Files that would run. */
	modules: UserModuleFile[];
	/** Where prompts and keys would go. */
	providers: TrustedProvider[];
	/** Models that the folder prices itself: a budget would count by that. */
	prices: string[];
};

/** Null: nothing in the folder needs trust. Nothing is imported to find out. `tests`: those of modules would run too. */
export async function whatNeedsTrust(
	folder: string,
	{tests = []}: {tests?: readonly UserModuleFile[]} = {},
): Promise<TrustQuestion | null> {
	const [found, settings, {values}] = await Promise.all([
		findUserModules(folder),
		readSettingsFile(folder),
		readEnvFile(folder),
	]);
	const main = (base_url: string | null | undefined, from: TrustedProvider['from']): TrustedProvider[] =>
		base_url ? [{name: null, base_url, key: 'OPENAI_API_KEY', from}] : [];
	const providers = [
		...main(settings.base_url, settingsFileName),
		...main(values.OPENAI_BASE_URL, '.env'),
		...settings.providers.map(
			({name, base_url, api_key_env}): TrustedProvider => ({
				name,
				base_url,
				key: api_key_env,
				from: settingsFileName,
			}),
		),
	];
	const modules = [...found.modules, ...tests];
	const prices = Object.keys(settings.prices);
	if (modules.length + providers.length + prices.length === 0) return null;
	return {folder: await realpath(folder), modules, providers, prices};
}

/**
 * Whether there is certainly nothing in the folder that would need trust: no code, not even such as another's could
 * import, no provider, no price, and no settings that cannot be read.
 */
export async function needsNoTrust(folder: string): Promise<boolean> {
	if ((await holdsCode(folder)) || (await whatNeedsTrust(folder)) !== null) return false;
	const {problems} = await readSettingsFile(folder);
	return problems.length === 0;
}

/** Exactly this folder, by its real path. What cannot be read trusts nobody. */
export async function isTrusted(folder: string, environment: Environment): Promise<boolean> {
	return (await readFolders(environment)).includes(await realpath(folder));
}

/** Remembers that the person trusts this folder. Null, or a sentence on why it could not be remembered. */
export async function trust(folder: string, environment: Environment): Promise<string | null> {
	const folders = new Set(await readFolders(environment));
	folders.add(await realpath(folder));
	return writeConfig(fileName, {version: 1, folders: [...folders]}, environment);
}

async function readFolders(environment: Environment): Promise<string[]> {
	const {value} = await readConfig(fileName, environment);
	const folders = value?.folders;
	return Array.isArray(folders) ? folders.filter(each => typeof each === 'string') : [];
}
