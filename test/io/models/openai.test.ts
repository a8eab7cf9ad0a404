import {LLMock} from '@copilotkit/aimock';
import {afterEach, describe, expect, it} from 'vitest';
import type {ModelPiece, ModelRequest} from '../../../source/core/ports.ts';
import {createOpenAIModel, type OpenAIModelOptions} from '../../../source/io/models/openai.ts';
import {manualClock} from '../../helpers/manual-clock.ts';
import {
	type ChatBody,
	chunkEvent,
	done,
	event,
	gate,
	type ModelServer,
	type Reply,
	type Script,
	startModelServer,
} from '../../helpers/model-server.ts';

const key = 'sk-test-0123456789abcdefghij';
const servers: ModelServer[] = [];

afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => server.close()));
});

async function serve(script: Script | Reply): Promise<ModelServer> {
	const server = await startModelServer(typeof script === 'function' ? script : () => script);
	servers.push(server);
	return server;
}

function open(server: Pick<ModelServer, 'url'>, options: Partial<OpenAIModelOptions> = {}) {
	const clock = manualClock();
	const model = createOpenAIModel({baseUrl: server.url, apiKey: key, roles: {}, clock, ...options});
	return {clock, model};
}

function ask(overrides: Partial<ModelRequest> = {}): ModelRequest {
	return {
		output_name: 'plan',
		module: 'task_planner',
		attempt: 1,
		call: 1,
		try: 1,
		model: 'test-model',
		messages: [
			{role: 'system', content: 'Be brief.'},
			{role: 'user', content: 'Say hello.'},
		],
		parameters: {},
		limits: {first_token_timeout_ms: 600_000, idle_timeout_ms: 120_000, timeout_ms: 1_800_000},
		...overrides,
	};
}

const unaborted = new AbortController().signal;

async function collect(pieces: AsyncIterable<ModelPiece>): Promise<ModelPiece[]> {
	const all: ModelPiece[] = [];
	for await (const piece of pieces) all.push(piece);
	return all;
}

function last(pieces: ModelPiece[]) {
	const ends = pieces.filter(piece => piece.type === 'answered' || piece.type === 'failed');
	expect(ends, 'exactly one piece ends the stream').toHaveLength(1);
	expect(pieces.at(-1)).toBe(ends[0]);
	return ends[0]!;
}

async function answerTo(script: Script | Reply, request = ask(), options: Partial<OpenAIModelOptions> = {}) {
	const server = await serve(script);
	const end = last(await collect(open(server, options).model.stream(request, unaborted)));
	if (end.type !== 'answered') throw new Error(`no answer: ${JSON.stringify(end)}`);
	return {answer: end.answer, server};
}

async function faultOf(script: Script | Reply, request = ask(), options: Partial<OpenAIModelOptions> = {}) {
	const server = await serve(script);
	const end = last(await collect(open(server, options).model.stream(request, unaborted)));
	if (end.type !== 'failed') throw new Error(`no fault: ${JSON.stringify(end)}`);
	expect(JSON.stringify(end)).not.toContain(key);
	return {fault: end.fault, server};
}

describe('an answer', () => {
	it('streams as text pieces and ends with the whole text, its usage and the model that gave it', async () => {
		const server = await serve({
			text: 'Hello, world.',
			chunks: ['Hel', 'lo, ', 'world.'],
			model: 'test-model-2026',
			usage: {
				prompt_tokens: 20,
				completion_tokens: 7,
				prompt_tokens_details: {cached_tokens: 4},
				completion_tokens_details: {reasoning_tokens: 3},
			},
		});
		const pieces = await collect(open(server).model.stream(ask(), unaborted));
		expect(pieces.flatMap(piece => (piece.type === 'text' ? [piece.text] : []))).toEqual([
			'Hel',
			'lo, ',
			'world.',
		]);
		expect(last(pieces)).toEqual({
			type: 'answered',
			answer: {
				text: 'Hello, world.',
				model: 'test-model-2026',
				usage: {input_tokens: 20, output_tokens: 7, cached_input_tokens: 4, reasoning_tokens: 3},
				cost_usd: null,
				finish_reason: 'stop',
				notes: [],
			},
		});
	});

	it('is asked for with the messages as they are, only the parameters that were set, and the key', async () => {
		const messages = [{role: 'user' as const, content: 'CODE:\n\tif (a) {\r\n\t\tb();\n\n  }\n☃ 🦆'}];
		const {server} = await answerTo({text: 'ok'}, ask({messages, parameters: {temperature: 0, top_k: 5}}));
		const {body, headers} = server.requests[0]!;
		expect(body).toEqual({
			model: 'test-model',
			messages,
			temperature: 0,
			top_k: 5,
			stream: true,
			stream_options: {include_usage: true},
		});
		expect(headers.authorization).toBe(`Bearer ${key}`);
	});
});

describe('what is not a whole answer', () => {
	const usage = {prompt_tokens: 10, completion_tokens: 5};
	const html = {
		raw: ['<!doctype html><html><body>Log in</body></html>'],
		headers: {'content-type': 'text/html'},
	};
	const maybePaid = {possibly_paid: true, usage: null, cost_usd: null};
	const free = {possibly_paid: false, usage: null, cost_usd: null};

	const cases: [title: string, reply: Reply, expected: Record<string, unknown>, message: RegExp][] = [
		[
			'a refused key',
			{status: 401, json: {error: {message: `Incorrect API key provided: ${key}`, code: 'invalid_api_key'}}},
			{kind: 'bad-key', retryable: false, ...free},
			/does not accept the key.*\[key\].*401/,
		],
		[
			'an echoed Authorization header',
			{status: 403, json: {error: {message: 'Forbidden', headers: {authorization: `Bearer ${key}`}}}},
			{kind: 'bad-key', retryable: false, ...free},
			/Forbidden/,
		],
		[
			'an error that is the header and nothing else',
			{status: 400, json: {headers: {authorization: `Bearer ${key}`}}},
			{kind: 'bad-request', retryable: false, ...free},
			/\[key\]/,
		],
		[
			'an invalid key under status 400, as Gemini says it',
			{
				status: 400,
				json: {
					error: {
						code: 400,
						message: 'API key not valid. Please pass a valid API key.',
						status: 'INVALID_ARGUMENT',
					},
				},
			},
			{kind: 'bad-key', retryable: false, ...free},
			/API key not valid/,
		],
		[
			'an exhausted quota',
			{
				status: 429,
				json: {
					error: {
						message: 'You exceeded your current quota, please check your plan and billing details.',
						code: 'insufficient_quota',
						type: 'insufficient_quota',
					},
				},
			},
			{kind: 'quota', retryable: false, ...free},
			/nothing left to spend/,
		],
		[
			'a payment that is due, as OpenRouter says it',
			{status: 402, json: {error: {code: 402, message: 'This request requires more credits'}}},
			{kind: 'quota', retryable: false, ...free},
			/more credits/,
		],
		[
			'a rate limit with the seconds to wait',
			{
				status: 429,
				json: {
					error: {
						message: 'Rate limit reached. Add a payment method at /account/billing.',
						code: 'rate_limit_exceeded',
						type: 'requests',
					},
				},
				headers: {'retry-after': '7'},
			},
			{kind: 'rate-limit', retryable: true, retry_after_ms: 7000, ...free},
			/takes no more requests/,
		],
		[
			'a rate limit with the milliseconds to wait',
			{
				status: 429,
				json: {error: {message: 'Slow down'}},
				headers: {'retry-after-ms': '1250', 'retry-after': '2'},
			},
			{kind: 'rate-limit', retryable: true, retry_after_ms: 1250},
			/Slow down/,
		],
		[
			'a rate limit until a given time',
			{
				status: 429,
				json: {error: {message: 'Slow down'}},
				headers: {'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT'},
			},
			{kind: 'rate-limit', retryable: true, retry_after_ms: 30_000},
			/Slow down/,
		],
		[
			'an overloaded endpoint',
			{status: 529, json: {type: 'error', error: {type: 'overloaded_error', message: 'Overloaded'}}},
			{kind: 'overloaded', retryable: true, ...free},
			/overloaded/i,
		],
		[
			'a model that is still being loaded, as llama.cpp says it',
			{status: 503, json: {error: {code: 503, message: 'Loading model', type: 'unavailable_error'}}},
			{kind: 'overloaded', retryable: true, ...free},
			/Loading model/,
		],
		[
			'a server error',
			{status: 500, json: {error: {message: 'The server had an error', type: 'server_error'}}},
			{kind: 'server-error', retryable: true, ...free},
			/failed: The server had an error/,
		],
		[
			'a gateway that gave up on a model that may have gone on',
			{raw: ['<html><title>504</title></html>'], status: 504, headers: {'content-type': 'text/html'}},
			{kind: 'server-error', retryable: true, ...maybePaid},
			/web page/,
		],
		[
			'a model that does not exist',
			{
				status: 404,
				json: {
					error: {
						message: 'The model `test-model` does not exist or you do not have access to it.',
						code: 'model_not_found',
						type: 'invalid_request_error',
					},
				},
			},
			{kind: 'unknown-model', retryable: false, ...free},
			/has no model `test-model`/,
		],
		[
			'a model that was not pulled, as Ollama says it',
			{
				status: 404,
				json: {error: {message: 'model "test-model" not found, try pulling it first', type: 'api_error'}},
			},
			{kind: 'unknown-model', retryable: false, ...free},
			/try pulling it first/,
		],
		[
			'a wrong value of a parameter',
			{
				status: 400,
				json: {
					error: {
						message: "Invalid 'temperature': decimal above maximum value.",
						param: 'temperature',
						code: 'decimal_above_max_value',
						type: 'invalid_request_error',
					},
				},
			},
			{kind: 'bad-request', retryable: false, ...free},
			/refuses the request/,
		],
		[
			'a prompt that is too long',
			{
				status: 400,
				json: {
					error: {
						message: "This model's maximum context length is 8192 tokens.",
						code: 'context_length_exceeded',
						type: 'invalid_request_error',
					},
				},
			},
			{kind: 'context-length', retryable: false, ...free},
			/too long/,
		],
		[
			'a prompt that the content policy refuses',
			{
				status: 400,
				json: {
					error: {
						message: 'The response was filtered due to the prompt triggering our content management policy.',
						code: 'content_filter',
					},
				},
			},
			{kind: 'content-filter', retryable: false},
			/content filter/,
		],
		[
			'a reply under another status that holds no JSON',
			{raw: ['404 page not found'], status: 404, headers: {'content-type': 'text/plain'}},
			{kind: 'unreachable', retryable: false, ...free},
			/nothing there takes chat completions \(HTTP 404\)/,
		],
		['a web page under status 200', html, {kind: 'malformed', retryable: true, ...free}, /a web page/],
		[
			'a web page in the guise of a stream',
			{raw: html.raw},
			{kind: 'malformed', retryable: true, ...free},
			/a web page/,
		],
		[
			'a JSON error under status 200',
			{status: 200, json: {error: {message: 'Rate limit reached', code: 'rate_limit_exceeded'}}},
			{kind: 'rate-limit', retryable: true, ...free},
			/Rate limit reached/,
		],
		[
			'an unexplained JSON error under status 200, as LM Studio sends for a wrong path',
			{status: 200, json: {error: 'Unexpected endpoint or method.'}},
			{kind: 'malformed', retryable: true},
			/Unexpected endpoint/,
		],
		[
			'JSON that is something else',
			{status: 200, json: {hello: 'world'}},
			{kind: 'malformed', retryable: true, ...free},
			/hello/,
		],
		[
			'an error in the middle of a stream',
			{
				raw: [
					chunkEvent({content: 'Half '}),
					event({error: {message: 'The engine is overloaded', type: 'overloaded_error'}}),
				],
			},
			{kind: 'overloaded', retryable: true, partial: 'Half ', ...maybePaid},
			/overloaded/,
		],
		[
			'an error in a stream that names its own status, as OpenRouter does',
			{
				raw: [
					chunkEvent({content: 'Half '}),
					event({
						error: {code: 502, message: 'Provider disconnected'},
						choices: [{delta: {content: ''}, finish_reason: 'error'}],
					}),
				],
			},
			{kind: 'server-error', retryable: true, partial: 'Half ', ...maybePaid},
			/Provider disconnected/,
		],
		[
			'a named error event',
			{raw: [chunkEvent({content: 'Half '}), 'event: error\ndata: {"message":"Something broke"}\n\n']},
			{kind: 'malformed', retryable: true, partial: 'Half ', ...maybePaid},
			/Something broke/,
		],
		[
			'a stream that ends without a finish_reason',
			{text: 'Half an answ', finish_reason: null},
			{kind: 'cut', retryable: true, partial: 'Half an answ', ...maybePaid},
			/broke off/,
		],
		[
			'a stream that says it is done and gave no finish_reason',
			{raw: [chunkEvent({content: 'Half'}), done]},
			{kind: 'cut', retryable: true, partial: 'Half', ...maybePaid},
			/without a finish_reason/,
		],
		[
			'a stream of nothing',
			{raw: []},
			{kind: 'cut', retryable: true, partial: '', ...maybePaid},
			/broke off/,
		],
		['a stream that only says done', {raw: [done]}, {kind: 'cut', retryable: true, partial: ''}, /broke off/],
		[
			'an answer that reached the limit of output',
			{text: 'Half', finish_reason: 'length', usage},
			{
				kind: 'length',
				retryable: false,
				partial: 'Half',
				possibly_paid: false,
				usage: {input_tokens: 10, output_tokens: 5},
			},
			/limit of output/,
		],
		[
			'an answer that a filter took away',
			{text: 'Half', finish_reason: 'content_filter', usage: null},
			{kind: 'content-filter', retryable: false, partial: 'Half', ...maybePaid},
			/withheld by a content filter\.$/,
		],
		[
			'a refusal in place of an answer',
			{
				raw: [
					event({choices: [{index: 0, delta: {refusal: 'I cannot help with that.'}}]}),
					chunkEvent({finish_reason: 'stop'}),
					done,
				],
			},
			{kind: 'content-filter', retryable: false, partial: ''},
			/I cannot help with that\.$/,
		],
		[
			'an empty answer',
			{text: ''},
			{kind: 'empty', retryable: true, partial: '', usage: {input_tokens: 10, output_tokens: 5}},
			/answered with nothing/,
		],
		[
			'an answer of blanks',
			{text: ' \n ', usage: null},
			{kind: 'empty', retryable: true, ...maybePaid},
			/nothing/,
		],
		[
			'a call of a tool, which nobody offered',
			{text: 'x', finish_reason: 'tool_calls', usage: null},
			{kind: 'other', retryable: false, partial: 'x', ...maybePaid},
			/finish_reason `tool_calls`/,
		],
		[
			'a stream with a line that is no JSON',
			{
				raw: [
					chunkEvent({content: 'Half'}),
					'data: {"choices": [{"del\n\n',
					chunkEvent({finish_reason: 'stop'}),
				],
			},
			{kind: 'malformed', retryable: true, partial: 'Half', ...maybePaid},
			/no answer/,
		],
		[
			'a connection that is reset in the middle',
			{raw: [chunkEvent({content: 'Half'})], ending: 'reset'},
			{kind: 'connection', retryable: true, partial: 'Half', ...maybePaid},
			/connection to .* was lost/,
		],
		[
			'a connection that is reset before a word',
			{reset: true},
			{kind: 'connection', retryable: true, partial: '', ...maybePaid},
			/connection to .* was lost/,
		],
	];
	it.each(cases)('is %s', async (_title, reply, expected, message) => {
		const {fault} = await faultOf(reply);
		expect(fault).toMatchObject(expected);
		expect(fault.message).toMatch(message);
		expect(fault.message).toMatch(/[.!?…]$/);
	});

	it('says that nothing listens, without the credentials of the URL, and that the run is kept', async () => {
		const server = await startModelServer(() => ({hang: true}));
		await server.close();
		const url = server.url.replace('http://', 'http://ann:secret-pass@');
		const end = last(await collect(open({url}).model.stream(ask(), unaborted)));
		expect(end).toMatchObject({fault: {kind: 'unreachable', retryable: true, possibly_paid: false}});
		const text = JSON.stringify(end);
		expect(text).toContain(`${server.url} cannot be reached: nothing listens there (ECONNREFUSED).`);
		expect(text).toContain('orchestrai resume');
		expect(text).not.toContain('secret-pass');
	});

	it.each([
		['a host that does not exist', 'http://no-such-host.invalid/v1', true, /no such host/],
		['a port that belongs to another protocol', 'http://127.0.0.1:9/v1', false, /may not use \(bad port\)/],
		['a base URL that is none', 'localhost 1234', false, /that is no URL/],
	])('says so of %s', async (_title, url, retryable, message) => {
		const end = last(await collect(open({url}).model.stream(ask(), unaborted)));
		expect(end).toMatchObject({
			fault: {
				kind: 'unreachable',
				retryable,
				possibly_paid: false,
				message: expect.stringMatching(message),
			},
		});
	});

	it('suggests /v1 when the base URL ends at the host', async () => {
		const server = await serve({text: 'never'});
		const url = server.url.replace('/v1', '');
		const end = last(await collect(open({url}).model.stream(ask(), unaborted)));
		expect(end).toMatchObject({
			fault: {
				kind: 'unreachable',
				retryable: false,
				remedy: expect.stringContaining(`--base-url ${server.url}.`),
			},
		});
	});

	it('never shows a key, of whatever shape, that an endpoint echoes', async () => {
		const apiKey = 'plain/key+of=shape';
		const {fault} = await faultOf({status: 418, json: {error: {message: `You sent ${apiKey}`}}}, ask(), {
			apiKey,
		});
		expect(fault.message).toContain('You sent [key]');
	});

	it('says so of a key that no header can carry, without showing it', async () => {
		const {fault} = await faultOf({text: 'never'}, ask(), {apiKey: 'sk-test-…-pasted-with-dots'});
		expect(fault.kind).toBe('bad-key');
		expect(JSON.stringify(fault)).not.toContain('pasted-with-dots');
	});
});

describe('a model that the endpoint lacks', () => {
	const reply: Reply = {status: 404, json: {error: {message: 'No such model', code: 'model_not_found'}}};

	async function remedyFor(ids: string[] | Reply) {
		const models = Array.isArray(ids) ? ids.map(id => ({id})) : ids;
		const server = await startModelServer(() => reply, {models});
		servers.push(server);
		const end = last(await collect(open(server).model.stream(ask({model: 'gpt-6-lunar'}), unaborted)));
		expect(end).toMatchObject({fault: {kind: 'unknown-model', retryable: false}});
		return end.type === 'failed' && end.fault.remedy;
	}

	it('is answered with the nearest names of its list', async () => {
		expect(await remedyFor(['whisper', 'dall-e', 'gpt-6-luna', 'gpt-6-sonar', 'tts'])).toBe(
			'Choose another with --model, for example `gpt-6-luna` or `gpt-6-sonar`; `orchestrai models` lists what there is.',
		);
	});

	it('is answered with all there are where that is few', async () => {
		expect(await remedyFor(['qwen3', 'llama3'])).toContain('`qwen3` or `llama3`');
	});

	it('is answered all the same where no list comes', async () => {
		expect(await remedyFor({status: 500, json: {}})).toBe(
			'Choose another with --model; `orchestrai models` lists what there is.',
		);
	});
});

describe('limits', () => {
	const limits = {first_token_timeout_ms: 600_000, idle_timeout_ms: 120_000, timeout_ms: 1_800_000};

	async function stalled(
		reply: Reply | Script,
		act: (clock: ReturnType<typeof manualClock>, texts: () => Promise<void>) => Promise<void>,
	) {
		const server = await serve(reply);
		const {clock, model} = open(server);
		const pieces: ModelPiece[] = [];
		let arrived = gate();
		const read = (async () => {
			for await (const piece of model.stream(ask({limits}), unaborted)) {
				pieces.push(piece);
				arrived.open();
				arrived = gate();
			}
		})();
		await act(clock, () => arrived.opened);
		await read;
		await server.requests[0]!.ended;
		const end = last(pieces);
		if (end.type !== 'failed') throw new Error('no fault');
		return end.fault;
	}

	it('are kept when not a word comes: the call is let go and may have been paid', async () => {
		const asked = gate();
		const fault = await stalled(
			() => {
				asked.open();
				return {hang: true};
			},
			async clock => {
				await asked.opened;
				await clock.advance(599_999);
				await clock.advance(1);
			},
		);
		expect(fault).toMatchObject({kind: 'stall', retryable: false, possibly_paid: true, partial: ''});
		expect(fault.message).toBe('`test-model` went silent: nothing came for 10 minutes.');
	});

	it('are shorter once the answer has begun', async () => {
		const fault = await stalled(
			{raw: [chunkEvent({content: 'Half'})], ending: 'hang'},
			async (clock, arrived) => {
				await arrived();
				await clock.sleeper(120_000);
				await clock.advance(120_000);
			},
		);
		expect(fault).toMatchObject({kind: 'stall', partial: 'Half', possibly_paid: true});
		expect(fault.message).toContain('nothing more came for 2 minutes');
	});

	it('do not take comments and empty chunks for signs of life', async () => {
		const chunks = ['Half', ...Array.from({length: 200}, (_, i) => (i % 2 ? '' : {comment: 'keep-alive'}))];
		const gates = chunks.map(() => gate());
		const server = await serve({text: '', chunks, gate: i => gates[i]?.opened});
		const {clock, model} = open(server);
		gates[0]!.open();
		const all: ModelPiece[] = [];
		for await (const piece of model.stream(ask({limits}), unaborted)) {
			all.push(piece);
			if (piece.type === 'text') void keepAlive();
		}
		expect(last(all)).toMatchObject({fault: {kind: 'stall', partial: 'Half'}});

		async function keepAlive(): Promise<void> {
			for (const {open: send} of gates.slice(1)) {
				send();
				for (let turn = 0; turn < 5; turn++) await new Promise<void>(resolve => setImmediate(resolve));
				await clock.advance(10_000);
			}
		}
	});

	it('end an answer that comes drop by drop for ever', async () => {
		const gates = Array.from({length: 100}, () => gate());
		const server = await serve({text: '', chunks: gates.map(() => 'x'), gate: i => gates[i]!.opened});
		const {clock, model} = open(server);
		const pieces: ModelPiece[] = [];
		gates[0]!.open();
		for await (const piece of model.stream(ask({limits}), unaborted)) {
			pieces.push(piece);
			await clock.advance(60_000);
			gates[pieces.length]!.open();
		}
		expect(last(pieces)).toMatchObject({fault: {kind: 'timeout', retryable: false, partial: 'x'.repeat(30)}});
		expect(JSON.stringify(last(pieces))).toContain('not done after 30 minutes');
	});

	it('let a model think: reasoning is a sign of life, and comes as its own pieces', async () => {
		const server = await serve({text: 'Yes.', reasoning: 'Let me see.'});
		const pieces = await collect(open(server).model.stream(ask(), unaborted));
		expect(pieces[0]).toEqual({type: 'reasoning', text: 'Let me see.'});
		expect(last(pieces)).toMatchObject({answer: {text: 'Yes.', reasoning: 'Let me see.'}});
	});

	it('do not take a whole answer away when only its usage fails to come', async () => {
		const server = await serve({
			raw: [chunkEvent({content: 'Whole.'}) + chunkEvent({finish_reason: 'stop'})],
			ending: 'hang',
		});
		const {clock, model} = open(server);
		const pieces: ModelPiece[] = [];
		const begun = gate();
		const read = (async () => {
			for await (const piece of model.stream(ask(), unaborted)) {
				pieces.push(piece);
				begun.open();
			}
		})();
		await begun.opened;
		// The end came with the text, and is read as soon as this lets it.
		await new Promise<void>(resolve => setImmediate(resolve));
		await clock.advance(5000);
		await read;
		expect(last(pieces)).toMatchObject({
			type: 'answered',
			answer: {text: 'Whole.', usage: {estimated: true}},
		});
	});

	it('do not take a whole answer away when the connection breaks after it', async () => {
		const {answer} = await answerTo({
			raw: [chunkEvent({content: 'Whole.'}), chunkEvent({finish_reason: 'stop'})],
			ending: 'reset',
		});
		expect(answer.text).toBe('Whole.');
	});
});

describe('stopping', () => {
	it('lets go of the connection at once and keeps the part that came', async () => {
		const server = await serve({raw: [chunkEvent({content: 'Half'})], ending: 'hang'});
		const stop = new AbortController();
		const pieces: ModelPiece[] = [];
		for await (const piece of open(server).model.stream(ask(), stop.signal)) {
			pieces.push(piece);
			if (piece.type === 'text') stop.abort();
		}
		expect(last(pieces)).toMatchObject({fault: {kind: 'aborted', partial: 'Half', possibly_paid: true}});
		await server.requests[0]!.ended;
	});

	it('does not ask at all when it was stopped before', async () => {
		const server = await serve({text: 'never'});
		const end = last(await collect(open(server).model.stream(ask(), AbortSignal.abort())));
		expect(end).toMatchObject({fault: {kind: 'aborted', possibly_paid: false}});
		expect(server.requests).toHaveLength(0);
	});

	it('happens too when the reader walks away', async () => {
		const server = await serve({raw: [chunkEvent({content: 'Half'})], ending: 'hang'});
		for await (const _ of open(server).model.stream(ask(), unaborted)) break;
		await server.requests[0]!.ended;
		expect(server.requests).toHaveLength(1);
	});
});

describe('what a model refuses', () => {
	function picky(
		refuses: (body: ChatBody) => {message: string; param?: string; code?: string} | null,
	): Script {
		return ({body}) => {
			const error = refuses(body);
			return error
				? {status: 400, json: {error: {type: 'invalid_request_error', ...error}}}
				: {text: 'Done.'};
		};
	}

	it('is sent under its new name, said once and remembered for that model', async () => {
		const server = await serve(
			picky(body =>
				'max_tokens' in body
					? {
							message:
								"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
							param: 'max_tokens',
							code: 'unsupported_parameter',
						}
					: null,
			),
		);
		const {model} = open(server);
		const request = ask({parameters: {max_tokens: 50}});
		const first = last(await collect(model.stream(request, unaborted)));
		const second = last(await collect(model.stream({...request, call: 2}, unaborted)));
		expect(first).toMatchObject({
			answer: {notes: ['`max_tokens` was sent as `max_completion_tokens`: `test-model` refuses the former.']},
		});
		expect(second).toMatchObject({answer: {notes: []}});
		expect(server.requests.map(({body}) => [body.max_tokens, body.max_completion_tokens])).toEqual([
			[50, undefined],
			[undefined, 50],
			[undefined, 50],
		]);
	});

	it('is left out within the same try, one after the other', async () => {
		const server = await serve(
			picky(body => {
				const name = ['stream_options', 'temperature', 'max_tokens', 'max_completion_tokens'].find(
					each => each in body,
				);
				return name ? {message: `Unrecognized request argument supplied: ${name}`} : null;
			}),
		);
		const request = ask({parameters: {temperature: 0.2, max_tokens: 9, top_p: 1}});
		const end = last(await collect(open(server).model.stream(request, unaborted)));
		expect(end).toMatchObject({type: 'answered', answer: {text: 'Done.', usage: {estimated: true}}});
		expect(end.type === 'answered' && end.answer.notes).toHaveLength(4);
		expect(Object.keys(server.requests.at(-1)!.body).sort()).toEqual([
			'messages',
			'model',
			'stream',
			'top_p',
		]);
	});

	it('is told apart by model', async () => {
		const server = await serve(
			picky(body =>
				body.model === 'old' && 'seed' in body
					? {message: 'Unsupported parameter', param: 'seed', code: 'unsupported_parameter'}
					: null,
			),
		);
		const {model} = open(server);
		await collect(model.stream(ask({model: 'old', parameters: {seed: 1}}), unaborted));
		await collect(model.stream(ask({model: 'new', parameters: {seed: 1}}), unaborted));
		expect(server.requests.map(({body}) => [body.model, body.seed])).toEqual([
			['old', 1],
			['old', undefined],
			['new', 1],
		]);
	});

	it('cannot turn the stream off, nor change the model or the messages', async () => {
		const {server} = await answerTo(
			{text: 'ok'},
			ask({parameters: {stream: false, model: 'other', messages: []}}),
		);
		expect(server.requests[0]!.body).toMatchObject({stream: true, model: 'test-model'});
		expect(server.requests[0]!.body.messages).toHaveLength(2);
	});
});

describe('tokens and cost', () => {
	const million = {prompt_tokens: 1_000_000, completion_tokens: 100_000};

	it('are priced by the settings, also of an answer that was cut by its limit', async () => {
		const prices = {'test-*': {input: 2, output: 10}};
		const {answer} = await answerTo({text: 'ok', usage: million}, ask(), {prices});
		expect(answer.cost_usd).toBeCloseTo(3, 10);
		const {fault} = await faultOf({text: 'ok', usage: million, finish_reason: 'length'}, ask(), {prices});
		expect(fault).toMatchObject({cost_usd: 3, possibly_paid: false});
	});

	it('are estimated from the length of the texts where the endpoint does not count, and marked so', async () => {
		const {answer} = await answerTo({text: 'x'.repeat(400), usage: null});
		expect(answer.usage).toEqual({input_tokens: 5, output_tokens: 100, estimated: true});
		expect(answer.cost_usd).toBeNull();
	});

	it('are zero where the count makes no sense, rather than negative or infinite', async () => {
		const usage = {prompt_tokens: -5, completion_tokens: 7};
		const {answer} = await answerTo({text: 'ok', usage});
		expect(answer.usage).toEqual({input_tokens: 0, output_tokens: 7});
	});
});

describe('an endpoint', () => {
	it('may ignore that a stream was asked for: the whole completion at once is an answer too', async () => {
		const json = {
			model: 'test-model',
			choices: [{index: 0, message: {role: 'assistant', content: 'All at once.'}, finish_reason: 'stop'}],
			usage: {prompt_tokens: 3, completion_tokens: 4},
		};
		const {answer} = await answerTo({status: 200, json});
		expect(answer).toMatchObject({text: 'All at once.', usage: {input_tokens: 3, output_tokens: 4}});
	});

	it('may split a character between two writes, and a line as well', async () => {
		const bytes = Buffer.from(chunkEvent({content: 'a🦆b'}) + chunkEvent({finish_reason: 'stop'}) + done);
		const duck = bytes.indexOf(0xf0);
		const {answer} = await answerTo({
			raw: [bytes.subarray(0, duck + 2), bytes.subarray(duck + 2, duck + 9), bytes.subarray(duck + 9)],
		});
		expect(answer.text).toBe('a🦆b');
	});

	it('without a key gets no Authorization header, and OPENAI_API_KEY stays at home', async () => {
		process.env.OPENAI_API_KEY = key;
		process.env.OPENAI_ORG_ID = 'org-test';
		try {
			const {server} = await answerTo({text: 'ok'}, ask(), {apiKey: null});
			expect(server.requests[0]!.headers.authorization).toBeUndefined();
			expect(JSON.stringify(server.requests[0]!.headers)).not.toContain('org-test');
		} finally {
			delete process.env.OPENAI_API_KEY;
			delete process.env.OPENAI_ORG_ID;
		}
	});

	it('of OpenAI is told organisation and project, another is told neither', async () => {
		const account = {organization: 'org-mine', project: 'proj-mine'};
		const told: Headers[] = [];
		const fetch = async (_url: unknown, init?: RequestInit) => {
			told.push(new Headers(init?.headers));
			return Response.json({error: {message: 'enough'}}, {status: 400});
		};
		const {model} = open({url: 'https://api.openai.com/v1'}, {...account, fetch});
		last(await collect(model.stream(ask(), unaborted)));
		expect(told.map(headers => [headers.get('openai-organization'), headers.get('openai-project')])).toEqual([
			['org-mine', 'proj-mine'],
		]);
		const {server} = await answerTo({text: 'ok'}, ask(), account);
		expect(JSON.stringify(server.requests[0]!.headers)).not.toContain('-mine');
	});

	it('of a provider gets that provider’s own key and headers, and the name without its prefix', async () => {
		const other = await serve({text: 'from the other'});
		const {answer, server} = await answerTo({text: 'from the main'}, ask({model: 'other/qwen3:8b'}), {
			providers: [{name: 'other', base_url: other.url, api_key: 'other-key', headers: {'x-title': 'trip'}}],
		});
		expect(answer.text).toBe('from the other');
		expect(server.requests).toHaveLength(0);
		expect(other.requests[0]!.body.model).toBe('qwen3:8b');
		expect(other.requests[0]!.headers).toMatchObject({authorization: 'Bearer other-key', 'x-title': 'trip'});
	});

	it('with a user and password in its URL gets them as basic authorization when there is no key', async () => {
		const server = await serve({text: 'ok'});
		const url = server.url.replace('http://', 'http://ann:p%40ss@');
		last(await collect(open({url}, {apiKey: null}).model.stream(ask(), unaborted)));
		expect(server.requests[0]!.headers.authorization).toBe(
			`Basic ${Buffer.from('ann:p@ss').toString('base64')}`,
		);
	});
});

describe('no model to ask', () => {
	it('is said with the ways to get one when there is no key for OpenAI, and nothing is sent', async () => {
		const model = createOpenAIModel({
			baseUrl: null,
			apiKey: null,
			roles: {},
			clock: manualClock(),
			fetch: () => Promise.reject(new Error('nothing may be sent')),
		});
		const end = last(await collect(model.stream(ask({model: 'gpt-6-luna'}), unaborted)));
		expect(end).toMatchObject({fault: {kind: 'no-model', retryable: false, possibly_paid: false}});
		expect(end.type === 'failed' && end.fault.remedy).toMatch(/orchestrai login.*--base-url.*--cassette/);
	});

	it('is said when a role means nothing at this endpoint', async () => {
		const {fault, server} = await faultOf({text: 'never'}, ask({model: 'large'}));
		expect(fault.kind).toBe('no-model');
		expect(fault.message).toContain('`large` is a role');
		expect(fault.remedy).toContain('--model');
		expect(server.requests).toHaveLength(0);
	});
});

describe('a server that others wrote', () => {
	it('streams an answer with its usage, and its failures are told by their kind', async () => {
		const mock = new LLMock({port: 0, chunkSize: 4});
		mock.onMessage(/hello/, {content: 'Hello there, this comes in pieces.'});
		mock.onMessage(/too fast/, {error: {message: 'Slow down', type: 'rate_limit_error'}, status: 429});
		await mock.start();
		try {
			const {model} = open({url: `${mock.url}/v1`});
			const say = (content: string) => ask({messages: [{role: 'user', content}]});
			const pieces = await collect(model.stream(say('hello'), unaborted));
			expect(pieces.filter(({type}) => type === 'text').length).toBeGreaterThan(3);
			const end = last(pieces);
			expect(end).toMatchObject({
				answer: {text: 'Hello there, this comes in pieces.', finish_reason: 'stop'},
			});
			expect(end.type === 'answered' && end.answer.usage?.output_tokens).toBeGreaterThan(0);
			expect(end.type === 'answered' && end.answer.usage?.estimated).toBeUndefined();
			expect(last(await collect(model.stream(say('too fast'), unaborted)))).toMatchObject({
				fault: {kind: 'rate-limit', retryable: true},
			});
		} finally {
			await mock.stop();
		}
	});
});
