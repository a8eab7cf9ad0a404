import type {Dispatcher} from 'undici';
import type {FaultKind, ModelFault} from '../../core/ports.ts';
import {type Endpoint, secretsOf, toEndpoint} from './endpoint.ts';
import {kindOf} from './fault-kind.ts';
import {makeFault} from './faults.ts';
import {readText} from './reply-body.ts';
import {send} from './send.ts';
import {isWebPage, type Trouble, troubleOf} from './trouble.ts';

type ListedModel = {
	id: string;
	/** Year, month and day; only where the endpoint tells. */
	shutdown_date?: string;
};

export type ModelList = {ok: true; models: ListedModel[]} | {ok: false; fault: ModelFault};

const patience_ms = 10_000;

/**
 * Asks an endpoint for its models: free, and so the way to see whether a key is good. The list is for
 * choosing and for suggestions; whether a model can be asked shows only when it is asked.
 */
export function listModels({
	baseUrl,
	apiKey,
	headers,
	...options
}: {
	baseUrl: string | null;
	apiKey: string | null;
	headers?: Record<string, string>;
} & ListOptions): Promise<ModelList> {
	return listModelsOf(toEndpoint({base_url: baseUrl, api_key: apiKey, headers}), options);
}

type ListOptions = {
	signal?: AbortSignal;
	/** Default 10 s. */
	timeout_ms?: number;
	dispatcher?: Dispatcher;
};

export async function listModelsOf(
	endpoint: Endpoint,
	{signal, timeout_ms = patience_ms, dispatcher}: ListOptions,
): Promise<ModelList> {
	const secrets = secretsOf(endpoint);
	const context = {endpoint, model: 'models', detail: '', listing: true};
	const limit = AbortSignal.timeout(timeout_ms);
	const stop = signal ? AbortSignal.any([signal, limit]) : limit;
	const stopped = Promise.withResolvers<never>();
	stop.addEventListener('abort', () => stopped.reject(stop.reason), {once: true});
	try {
		const body = await Promise.race([read(), stopped.promise]);
		if (typeof body !== 'string') return failed(body);
		const models = readList(body);
		if (models) return {ok: true, models};
		const detail = isWebPage(body) ? 'a web page' : JSON.stringify(body.slice(0, 120));
		return {ok: false, fault: makeFault('malformed', {...context, detail}, {secrets, paid: false})};
	} catch (error) {
		if (signal?.aborted) return {ok: false, fault: makeFault('aborted', context, {secrets, paid: false})};
		if (!limit.aborted) return failed(troubleOf(error));
		const detail = `no answer came in ${timeout_ms / 1000} s`;
		return failed({status: null, code: '', param: null, detail, retry_after_ms: null}, 'unreachable');
	}

	/** The body, or why there is none. */
	async function read(): Promise<string | Trouble> {
		const reply = await send(endpoint, {path: '/models', signal: stop, clock: {now: Date.now}, dispatcher});
		return reply.ok ? readText(reply.body) : reply.trouble;
	}

	function failed(trouble: Trouble, otherwise: FaultKind = 'connection'): ModelList {
		const more = {...context, detail: trouble.detail, trouble};
		return {ok: false, fault: makeFault(kindOf(trouble, otherwise), more, {secrets, paid: false})};
	}
}

/** Null if it is no list. Entries that are no models are left out: what an endpoint sends is untrusted. */
function readList(body: string): ListedModel[] | null {
	let json: unknown;
	try {
		json = JSON.parse(body);
	} catch {
		return null;
	}
	const {data} = (json ?? {}) as {data?: unknown};
	if (!Array.isArray(data)) return null;
	return data.flatMap((entry: {id?: unknown; shutdown_date?: unknown} | null) => {
		if (typeof entry?.id !== 'string' || entry.id === '') return [];
		const shutdown_date = toDate(entry.shutdown_date);
		return [{id: entry.id, ...(shutdown_date ? {shutdown_date} : {})}];
	});
}

/** Endpoints write a date, or seconds since the epoch. */
function toDate(value: unknown): string | null {
	const date = new Date(
		typeof value === 'number' ? value * 1000 : typeof value === 'string' ? value : Number.NaN,
	);
	return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
