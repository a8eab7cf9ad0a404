/** What is configured, and what each endpoint says of itself: the roles, and the models that can be asked. */
import type {Settings} from '../../io/library/settings.ts';
import {type Endpoint, nameIn} from '../../io/models/endpoint.ts';
import {listModelsOf, type ModelList} from '../../io/models/list-models.ts';
import {retirementOf} from '../../io/models/retired-models.ts';
import {roleNames} from '../../io/models/roles.ts';
import {endpointsOf} from './endpoints-of.ts';
import {findUnlisted, isListed, type Unlisted} from './unlisted.ts';

/** `--json` prints this: keys stay what they are from version to version, and may be joined by others. */
export type Survey = {
	roles: RoleMeaning[];
	endpoints: EndpointOffer[];
};

type ModelFacts = {
	/** The day on which it is shut down, `2027-01-14`; null where nobody says. */
	shutdown_date: string | null;
	/** USD per million tokens; null where the price is not known. */
	input_usd: number | null;
	output_usd: number | null;
};

export type RoleMeaning = ModelFacts & {
	/** `default`: what answers where a pipeline names no model. */
	role: 'default' | 'small' | 'medium' | 'large';
	/** As in pipelines; null: nothing says which model it is. */
	model: string | null;
	/** Where it is asked, or would be if the folder were trusted; null as above. */
	base_url: string | null;
	/** Whether that endpoint lists it; null: it tells of none, or does not answer. */
	listed: boolean | null;
	/** Whether it can be asked there: an endpoint of OpenAI's takes a key, one that the folder names takes trust. */
	reachable: boolean;
};

export type EndpointOffer = {
	/** The provider's name; null: the main endpoint. */
	name: string | null;
	base_url: string;
	default_model: string | null;
	/** Empty where the endpoint does not tell; then `problem` says why. */
	models: (ModelFacts & {
		/** As in pipelines, the provider's name before it. */
		model: string;
	})[];
	problem: {message: string; remedy: string | null} | null;
};

const unmapped = {
	model: null,
	base_url: null,
	listed: null,
	reachable: false,
	shutdown_date: null,
	input_usd: null,
	output_usd: null,
};

/** Nothing is configured: an empty list of endpoints. `withheld`: an endpoint that stays unasked without trust. */
export async function surveyModels(
	settings: Settings,
	withheld: Endpoint | null,
): Promise<{survey: Survey; unlisted: readonly Unlisted[]}> {
	const {prices} = settings;
	// The list of prices is large, and in a file of its own.
	const {pricePerMillion} = await import('../../io/models/prices.ts');
	const {used, naming} = endpointsOf(settings, withheld);
	const lists = await Promise.all(
		used.map(async endpoint => ({endpoint, list: await listModelsOf(endpoint, {})})),
	);
	const listOf = (endpoint: Endpoint) => lists.find(one => one.endpoint === endpoint)?.list;

	function factsOf(endpoint: Endpoint, id: string): ModelFacts {
		const price = pricePerMillion(
			{models: [nameIn(endpoint, id), id], base_url: endpoint.openai ? null : endpoint.base_url},
			prices,
		);
		return {
			shutdown_date: listedDate(listOf(endpoint), id) ?? (endpoint.openai ? retirementOf(id) : null),
			input_usd: price?.input ?? null,
			output_usd: price?.output ?? null,
		};
	}

	function meaningOf(role: RoleMeaning['role']): RoleMeaning {
		const {model} = naming.resolve(role === 'default' ? undefined : role);
		const {endpoint, model: id} = naming.place(model);
		if (naming.obstacle(model) !== null) return {role, ...unmapped};
		const reachable = used.includes(endpoint);
		const listed = isListed(listOf(endpoint), id);
		return {role, model, base_url: endpoint.base_url, listed, reachable, ...factsOf(endpoint, id)};
	}

	const survey: Survey = {
		roles: (['default', ...roleNames] as const).map(meaningOf),
		endpoints: lists.map(({endpoint, list}) => ({
			name: endpoint.name,
			base_url: endpoint.base_url,
			default_model: endpoint.default_model,
			models: list.ok
				? list.models.map(({id}) => ({model: nameIn(endpoint, id), ...factsOf(endpoint, id)}))
				: [],
			problem: list.ok ? null : {message: list.fault.message, remedy: list.fault.remedy},
		})),
	};
	return {survey, unlisted: findUnlisted(settings, naming, lists)};
}

function listedDate(list: ModelList | undefined, id: string): string | null {
	return list?.ok ? (list.models.find(model => model.id === id)?.shutdown_date ?? null) : null;
}
