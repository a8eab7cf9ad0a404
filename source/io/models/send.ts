/** Sends one request to an endpoint. It waits without end, repeats nothing and follows nowhere: all limits are the caller's. */
import type {Readable} from 'node:stream';
import type {Dispatcher} from 'undici';
import type {Clock} from '../../core/ports.ts';
import type {Endpoint} from './endpoint.ts';
import {unknownScheme} from './fault-kind.ts';
import {readRefusal} from './reply-body.ts';
import {type Trouble, troubleOfReply} from './trouble.ts';
import {unpack} from './unpack.ts';

export type Reply = {ok: true; body: Readable} | {ok: false; trouble: Trouble};

export type SendOptions = {
	/** Behind the base URL, with a slash before it. */
	path: string;
	/** Sent as JSON; without one it is a GET. */
	body?: unknown;
	/** Ends it, and the body that is being read; but not while a connection is being made. */
	signal: AbortSignal;
	clock: Pick<Clock, 'now'>;
	/** What holds the connections, in place of our own. */
	dispatcher?: Dispatcher;
};

let patient: Promise<Dispatcher> | undefined;

/** Loads what sends, which is heavy, so only when a model is first asked. Models think longer than the five minutes it waits by default. */
export function loadDispatcher(): Promise<Dispatcher> {
	patient ??= import('undici').then(({Agent}) => new Agent({headersTimeout: 0, bodyTimeout: 0}));
	return patient;
}

/** Throws where there is no reply: what the network, or the reading of the URL, threw. */
export async function send(
	endpoint: Endpoint,
	{path, body, signal, clock, dispatcher}: SendOptions,
): Promise<Reply> {
	const url = urlOf(endpoint, path);
	const sender = dispatcher ?? (await loadDispatcher());
	const {
		statusCode: status,
		headers,
		body: packed,
	} = await sender.request({
		origin: url.origin,
		path: url.pathname + url.search,
		method: body === undefined ? 'GET' : 'POST',
		headers: {
			...(body === undefined ? {} : {'content-type': 'application/json'}),
			...headersOf(endpoint),
		},
		body: body === undefined ? null : JSON.stringify(body),
		signal,
	});
	const reply = await unpack(packed, headers['content-encoding']);
	if (status >= 200 && status < 300) return {ok: true, body: reply};
	return {
		ok: false,
		trouble: troubleOfReply({status, headers, text: await readRefusal(reply)}, clock.now()),
	};
}

function urlOf({base_url, query}: Endpoint, path: string): URL {
	const url = new URL(base_url);
	if (!/^https?:$/.test(url.protocol)) throw new TypeError(unknownScheme);
	url.pathname = url.pathname.replace(/\/+$/, '') + path;
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	return url;
}

/** What settings name goes before all else; organisation and project are told to OpenAI alone. */
function headersOf({api_key, credentials, organization, project, headers}: Endpoint): Record<string, string> {
	const sent: Record<string, string> = {accept: 'application/json', 'user-agent': 'OrchestrAI'};
	if (api_key !== null) sent.authorization = `Bearer ${api_key}`;
	else if (credentials !== null) sent.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
	if (organization !== null) sent['openai-organization'] = organization;
	if (project !== null) sent['openai-project'] = project;
	for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value;
	return sent;
}
