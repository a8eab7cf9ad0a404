import {storeKey} from '../../io/library/credentials.ts';
import {listModels} from '../../io/models/list-models.ts';
import {count} from '../columns.ts';
import type {Environment} from '../command.ts';

/** Asks the endpoint for its models with the key, which costs nothing, and stores it if that is answered. */
export async function storeIfItWorks(
	key: string,
	baseUrl: string | null,
	environment: Environment,
): Promise<{ok: boolean; says: string}> {
	const list = await listModels({baseUrl, apiKey: key});
	if (!list.ok) {
		const {message, remedy} = list.fault;
		return {ok: false, says: `The key was not stored. ${message}${remedy === null ? '' : ` ${remedy}`}`};
	}

	const problem = await storeKey(key, baseUrl, environment);
	return {
		ok: problem === null,
		says: problem ?? `The key works (${count(list.models.length, 'model')}) and is stored.`,
	};
}
