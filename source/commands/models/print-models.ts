import {systemClock} from '../../io/clock.ts';
import {listModels} from '../../io/models/list-models.ts';
import {createOpenAIModel} from '../../io/models/openai.ts';
import {roleNames} from '../../io/models/roles.ts';
import {readBaseUrl} from '../base-url.ts';
import {columns} from '../columns.ts';
import type {Invocation} from '../command.ts';
import {readSettingsTrusting} from '../read-settings-trusting.ts';
import {withoutCredentials} from '../run/endpoint.ts';

export async function printModels({flags, around}: Invocation): Promise<number> {
	const settings = await readSettingsTrusting(around, {
		baseUrl: readBaseUrl(flags.baseUrl),
		given: flags.trust === true,
	});
	const model = createOpenAIModel({
		baseUrl: settings.base_url?.value ?? null,
		apiKey: settings.api_key?.value ?? null,
		roles: settings.roles,
		defaultModel: settings.default_model?.value,
		clock: systemClock,
	});
	const isUnmapped = (name: string) => roleNames.some(role => role === name) && model.obstacle(name) !== null;
	const meanings = [undefined, ...roleNames].map(role => {
		const name = model.resolve(role).model;
		return [role ?? 'default', isUnmapped(name) ? 'not mapped' : name];
	});
	around.stdout.write(columns(meanings));
	const endpoints = [
		{
			name: null,
			base_url: settings.base_url?.value ?? null,
			api_key: settings.api_key?.value ?? null,
			headers: {},
		},
		...settings.providers,
	];
	let code = 0;
	for (const {name, base_url, api_key, headers} of endpoints) {
		const shown = name ?? withoutCredentials(base_url) ?? 'api.openai.com';
		const list = await listModels({baseUrl: base_url, apiKey: api_key, headers});
		if (list.ok) {
			const rows = list.models.map(({id, shutdown_date}) => [
				name === null ? id : `${name}/${id}`,
				shutdown_date ? `until ${shutdown_date}` : '',
			]);
			around.stdout.write(`\n${shown}\n${columns(rows)}`);
		} else {
			const {message, remedy} = list.fault;
			around.stderr.write(`\n${shown}\n${message}${remedy === null ? '' : ` ${remedy}`}\n`);
			if (name === null) code = 1;
		}
	}

	return code;
}
