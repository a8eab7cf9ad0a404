import type {Readable} from 'node:stream';
import type {Dispatcher} from 'undici';
import type {Clock, ModelPiece, ModelRequest} from '../../core/ports.ts';
import {createBreathing} from './breathing.ts';
import type {Ending} from './conclude.ts';
import type {Endpoint} from './endpoint.ts';
import type {ServerEvent} from './event-stream.ts';
import {type Gathered, gather, gatherRest} from './gather.ts';
import {adaptParameters, refusalNote, refusedParameter} from './refused-parameters.ts';
import {createBodyReader, Flood, readChunks, readWholeBody} from './reply-body.ts';
import {type Reply, send} from './send.ts';
import {troubleOf} from './trouble.ts';
import {type Expiry, watchLimits} from './watchdog.ts';

/** Once the answer is whole only its count of tokens is missing: no reason to wait long for that. */
const usagePatience_ms = 5000;
/** Behind `[DONE]` comes the end of the reply, and only then can its connection serve the next. */
const endPatience_ms = 1000;

/** What a model has refused so far, and the notes on it that nobody has heard yet. */
export type Learnt = {refused: Set<string>; untold: string[]};

/**
 * Sends one request and streams what comes into `gathered`. How it ended is the return value. Parameters
 * that the model refuses are dropped or renamed, remembered in `learnt`, and the same request sent again.
 */
export async function* askOnce(options: AskOptions): AsyncGenerator<ModelPiece, Ending> {
	const ending = yield* read(options);
	yield* piecesOf(gatherRest(options.gathered));
	return ending;
}

type AskOptions = {
	endpoint: Endpoint;
	request: ModelRequest;
	/** As it is sent. */
	model: string;
	learnt: Learnt;
	clock: Clock;
	gathered: Gathered;
	signal: AbortSignal;
	dispatcher?: Dispatcher;
};

function* piecesOf({text, reasoning}: {text: string; reasoning: string}): Generator<ModelPiece> {
	if (reasoning) yield {type: 'reasoning', text: reasoning};
	if (text) yield {type: 'text', text};
}

async function* read({
	endpoint,
	request,
	model,
	learnt,
	clock,
	gathered,
	signal,
	dispatcher,
}: AskOptions): AsyncGenerator<ModelPiece, Ending> {
	let letGo: Ending | null = null;
	let reply: Reply | null = null;
	/** It said that it was done, or came to its end. */
	let isOver = false;
	const controller = new AbortController();
	const released = Promise.withResolvers<never>();
	released.promise.catch(() => {});
	function hangUp(): void {
		const reason = new Error('released');
		controller.abort(reason);
		released.reject(reason);
	}
	function release(ending: Ending): void {
		letGo ??= ending;
		hangUp();
	}
	const onAbort = (): void => release({how: 'aborted'});
	signal.addEventListener('abort', onAbort, {once: true});
	const watch = watchLimits({
		clock,
		limits: request.limits,
		onExpired: (expiry: Expiry) => release({how: 'expired', expiry}),
	});

	try {
		// Settles at once when we let go, whatever the connection does.
		reply = await Promise.race([open(), released.promise]);
		if (!reply.ok) return {how: 'refused', trouble: reply.trouble};
		const reader = createBodyReader();
		const breathe = createBreathing();
		for await (const piece of reply.body.iterator({destroyOnReturn: false}) as AsyncIterable<Uint8Array>) {
			const pause = breathe();
			if (pause) await pause;
			const ending = yield* take(reader.push(piece));
			if (!ending) continue;
			if (letGo) return letGo;
			isOver = ending.how === 'ended';
			return ending;
		}
		isOver = true;
		if (letGo) return letGo;
		const ending = yield* take(reader.end());
		if (ending) return ending;
		if (gathered.chunks > 0) return {how: 'ended'};
		const instead = readWholeBody(reader.withoutEvents(), gathered);
		yield* piecesOf({text: gathered.text.toString(), reasoning: gathered.reasoning});
		return instead;
	} catch (error) {
		if (letGo) return letGo;
		if (error instanceof Flood) return {how: 'flooded', detail: error.message};
		return {how: 'broken', trouble: troubleOf(error), fallback: 'connection'};
	} finally {
		watch.stop();
		signal.removeEventListener('abort', onAbort);
		if (!isOver) hangUp();
		else if (reply?.ok) letRunOut(reply.body);
	}

	function* take(events: readonly ServerEvent[]): Generator<ModelPiece, Ending | null> {
		const {chunks, ending} = readChunks(events);
		const more = gather(gathered, chunks);
		if (gathered.finish_reason !== null)
			watch.alive(Math.min(usagePatience_ms, request.limits.idle_timeout_ms));
		else if (more.text || more.reasoning) watch.alive();
		yield* piecesOf(more);
		return ending;
	}

	async function open(): Promise<Reply> {
		for (;;) {
			const parameters = adaptParameters(request.parameters, learnt.refused);
			const extras = learnt.refused.has('stream_options') ? {} : {stream_options: {include_usage: true}};
			const body = {...parameters, ...extras, model, messages: request.messages, stream: true};
			const reply = await send(endpoint, {
				path: '/chat/completions',
				body,
				signal: controller.signal,
				clock,
				dispatcher,
			});
			const sent = Object.keys({...parameters, ...extras});
			const name = reply.ok ? null : refusedParameter(reply.trouble, sent);
			if (name === null || controller.signal.aborted) return reply;
			if (!learnt.refused.has(name)) {
				learnt.refused.add(name);
				learnt.untold.push(refusalNote(name, model, adaptParameters(request.parameters, learnt.refused)));
			}
		}
	}
}

/** Has the end of a reply come, of which all that counts was read; nobody waits for that. */
function letRunOut(body: Readable): void {
	if (body.destroyed) return;
	const timer = setTimeout(() => body.destroy(), endPatience_ms).unref();
	body.once('close', () => clearTimeout(timer)).resume();
}
