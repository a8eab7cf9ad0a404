/** Models that are to answer, and that their endpoint does not list: most likely a slip, and told before a run meets it. */
import type {Settings} from '../../io/library/settings.ts';
import {type Endpoint, modelsCommandOf, nameIn} from '../../io/models/endpoint.ts';
import type {ModelList} from '../../io/models/list-models.ts';
import {nearestNames} from '../../io/models/nearest-names.ts';
import {type Naming, roleNames} from '../../io/models/roles.ts';
import {describeSaid, saidBy} from '../../io/models/said-by.ts';

export type Unlisted = {
	endpoint: Endpoint;
	/** Half a sentence: ``medium` (orchestrai.yml:2) is `qwen3``. */
	says: string;
	/** What to do about it, a sentence. */
	remedy: string;
};

type Offered = {endpoint: Endpoint; list: ModelList};

/** Null where that is not known: an endpoint may tell of none. Ollama finds `qwen3` where it lists `qwen3:latest`. */
export function isListed(list: ModelList | undefined, id: string): boolean | null {
	if (!list?.ok || list.models.length === 0) return null;
	return list.models.some(model => model.id === id || model.id === `${id}:latest`);
}

export function findUnlisted(settings: Settings, naming: Naming, offered: readonly Offered[]): Unlisted[] {
	const {roles, default_model, places} = settings;
	const names = [undefined, ...new Set([...roleNames, ...Object.keys(roles)])];
	const byModel = Map.groupBy(names, name => naming.resolve(name).model);
	return [...byModel].flatMap(([model, asking]): Unlisted[] => {
		const {endpoint, model: id} = naming.place(model);
		const list = offered.find(one => one.endpoint === endpoint)?.list;
		if (naming.obstacle(model) !== null || !list?.ok || isListed(list, id) !== false) return [];
		const written = saidBy(model, naming, {roles, defaultModel: default_model?.value, places});
		const said =
			written.length > 0 ? written : asking.map(name => (name === undefined ? 'the default' : `\`${name}\``));
		const near = nearestNames(
			id,
			list.models.map(one => one.id),
		).map(name => `\`${nameIn(endpoint, name)}\``);
		return [
			{
				endpoint,
				says: describeSaid(said, model),
				remedy:
					near.length === 0
						? `\`${modelsCommandOf(endpoint)}\` lists what there is.`
						: `Write ${near.join(' or ')}.`,
			},
		];
	});
}
