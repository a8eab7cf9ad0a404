import type {Dispatcher} from 'undici';
import {suggest} from '../../core/pipeline/suggest.ts';
import {type Endpoint, modelsCommandOf} from './endpoint.ts';
import {listModelsOf} from './list-models.ts';

const patience_ms = 3000;
const mostNamed = 3;

/**
 * What to do about a model that an endpoint does not have, with the nearest names that it lists. The list
 * is free, and only for this: where it does not come, the sentence does without.
 */
export async function suggestModels(
	model: string,
	endpoint: Endpoint,
	{signal, dispatcher}: {signal: AbortSignal; dispatcher?: Dispatcher},
): Promise<string> {
	const list = await listModelsOf(endpoint, {signal, timeout_ms: patience_ms, dispatcher});
	const names = list.ok
		? nearestNames(
				model,
				// An endpoint may list what it does not answer with.
				list.models.map(({id}) => id).filter(id => id !== model),
			)
		: [];
	const example = names.length > 0 ? `, for example ${names.map(name => `\`${name}\``).join(' or ')}` : '';
	return `Choose another with --model${example}; \`${modelsCommandOf(endpoint)}\` lists what there is.`;
}

/** Those that a slip may have meant; if none is near and there are few, all there are. */
function nearestNames(model: string, names: readonly string[]): string[] {
	const left = new Set(names);
	const near: string[] = [];
	while (near.length < mostNamed) {
		const next = suggest(model, left);
		if (next === null) break;
		near.push(next);
		left.delete(next);
	}
	return near.length === 0 && names.length <= mostNamed ? [...names] : near;
}
