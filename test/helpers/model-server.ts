/**
 * A scripted server that speaks the chat-completions protocol. The script decides each reply, and may
 * be a promise: so the test decides when each step ends.
 */
import {createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {findCanary, refuseLeaks} from './canary.ts';

export type ChatBody = {
	model: string;
	messages: {role: string; content: string}[];
	stream?: boolean;
	stream_options?: {include_usage?: boolean};
	[parameter: string]: unknown;
};

/** `n` counts the chat requests, from 1. `ended` settles when the client has let go or has the answer. */
type ServedRequest = {
	n: number;
	path: string;
	/** The query of its URL, with the `?`; empty where there is none. */
	search: string;
	body: ChatBody;
	headers: IncomingHttpHeaders;
	/** Of the client: the same over the same connection. */
	port: number | undefined;
	ended: Promise<void>;
};

type ReportedUsage = {
	prompt_tokens: number;
	completion_tokens: number;
	prompt_tokens_details?: {cached_tokens?: number};
	completion_tokens_details?: {reasoning_tokens?: number};
};

export type Reply =
	/** An answer, streamed in `chunks` (by default words of `text`; a comment keeps the connection alive). `usage: null` tells none; the default is 10 in, 5 out. */
	| {
			text: string;
			chunks?: (string | {comment: string})[];
			reasoning?: string;
			usage?: ReportedUsage | null;
			/** null: the stream ends without one. */
			finish_reason?: string | null;
			model?: string;
			/** Before the first piece, ms. */
			delayMs?: number;
			/** Awaited before piece i: holds the stream until the test lets it go on. */
			gate?: (i: number) => Promise<unknown> | undefined;
	  }
	/** A reply with this status and this JSON. */
	| {status: number; json: unknown; headers?: Record<string, string>}
	/** These bytes, one write each, under status 200 and `text/event-stream` unless said otherwise. */
	| {
			raw: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
			status?: number;
			headers?: Record<string, string>;
			/** After the last write: end (default), keep the connection open, or reset it. */
			ending?: 'end' | 'hang' | 'reset';
	  }
	/** These bytes as the reply itself, status line and headers included. */
	| {wire: (string | Uint8Array)[]; ending?: 'end' | 'hang' | 'reset'}
	/** Never says a word. */
	| {hang: true}
	/** Resets the connection before any word. */
	| {reset: true};

export type Script = (request: ServedRequest) => Reply | Promise<Reply>;

export type ModelServer = {
	/** With `/v1`, as `--base-url` wants it. */
	url: string;
	requests: ServedRequest[];
	/** What came besides chat requests and for the list of models: method and path. */
	strays: string[];
	/** Settles with the n-th chat request (from 1), which may have come already. */
	request(n: number): Promise<ServedRequest>;
	close(): Promise<void>;
};

/** `models`: what `GET /v1/models` lists, or a whole reply. */
export async function startModelServer(
	script: Script,
	{
		models = [{id: 'test-model'}],
	}: {models?: {id: string; shutdown_date?: string | number | null}[] | Reply} = {},
): Promise<ModelServer> {
	const requests: ServedRequest[] = [];
	const strays: string[] = [];
	const waiting = new Map<number, (request: ServedRequest) => void>();
	const sockets = new Set<Socket>();
	const leaks: string[] = [];

	async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const {pathname: path, search} = new URL(incoming.url ?? '/', 'http://localhost');
		if (incoming.method === 'GET' && path === '/v1/models') {
			await send(
				response,
				Array.isArray(models) ? {status: 200, json: {object: 'list', data: models}} : models,
			);
			return;
		}
		if (incoming.method !== 'POST' || path !== '/v1/chat/completions') {
			strays.push(`${incoming.method} ${path}`);
			await send(response, {
				raw: ['<html><body>Not Found</body></html>'],
				status: 404,
				headers: {'content-type': 'text/html'},
			});
			return;
		}
		const text = await read(incoming);
		const leaked = findCanary(text) ?? findCanary(withoutKey(incoming));
		if (leaked) leaks.push(`${path} (${leaked})`);
		const body = JSON.parse(text) as ChatBody;
		const ended = new Promise<void>(resolve => response.once('close', resolve));
		const request: ServedRequest = {
			n: requests.length + 1,
			path,
			search,
			body,
			headers: incoming.headers,
			port: incoming.socket.remotePort,
			ended,
		};
		requests.push(request);
		waiting.get(request.n)?.(request);
		await send(response, await script(request), body);
	}

	const server = createServer((incoming, response) => {
		response.on('error', () => undefined);
		serve(incoming, response).catch(error => {
			if (response.destroyed) return;
			response
				.writeHead(599, {'content-type': 'text/plain'})
				.end(`The test's script threw: ${String(error)}`);
		});
	});
	server.on('connection', socket => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;

	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		strays,
		request(n) {
			const come = requests[n - 1];
			return come ? Promise.resolve(come) : new Promise(resolve => waiting.set(n, resolve));
		},
		close() {
			const closed = new Promise<void>(resolve => server.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			return closed.then(() => refuseLeaks('a request, outside of its Authorization header', leaks));
		},
	};
}

export type Gate<T = void> = {opened: Promise<T>; open: (value: T) => void};

/** A promise that the test settles. */
export function gate<T = void>(): Gate<T> {
	const {promise, resolve} = Promise.withResolvers<T>();
	return {opened: promise, open: resolve};
}

/** One server-sent event holding a chunk of a chat completion. */
export function chunkEvent(chunk: {
	content?: string;
	reasoning_content?: string;
	finish_reason?: string | null;
	usage?: ReportedUsage | null;
	model?: string;
}): string {
	const {content, reasoning_content, finish_reason = null, usage, model = 'test-model'} = chunk;
	const empty = usage !== undefined && content === undefined && finish_reason === null;
	return event({
		id: 'chatcmpl-test',
		object: 'chat.completion.chunk',
		created: 0,
		model,
		choices: empty ? [] : [{index: 0, delta: {content, reasoning_content}, finish_reason}],
		...(usage === undefined ? {} : {usage}),
	});
}

export const done = 'data: [DONE]\n\n';

/** One server-sent event. */
export function event(data: unknown): string {
	return `data: ${JSON.stringify(data)}\n\n`;
}

async function send(response: ServerResponse, reply: Reply, body?: ChatBody): Promise<void> {
	if ('hang' in reply) return;
	if ('reset' in reply) {
		response.socket?.resetAndDestroy();
		return;
	}
	if ('wire' in reply) {
		await speak(response.socket!, reply);
		return;
	}
	if ('json' in reply) {
		response.writeHead(reply.status, {'content-type': 'application/json', ...reply.headers});
		response.end(JSON.stringify(reply.json));
		return;
	}
	if ('raw' in reply) {
		response.writeHead(reply.status ?? 200, {'content-type': 'text/event-stream', ...reply.headers});
		response.flushHeaders();
		for await (const piece of reply.raw) {
			if (response.destroyed) return;
			await write(response, piece);
		}
		if (reply.ending === 'hang') return;
		if (reply.ending === 'reset') response.socket?.resetAndDestroy();
		else response.end();
		return;
	}
	await stream(response, reply, body);
}

async function stream(
	response: ServerResponse,
	reply: Extract<Reply, {text: string}>,
	body: ChatBody | undefined,
): Promise<void> {
	const {text, reasoning, finish_reason = 'stop', model = body?.model ?? 'test-model'} = reply;
	const usage = reply.usage === undefined ? {prompt_tokens: 10, completion_tokens: 5} : reply.usage;
	const chunks = reply.chunks ?? text.match(/\S+\s*|\s+/g) ?? [];
	response.writeHead(200, {'content-type': 'text/event-stream'});
	response.flushHeaders();
	if (reply.delayMs) await sleep(reply.delayMs);
	if (reasoning) await write(response, chunkEvent({reasoning_content: reasoning, model}));
	for (const [i, content] of chunks.entries()) {
		await reply.gate?.(i);
		if (response.destroyed) return;
		await write(
			response,
			typeof content === 'string' ? chunkEvent({content, model}) : `: ${content.comment}\n\n`,
		);
	}
	await reply.gate?.(chunks.length);
	if (finish_reason !== null) await write(response, chunkEvent({finish_reason, model}));
	if (finish_reason !== null && usage && body?.stream_options?.include_usage)
		await write(response, chunkEvent({usage, model}));
	response.end(finish_reason === null ? '' : done);
}

async function speak(socket: Socket, {wire, ending}: Extract<Reply, {wire: unknown}>): Promise<void> {
	for (const piece of wire) await new Promise<void>(resolve => socket.write(piece, () => resolve()));
	if (ending === 'hang') return;
	if (ending === 'reset') socket.resetAndDestroy();
	else socket.end();
}

/** Settles once the kernel has the bytes, so that a reset after it cannot overtake them. */
function write(response: ServerResponse, piece: string | Uint8Array): Promise<void> {
	return new Promise(resolve => {
		if (response.destroyed) resolve();
		else response.write(piece, () => resolve());
	});
}

/** All of a request's head but where a key belongs. */
function withoutKey({url, rawHeaders}: IncomingMessage): string {
	const others = rawHeaders.filter((_, at) => rawHeaders[at - (at % 2)]!.toLowerCase() !== 'authorization');
	return [url, ...others].join('\n');
}

async function read(incoming: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of incoming) pieces.push(piece as Buffer);
	return Buffer.concat(pieces).toString('utf8');
}
