import {systemClock} from '../../io/clock.ts';
import type {Settings} from '../../io/library/settings.ts';
import {createOpenAIModel} from '../../io/models/openai.ts';
import {roleNames} from '../../io/models/roles.ts';
import {hostOf, labelOf} from '../run/label.ts';

export type Answering = {
	/** The name that a pipeline's model stands for. */
	resolve(name: string | undefined): string;
	/** Why a resolved name cannot be asked, a sentence; null if it can. */
	obstacle(model: string): string | null;
	/** Null: there is nobody to ask. */
	shown: {long: string; short: string} | null;
};

/** Who answers what pipelines ask, by these settings. A name that the endpoint cannot be asked for is not shown. */
export function whoAnswers(settings: Settings): Answering {
	const {api_key, base_url, providers} = settings;
	const model = createOpenAIModel({
		baseUrl: base_url?.value ?? null,
		apiKey: api_key?.value ?? null,
		roles: settings.roles,
		defaultModel: settings.default_model?.value,
		providers: providers.map(provider => ({
			...provider,
			default_model: provider.default_model ?? undefined,
		})),
		clock: systemClock,
	});
	const resolve = (name: string | undefined) => model.resolve(name).model;
	const obstacle = (name: string) => {
		const found = model.obstacle(name);
		return found && `${found.message} ${found.remedy}`;
	};
	if (api_key === null && base_url === null && providers.length === 0)
		return {resolve, obstacle, shown: null};

	const names = [...new Set([undefined, ...roleNames].map(resolve))].filter(name => obstacle(name) === null);
	const [first] = providers;
	if (names.length === 0) {
		const host = hostOf(base_url?.value ?? (api_key === null && first ? first.base_url : null));
		return {resolve, obstacle, shown: {long: host, short: host}};
	}

	const short = labelOf(names, settings);
	const place = labelOf(names, settings).slice(short.indexOf(' at '));
	return {resolve, obstacle, shown: {long: `${names.join(', ')}${place}`, short}};
}
