import {brotliCompressSync, deflateSync, gzipSync, zstdCompressSync} from 'node:zlib';
import {MockAgent} from 'undici';
import {afterEach, describe, expect, it} from 'vitest';
import type {ModelPiece, ModelRequest} from '../../../source/core/ports.ts';
import {remedyBeside, remedyWithin} from '../../../source/core/taking-up.ts';
import {createOpenAIModel, type OpenAIModelOptions} from '../../../source/io/models/openai.ts';
import {manualClock} from '../../helpers/manual-clock.ts';
import {
	type ChatBody,
	chunkEvent,
	done,
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
		expect(pieces.map(piece => (piece.type === 'text' ? piece.text : '')).join('')).toBe('Hello, world.');
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

	it('is passed on piece by piece as it comes', async () => {
		const chunks = ['Hel', 'lo, ', 'world.'];
		const gates = chunks.map(() => gate());
		const server = await serve({text: '', chunks, gate: i => gates[i - 1]?.opened});
		const heard: string[] = [];
		for await (const piece of open(server).model.stream(ask(), unaborted)) {
			if (piece.type !== 'text') continue;
			heard.push(piece.text);
			gates[heard.length - 1]!.open();
		}
		expect(heard).toEqual(chunks);
	});

	it('leaves its connection to the next, though the end of the reply comes after what says that it is done', async () => {
		const over = gate();
		async function* late(): AsyncGenerator<string> {
			yield chunkEvent({content: 'Whole.', finish_reason: 'stop'}) + done;
			await over.opened;
		}
		const server = await serve(({n}) => (n === 1 ? {raw: late()} : {text: 'The next.'}));
		const {model} = open(server);
		expect(last(await collect(model.stream(ask(), unaborted)))).toMatchObject({answer: {text: 'Whole.'}});
		over.open();
		await server.requests[0]!.ended;
		// Its end lies in the socket, and is read within a few turns.
		for (let turn = 0; turn < 8; turn++) await new Promise(resolve => setImmediate(resolve));
		expect(last(await collect(model.stream(ask(), unaborted)))).toMatchObject({answer: {text: 'The next.'}});
		expect(server.requests[1]!.port).toBe(server.requests[0]!.port);
	});

	it.each([
		['gzip', gzipSync],
		['deflate', deflateSync],
		['br', brotliCompressSync],
		['zstd', zstdCompressSync],
	] as const)('is unpacked where it comes packed, as %s', async (encoding, pack) => {
		const packed = pack(chunkEvent({content: 'Whole. ☃', finish_reason: 'stop'}) + done);
		const raw = [packed.subarray(0, 20), packed.subarray(20)];
		const {answer} = await answerTo({raw, headers: {'content-encoding': encoding}});
		expect(answer.text).toBe('Whole. ☃');
	});

	it('may be thought about first: reasoning comes as its own pieces', async () => {
		const server = await serve({text: 'Yes.', reasoning: 'Let me see.'});
		const pieces = await collect(open(server).model.stream(ask(), unaborted));
		expect(pieces[0]).toEqual({type: 'reasoning', text: 'Let me see.'});
		expect(last(pieces)).toMatchObject({answer: {text: 'Yes.', reasoning: 'Let me see.'}});
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

describe('a key', () => {
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

it('knows what its endpoints offer, as pipelines name it, without those that do not answer', async () => {
	const server = await startModelServer(() => ({text: 'never asked'}), {models: [{id: 'one'}]});
	servers.push(server);
	const providers = [
		{name: 'own', base_url: server.url, api_key: null},
		{name: 'away', base_url: 'http://127.0.0.1:9/v1', api_key: null},
	];
	expect(await open(server, {providers}).model.offered()).toEqual(['one', 'own/one']);
});

describe('a model that the endpoint lacks', () => {
	const reply: Reply = {status: 404, json: {error: {message: 'No such model', code: 'model_not_found'}}};

	async function remedyFor(ids: string[] | Reply) {
		const models = Array.isArray(ids) ? ids.map(id => ({id})) : ids;
		const server = await startModelServer(() => reply, {models});
		servers.push(server);
		const end = last(await collect(open(server).model.stream(ask({model: 'gpt-6-lunar'}), unaborted)));
		expect(end).toMatchObject({fault: {kind: 'unknown-model', retryable: false}});
		return end.type === 'failed' && end.fault.remedy?.replace(server.url, 'URL');
	}

	it('is answered with the nearest names of its list', async () => {
		expect(await remedyFor(['whisper', 'dall-e', 'gpt-6-luna', 'gpt-6-sonar', 'tts'])).toBe(
			'Choose another with --model, for example `gpt-6-luna` or `gpt-6-sonar`; `orchestrai models --base-url URL` lists what there is.',
		);
	});

	it('is told with what in orchestrai.yml says it, which a run that goes on does not read again', async () => {
		const server = await startModelServer(() => reply, {models: [{id: 'gpt-6-luna'}]});
		servers.push(server);
		const {model} = open(server, {
			roles: {small: 'gpt-6-lunar', medium: 'small', large: 'gpt-6-luna'},
			places: {
				'roles.small': 'orchestrai.yml:2',
				'roles.medium': 'orchestrai.yml:3',
				'roles.large': 'orchestrai.yml:4',
			},
		});
		const end = last(await collect(model.stream(ask({model: 'gpt-6-lunar'}), unaborted)));
		const remedy = end.type === 'failed' ? end.fault.remedy! : '';
		expect(remedy).toMatch(
			/^`small` \(orchestrai\.yml:2\) is `gpt-6-lunar`: write another, for example `gpt-6-luna`, then `orchestrai resume`, which reads it again\./,
		);
		expect(remedyBeside(remedy)).toContain('`gpt-6-luna`. Resuming reads it again. Or choose');
		expect(remedyWithin(remedy)).toContain(
			'`gpt-6-luna`, leave, and `orchestrai resume`: a retry does not read it again.',
		);
	});

	it('is answered with all there are where that is few', async () => {
		expect(await remedyFor(['qwen3', 'llama3'])).toContain('`qwen3` or `llama3`');
	});

	it('is not among what is named instead, though the list has it', async () => {
		expect(await remedyFor(['gpt-6-lunar', 'gpt-6-luna', 'whisper', 'dall-e'])).toContain(
			'for example `gpt-6-luna`;',
		);
		expect(await remedyFor(['gpt-6-lunar'])).toContain('with --model;');
	});

	it('is answered all the same where no list comes', async () => {
		expect(await remedyFor({status: 500, json: {}})).toBe(
			'Choose another with --model; `orchestrai models --base-url URL` lists what there is.',
		);
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

	it('may have parameters in its URL, which are sent with each request', async () => {
		const server = await serve({text: 'ok'});
		last(await collect(open({url: `${server.url}/?api-version=2`}).model.stream(ask(), unaborted)));
		expect(server.requests[0]).toMatchObject({path: '/v1/chat/completions', search: '?api-version=2'});
	});

	it('of OpenAI is told organisation and project, another is told neither', async () => {
		const account = {organization: 'org-mine', project: 'proj-mine'};
		const dispatcher = new MockAgent();
		dispatcher.disableNetConnect();
		const told: unknown[] = [];
		dispatcher
			.get('https://api.openai.com')
			.intercept({path: '/v1/chat/completions', method: 'POST'})
			.reply(400, ({headers}) => {
				told.push(headers);
				return {error: {message: 'enough'}};
			});
		const {model} = open({url: 'https://api.openai.com/v1'}, {...account, dispatcher});
		last(await collect(model.stream(ask(), unaborted)));
		expect(told).toMatchObject([{'openai-organization': 'org-mine', 'openai-project': 'proj-mine'}]);
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
			dispatcher: new MockAgent(),
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
