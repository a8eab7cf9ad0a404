/** Keys and endpoints: where each key comes from, who answers, and how soon. */
import {variableMeantBy} from '../../io/library/env-file.ts';
import type {Settings} from '../../io/library/settings.ts';
import type {Endpoint} from '../../io/models/endpoint.ts';
import {listModelsOf, type ModelList} from '../../io/models/list-models.ts';
import {findLocalServers, placesToLook} from '../../io/models/local-servers.ts';
import {count} from '../columns.ts';
import type {Environment} from '../command.ts';
import {endpointsOf} from '../models/endpoints-of.ts';
import {findUnlisted} from '../models/unlisted.ts';
import {sayWithheld} from '../say-withheld.ts';
import {bad, type Finding, good, lacking} from './finding.ts';

const waysToAKey =
	'`orchestrai login`, or export OPENAI_API_KEY=…, or a server of your own with --base-url URL. The demo needs none.';

const toTrust = '`orchestrai doctor --trust` asks it this once; `orchestrai run` asks whether you trust it.';

export function examineKeys(settings: Settings, environment: Environment): Finding[] {
	const {api_key, base_url, providers} = settings;
	const own = providers.flatMap(({name, api_key_env, api_key: key}): Finding[] => {
		if (api_key_env === null) return [];
		return [
			key === null
				? lacking(
						'key',
						`${name}: ${api_key_env} is not set`,
						`export ${api_key_env}=…, in the shell that starts the app`,
					)
				: good('key', `${name}: from ${api_key_env}`),
		];
	});
	if (api_key !== null) return [good('key', `from ${placeOf(api_key.from)}`), ...own];
	const wrong = Object.keys(environment).find(
		name => variableMeantBy(name) === 'OPENAI_API_KEY' && environment[name],
	);
	if (wrong !== undefined) {
		return [
			lacking('key', `${wrong} is set, which is not read`, `export OPENAI_API_KEY="$${wrong}"`),
			...own,
		];
	}

	if (base_url !== null) return [good('key', 'none; that endpoint may not need one'), ...own];
	if (providers.length > 0) return own.length > 0 ? own : [good('key', 'none is needed by the providers')];
	if (sayWithheld(settings) !== null)
		return [lacking('key', 'there is none; the endpoint that is not used yet may not need one', null)];
	return [lacking('key', 'there is none', waysToAKey)];
}

function placeOf(from: NonNullable<Settings['api_key']>['from']): string {
	if (from === 'environment') return 'OPENAI_API_KEY in the environment';
	return from === 'login' ? '`orchestrai login`' : `OPENAI_API_KEY in ${from}`;
}

type Asked = {endpoint: Endpoint; shown: string; main: boolean; list: ModelList; ms: number};

/** Each endpoint is asked for its models, which costs nothing. */
export async function examineModels(settings: Settings): Promise<Finding[]> {
	const wrong = settings.problems.some(({severity}) => severity === 'error');
	if (wrong)
		return [lacking('model', 'nobody was asked: which model would answer is among the settings', null)];
	const {base_url, api_key, providers} = settings;
	const none = base_url === null && api_key === null;
	if (none && providers.length === 0) {
		const withheld = sayWithheld(settings);
		if (withheld !== null) return [lacking('model', withheld, toTrust)];
		return [
			lacking(
				'model',
				'there is nobody to ask: no key and no endpoint',
				[waysToAKey, ...settings.keys_elsewhere].join(' '),
			),
		];
	}

	const {used, naming} = endpointsOf(settings);
	const asked = await Promise.all(used.map(endpoint => ask(endpoint, base_url === null)));
	const unlisted = findUnlisted(settings, naming, asked);
	// One provider of several may be away; that nobody answers, or who is asked by default does not, stops every run.
	const nobody = asked.every(({list}) => !list.ok);
	return asked.flatMap(({endpoint, shown, main, list, ms}): Finding[] => {
		if (!list.ok) {
			const {message, remedy} = list.fault;
			return [(main || nobody ? bad : lacking)('model', `${shown}: ${message}`, remedy)];
		}

		return [
			good('model', `${shown}: ${count(list.models.length, 'model')}, in ${ms} ms`),
			...unlisted
				.filter(one => one.endpoint === endpoint)
				.map(({says, remedy}) => lacking('model', `${shown}: ${says}, which it does not list`, remedy)),
		];
	});
}

async function ask(endpoint: Endpoint, isOpenAIs: boolean): Promise<Asked> {
	const {name, base_url} = endpoint;
	const main = name === null;
	const shown = main ? (isOpenAIs ? 'api.openai.com' : base_url) : `${name}, ${base_url}`;
	const started = performance.now();
	const list = await listModelsOf(endpoint, {});
	return {endpoint, shown, main, list, ms: Math.round(performance.now() - started)};
}

export async function examineLocal(
	{base_url, api_key, providers}: Settings,
	environment: Environment,
): Promise<Finding> {
	const found = await findLocalServers(placesToLook(environment));
	if (found.length > 0) {
		const says = found.map(
			({title, base_url: url, models}) => `${title} at ${url}, ${count(models.length, 'model')}`,
		);
		const empty = found.find(({models, provider}) => models.length === 0 && provider === 'ollama');
		return empty
			? lacking('local models', says.join('; '), 'Fetch one: ollama pull qwen3')
			: good('local models', `${says.join('; ')}: m on the home screen takes one`);
	}

	const says = 'neither Ollama nor LM Studio nor llama.cpp answers on this machine';
	return base_url === null && api_key === null && providers.length === 0
		? lacking('local models', says, 'To have one: https://ollama.com/download, then `ollama pull qwen3`.')
		: good('local models', `${says}, and none has to: the models above are asked elsewhere`);
}
