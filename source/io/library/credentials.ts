/** Keys that `login` stored, each for the endpoint it was checked with: no other ever gets it. */
import {type ConfigRead, type Environment, readConfig, writeConfig} from './config-folder.ts';

const fileName = 'credentials.json';
const openAI = 'https://api.openai.com/v1';

/** The stored key of an endpoint; a base URL of null is OpenAI's. `problem`: the file is there and cannot be used. */
export async function readStoredKey(
	base_url: string | null,
	environment: Environment,
): Promise<{key: string | null; problem: string | null}> {
	const read = await readConfig(fileName, environment);
	const key = keysOf(read)[nameEndpoint(base_url)];
	return {key: typeof key === 'string' && key.trim() !== '' ? key.trim() : null, problem: read.problem};
}

/** Stores a key, or with null forgets it. Null, or a sentence on why it could not be. */
export async function storeKey(
	key: string | null,
	base_url: string | null,
	environment: Environment,
): Promise<string | null> {
	const {[nameEndpoint(base_url)]: _, ...others} = keysOf(await readConfig(fileName, environment));
	const keys = key === null ? others : {...others, [nameEndpoint(base_url)]: key.trim()};
	return writeConfig(fileName, {version: 1, keys}, environment);
}

function keysOf({value}: ConfigRead): Record<string, unknown> {
	const keys = value?.keys;
	return typeof keys === 'object' && keys !== null ? (keys as Record<string, unknown>) : {};
}

/** Spelled the same however it was typed. */
function nameEndpoint(base_url: string | null): string {
	const written = base_url?.trim() || openAI;
	return (URL.canParse(written) ? new URL(written).href : written).replace(/\/+$/, '');
}
