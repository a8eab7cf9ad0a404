/** Keys and endpoints: where each key comes from, who answers, and how soon. */
import {variableMeantBy} from '../../io/library/env-file.ts';
import type {Settings} from '../../io/library/settings.ts';
import {listModels, type ModelList} from '../../io/models/list-models.ts';
import {findLocalServers, placesToLook} from '../../io/models/local-servers.ts';
import {count} from '../columns.ts';
import type {Environment} from '../command.ts';
import {withoutCredentials} from '../run/endpoint.ts';
import {bad, type Finding, good, lacking} from './finding.ts';

const waysToAKey =
	'`orchestrai login`, or export OPENAI_API_KEY=…, or a server of your own with --base-url URL. The demo needs none.';

export function examineKeys({api_key, base_url, providers}: Settings, environment: Environment): Finding[] {
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

	if (base_url !== null) return [good('key', 'none, and none may be needed there'), ...own];
	if (providers.length > 0) return own.length > 0 ? own : [good('key', 'none is needed by the providers')];
	return [lacking('key', 'there is none', waysToAKey)];
}

function placeOf(from: NonNullable<Settings['api_key']>['from']): string {
	if (from === 'environment') return 'OPENAI_API_KEY in the environment';
	return from === 'login' ? '`orchestrai login`' : `OPENAI_API_KEY in ${from}`;
}

type Asked = {shown: string; main: boolean; list: ModelList; ms: number};

/** Each endpoint is asked for its models, which costs nothing. */
export async function examineModels(settings: Settings): Promise<Finding[]> {
	const wrong = settings.problems.some(({severity}) => severity === 'error');
	if (wrong)
		return [lacking('model', 'nobody was asked: which model would answer is among the settings', null)];
	const {base_url, api_key, providers} = settings;
	const none = base_url === null && api_key === null;
	if (none && providers.length === 0)
		return [
			lacking(
				'model',
				'there is nobody to ask: no key and no endpoint',
				[waysToAKey, ...settings.keys_elsewhere].join(' '),
			),
		];
	const asked = await Promise.all([
		...(none
			? []
			: [
					ask(withoutCredentials(base_url?.value ?? null) ?? 'api.openai.com', true, {
						baseUrl: base_url?.value ?? null,
						apiKey: api_key?.value ?? null,
					}),
				]),
		...providers.map(({name, base_url: baseUrl, api_key: apiKey, headers}) =>
			ask(`${name}, ${withoutCredentials(baseUrl)}`, false, {baseUrl, apiKey, headers}),
		),
	]);
	// One provider of several may be away; that nobody answers, or who is asked by default does not, stops every run.
	const nobody = asked.every(({list}) => !list.ok);
	return asked.map(({shown, main, list, ms}) => {
		if (list.ok) return good('model', `${shown}: ${count(list.models.length, 'model')}, in ${ms} ms`);
		const {message, remedy} = list.fault;
		return (main || nobody ? bad : lacking)('model', `${shown}: ${message}`, remedy);
	});
}

async function ask(shown: string, main: boolean, options: Parameters<typeof listModels>[0]): Promise<Asked> {
	const started = performance.now();
	const list = await listModels(options);
	return {shown, main, list, ms: Math.round(performance.now() - started)};
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
