import type {Dispatcher} from 'undici';
import {thenResumeAnew} from '../../core/taking-up.ts';
import {type Endpoint, modelsCommandOf, nameIn} from './endpoint.ts';
import {listModelsOf} from './list-models.ts';
import {nearestNames} from './nearest-names.ts';
import {describeSaid} from './said-by.ts';

const patience_ms = 3000;

/**
 * What to do about a model that an endpoint does not have, with the nearest names that it lists. The list
 * is free, and only for this: where it does not come, the sentence does without. `saidBy`: what in a file says it.
 */
export async function suggestModels(
	{model, saidBy}: {model: string; saidBy: readonly string[]},
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
	const named = names.map(name => `\`${nameIn(endpoint, name)}\``);
	const example = named.length > 0 ? `, for example ${named.join(' or ')}` : '';
	const lists = `\`${modelsCommandOf(endpoint)}\` lists what there is.`;
	if (saidBy.length === 0) return `Choose another with --model${example}; ${lists}`;
	return `${describeSaid(saidBy, nameIn(endpoint, model))}: write another${example}${thenResumeAnew} Or choose one with --model; ${lists}`;
}
