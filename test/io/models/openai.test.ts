import {afterEach, describe, expect, it} from 'vitest';
import type {ModelPiece, ModelRequest} from '../../../source/core/ports.ts';
import {createOpenAIModel, type OpenAIModelOptions} from '../../../source/io/models/openai.ts';
import {manualClock} from '../../helpers/manual-clock.ts';
import {
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

describe('a fault', () => {
	const cases: [title: string, reply: Reply, expected: Record<string, unknown>][] = [
		[
			'a refused key',
			{status: 401, json: {error: {message: `Incorrect API key provided: ${key}`, code: 'invalid_api_key'}}},
			{kind: 'bad-key', retryable: false, possibly_paid: false},
		],
	];
	it.each(cases)('%s', async (_title, reply, expected) => {
		const {fault} = await faultOf(reply);
		expect(fault).toMatchObject(expected);
	});
});

void [gate, event, done, chunkEvent];
