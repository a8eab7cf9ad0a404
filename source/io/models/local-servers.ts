/** Servers of models on this machine, looked for where they usually listen. */
import {connect} from 'node:net';
import {listModels} from './list-models.ts';

export type ServerPlace = {
	/** As people call it. */
	title: string;
	/** What a provider in `orchestrai.yml` is called after it. */
	provider: string;
	port: number;
};

export type LocalServer = ServerPlace & {
	/** Ends with `/v1`. */
	base_url: string;
	/** Names, as the server lists them; untrusted. It may have none yet. */
	models: string[];
};

export const usualPlaces: readonly ServerPlace[] = [
	{title: 'Ollama', provider: 'ollama', port: 11434},
	{title: 'LM Studio', provider: 'lmstudio', port: 1234},
	{title: 'llama.cpp', provider: 'llamacpp', port: 8080},
];

/**
 * Where to look: `ORCHESTRAI_LOCAL_PORTS` names others, as in `ollama=11435,lmstudio=1235`, or with `none` no place at
 * all. What is no such pair is passed over.
 */
export function placesToLook({
	ORCHESTRAI_LOCAL_PORTS: named,
}: {
	ORCHESTRAI_LOCAL_PORTS?: string;
}): ServerPlace[] {
	if (!named) return [...usualPlaces];
	return named.split(',').flatMap(pair => {
		const [provider, digits] = pair.trim().split('=');
		const port = Number(digits);
		if (!provider || !/^[a-z][\w-]*$/i.test(provider) || !(port > 0 && port < 65_536)) return [];
		const usual = usualPlaces.find(place => place.provider === provider);
		return [{title: usual?.title ?? provider, provider, port}];
	});
}

/** ms. Whoever listens on this machine takes a connection at once; to list models, one may have to wake up. */
const patience = {connection: 500, list: 2000};

/** Those that answer, in the order of the places. Nothing is sent to one that is not there. Never rejects. */
export async function findLocalServers(
	places: readonly ServerPlace[],
	signal?: AbortSignal,
): Promise<LocalServer[]> {
	const found = await Promise.all(places.map(place => ask(place, signal)));
	return found.filter(server => server !== null);
}

async function ask(place: ServerPlace, signal: AbortSignal | undefined): Promise<LocalServer | null> {
	if (!(await listens(place.port)) || signal?.aborted) return null;
	const base_url = `http://127.0.0.1:${place.port}/v1`;
	const list = await listModels({baseUrl: base_url, apiKey: null, timeout_ms: patience.list, signal});
	return list.ok ? {...place, base_url, models: list.models.map(({id}) => id)} : null;
}

function listens(port: number): Promise<boolean> {
	return new Promise(resolve => {
		const socket = connect({host: '127.0.0.1', port, timeout: patience.connection});
		const settle = (there: boolean) => {
			socket.destroy();
			resolve(there);
		};
		socket.once('connect', () => settle(true));
		socket.once('error', () => settle(false));
		socket.once('timeout', () => settle(false));
	});
}
