/** Everything that files, the environment and `login` say, merged, with where each value came from. */
import type {Problem} from '../../core/pipeline/problem.ts';
import type {Parameters} from '../../core/ports.ts';
import {shortestSecret} from '../memory/redact.ts';
import type {PriceOverrides} from '../models/prices.ts';
import type {NotifyHow} from '../notifier.ts';
import type {Environment} from './config-folder.ts';
import {readStoredKey} from './credentials.ts';
import {type OpenAIName, pickOpenAI, readEnvFile} from './env-file.ts';
import {describeKeysElsewhere} from './keys-elsewhere.ts';
import {
	type Places,
	type ProviderEntry,
	readPythonConfig,
	readSettingsFile,
	type SettingsFile,
} from './settings-file.ts';

type Origin = 'flag' | 'environment' | '.env' | 'orchestrai.yml' | 'config.yml' | 'login';

/** A value and where it came from. */
type Setting<T> = {value: T; from: Origin};

/** `api_key` is a secret: neither shown nor stored. */
type ProviderSetting = ProviderEntry & {api_key: string | null};

export type Settings = {
	/** Null: OpenAI's. */
	base_url: Setting<string> | null;
	/** A secret: neither shown nor stored. Null: none was found. */
	api_key: Setting<string> | null;
	/** The main endpoint is asked without it: it is known only so that it is told nowhere. */
	keyless?: true;
	organization: Setting<string> | null;
	project: Setting<string> | null;
	default_model: Setting<string> | null;
	/** What the Python version's `config.yml` sets for every call. */
	parameters: Parameters;
	/** The person's own mapping of the roles; it may lack some. */
	roles: Record<string, string>;
	providers: ProviderSetting[];
	/** USD per million tokens, by name of the model as in pipelines. */
	prices: PriceOverrides;
	/** How a person is called who is away. */
	notify: NotifyHow;
	/** Whether a page is shown before a run that may be paid for. */
	preflight: boolean;
	/** Where in `orchestrai.yml` stands what is in force of it, and says who is asked. */
	places: Places;
	/** Named by `config.yml`: a name or a path. */
	pipeline: Setting<string> | null;
	/** Where no key was found: what to do about those that are in other variables of the environment. */
	keys_elsewhere: string[];
	/** The file whose endpoint or providers are withheld, since the folder is not trusted; null: none is. */
	endpoint_withheld: '.env' | 'orchestrai.yml' | null;
	/** Sentences: what was ignored or withheld. */
	notes: string[];
	/** With an error among them the settings are incomplete: nothing should be spent. */
	problems: Problem[];
};

export type SettingsOptions = {
	folder: string;
	environment: Environment;
	/** The person trusts the folder; if not, its providers, base URLs and prices are withheld, and noted. */
	trusted: boolean;
	/** `--base-url`. */
	baseUrl?: string | null;
};

/**
 * Reads `orchestrai.yml`, `config.yml`, `.env` and the stored key. First come flags, then the environment, `.env`,
 * `orchestrai.yml`, `config.yml`. Changes nothing, the environment included.
 */
export async function readSettings(options: SettingsOptions): Promise<Settings> {
	const {folder, environment, trusted} = options;
	const [own, python, env] = await Promise.all([
		readSettingsFile(folder),
		readPythonConfig(folder),
		readEnvFile(folder),
	]);
	const notes = [...env.notes, ...python.notes];
	const values = {...env.values};
	const endpoint_withheld = trusted
		? null
		: values.OPENAI_BASE_URL
			? '.env'
			: own.base_url || own.providers.length > 0
				? 'orchestrai.yml'
				: null;
	if (!trusted && values.OPENAI_BASE_URL) {
		// A key that came along with another address is not meant for OpenAI's.
		delete values.OPENAI_API_KEY;
		delete values.OPENAI_BASE_URL;
		notes.push('.env: its base URL and key are not used, since this folder is not trusted.');
	}
	const withheld = trusted ? [] : findWithheld(own);
	if (withheld.length > 0) {
		notes.push(
			`orchestrai.yml: this folder is not trusted (--trust), so what it says of these is not used: ${withheld.join(', ')}.`,
		);
	}
	const real = pickOpenAI(environment);
	const lookUp = (name: OpenAIName): Setting<string> | null =>
		setting(real[name], 'environment') ?? setting(values[name], '.env');
	const base_url =
		setting(options.baseUrl, 'flag') ??
		lookUp('OPENAI_BASE_URL') ??
		setting(trusted ? own.base_url : null, 'orchestrai.yml');
	const stored = await readStoredKey(base_url?.value ?? null, environment);
	if (stored.problem) notes.push(stored.problem);
	const providers = (trusted ? own.providers : []).map(entry => addKey(entry, environment, lookUp));
	for (const {name, api_key_env, api_key} of providers) {
		if (api_key_env && !api_key) {
			notes.push(`The provider ${name} has no key: the environment variable ${api_key_env} is not set.`);
		}
	}
	const api_key = lookUp('OPENAI_API_KEY') ?? setting(stored.key, 'login');
	const keys = [{base_url: base_url?.value ?? null, api_key: api_key?.value ?? null}, ...providers];
	if (keys.some(isShort)) {
		notes.push(
			`A key of fewer than ${shortestSecret} characters is in use: it could be a word like any other, and is not redacted where it is repeated.`,
		);
	}
	const default_model =
		setting(own.default_model, 'orchestrai.yml') ?? setting(python.default_model, 'config.yml');
	const roles = trusted ? own.roles : Object.fromEntries(ownRoles(own));
	const inForce = new Set([
		...(base_url?.from === 'orchestrai.yml' ? ['base_url'] : []),
		...(default_model?.from === 'orchestrai.yml' ? ['default_model'] : []),
		...Object.keys(roles).map(role => `roles.${role}`),
		...providers.map(({name}) => `providers.${name}`),
	]);
	return {
		base_url,
		api_key,
		organization: lookUp('OPENAI_ORG_ID'),
		project: lookUp('OPENAI_PROJECT_ID'),
		default_model,
		parameters: python.parameters,
		roles,
		providers,
		prices: trusted ? own.prices : {},
		notify: own.notify,
		preflight: own.preflight || !trusted,
		places: Object.fromEntries(Object.entries(own.places).filter(([name]) => inForce.has(name))),
		pipeline: setting(python.pipeline, 'config.yml'),
		endpoint_withheld,
		keys_elsewhere: api_key === null && providers.length === 0 ? describeKeysElsewhere(environment) : [],
		notes,
		problems: [...own.problems, ...python.problems],
	};
}

/** A server on this machine takes any word for a key. */
function isShort({base_url, api_key}: {base_url: string | null; api_key: string | null}): boolean {
	if (api_key === null || api_key.length >= shortestSecret) return false;
	const host = base_url !== null && URL.canParse(base_url) ? new URL(base_url).hostname : null;
	return host === null || !['localhost', '127.0.0.1', '[::1]'].includes(host);
}

/** What of orchestrai.yml needs trust: where prompts and keys go, and what a budget counts by. */
function findWithheld(own: SettingsFile): string[] {
	return [
		...(own.base_url ? ['base URL'] : []),
		...(own.providers.length > 0 ? ['providers'] : []),
		...(ownRoles(own).length < Object.keys(own.roles).length ? ['roles that name its providers'] : []),
		...(Object.keys(own.prices).length > 0 ? ['prices'] : []),
	];
}

/** The roles that need none of the file's providers. */
function ownRoles({roles, providers}: SettingsFile): [string, string][] {
	return Object.entries(roles).filter(
		([, model]) => !providers.some(({name}) => model === name || model.startsWith(`${name}/`)),
	);
}

function setting(value: string | null | undefined, from: Origin): Setting<string> | null {
	const text = value?.trim();
	return text ? {value: text, from} : null;
}

function addKey(
	entry: ProviderEntry,
	environment: Environment,
	lookUp: (name: OpenAIName) => Setting<string> | null,
): ProviderSetting {
	const {api_key_env} = entry;
	if (api_key_env === null) return {...entry, api_key: null};
	const api_key =
		api_key_env === 'OPENAI_API_KEY'
			? (lookUp(api_key_env)?.value ?? null)
			: environment[api_key_env]?.trim() || null;
	return {...entry, api_key};
}
