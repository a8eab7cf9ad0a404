import type OpenAI from 'openai';
import type {Clock, ModelPiece, ModelRequest} from '../../core/ports.ts';
import {createBreathing} from './breathing.ts';
import {loadStreaming} from './client.ts';
import type {Ending} from './conclude.ts';
import {type Gathered, gather, gatherRest} from './gather.ts';
import {adaptParameters, refusalNote, refusedParameter} from './refused-parameters.ts';
import {Flood, keepBeginning, readWholeBody} from './reply-body.ts';
import {troubleOf} from './trouble.ts';
import {type Expiry, watchLimits} from './watchdog.ts';

/** Once the answer is whole only its count of tokens is missing: no reason to wait long for that. */
const usagePatience_ms = 5000;

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
	client: OpenAI;
	request: ModelRequest;
	/** As it is sent. */
	model: string;
	learnt: Learnt;
	clock: Clock;
	gathered: Gathered;
	signal: AbortSignal;
};

function* piecesOf({text, reasoning}: {text: string; reasoning: string}): Generator<ModelPiece> {
	if (reasoning) yield {type: 'reasoning', text: reasoning};
	if (text) yield {type: 'text', text};
}

async function* read({
	client,
	request,
	model,
	learnt,
	clock,
	gathered,
	signal,
}: AskOptions): AsyncGenerator<ModelPiece, Ending> {
	let letGo: Ending | null = null;
	let readToItsEnd = false;
	const controller = new AbortController();
	/** What waits now gives up. */
	let giveUp: (() => void) | null = null;
	function release(ending: Ending): void {
		letGo ??= ending;
		controller.abort();
		giveUp?.();
	}
	const onAbort = (): void => release({how: 'aborted'});
	signal.addEventListener('abort', onAbort, {once: true});
	const watch = watchLimits({
		clock,
		limits: request.limits,
		onExpired: (expiry: Expiry) => release({how: 'expired', expiry}),
	});
	/**
	 * Settles at once when we let go, whatever the connection does. No race with one promise that lasts as long as the
	 * stream: it would hold on to everything that ever won.
	 */
	const orReleased = <T>(promise: Promise<T>): Promise<T> =>
		new Promise((resolve, reject) => {
			giveUp = () => reject(new Error('released'));
			if (letGo) giveUp();
			promise.then(resolve, reject);
		});

	try {
		const response = await orReleased(open());
		const {Stream} = await orReleased(loadStreaming());
		if (!response.body) return {how: 'ended'};
		const kept = keepBeginning(response.body);
		const events = Stream.fromSSEResponse<unknown>(
			new Response(kept.body, {headers: [...response.headers]}),
			controller,
			client,
		);
		const chunks = events[Symbol.asyncIterator]();
		const breathe = createBreathing();
		for (;;) {
			const next = await orReleased(chunks.next());
			if (next.done) {
				readToItsEnd = true;
				break;
			}
			kept.forget();
			const pause = breathe();
			if (pause) await pause;
			const more = gather(gathered, next.value);
			if (gathered.finish_reason !== null)
				watch.alive(Math.min(usagePatience_ms, request.limits.idle_timeout_ms));
			else if (more.text || more.reasoning) watch.alive();
			yield* piecesOf(more);
		}
		if (letGo) return letGo;
		if (gathered.chunks > 0) return {how: 'ended'};
		const ending = readWholeBody(kept.beginning(), gathered);
		yield* piecesOf({text: gathered.text.toString(), reasoning: gathered.reasoning});
		return ending;
	} catch (error) {
		if (letGo) return letGo;
		if (error instanceof Flood) return {how: 'flooded', detail: error.message};
		const trouble = troubleOf(error, clock.now());
		if (error instanceof SyntaxError) return {how: 'broken', trouble, fallback: 'malformed'};
		const told = trouble.status !== null || (error as {error?: unknown}).error !== undefined;
		return told ? {how: 'refused', trouble} : {how: 'broken', trouble, fallback: 'connection'};
	} finally {
		watch.stop();
		signal.removeEventListener('abort', onAbort);
		// Where nothing is left to abort, it would still cost half a millisecond.
		if (!readToItsEnd) controller.abort();
	}

	async function open(): Promise<Response> {
		for (;;) {
			const parameters = adaptParameters(request.parameters, learnt.refused);
			const extras = learnt.refused.has('stream_options') ? {} : {stream_options: {include_usage: true}};
			try {
				return await client.chat.completions
					.create(
						{...parameters, ...extras, model, messages: request.messages, stream: true},
						{signal: controller.signal},
					)
					.asResponse();
			} catch (error) {
				const sent = Object.keys({...parameters, ...extras});
				const name = refusedParameter(troubleOf(error, clock.now()), sent);
				if (name === null || controller.signal.aborted) throw error;
				if (!learnt.refused.has(name)) {
					learnt.refused.add(name);
					learnt.untold.push(refusalNote(name, model, adaptParameters(request.parameters, learnt.refused)));
				}
			}
		}
	}
}
