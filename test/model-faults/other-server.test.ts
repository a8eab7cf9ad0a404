/** A server that others wrote, with every way to fail that it knows: the same kinds as by our own. */
import {type Fixture, LLMock} from '@copilotkit/aimock';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {ModelPiece} from '../../source/core/ports.ts';
import {createOpenAIModel} from '../../source/io/models/openai.ts';
import {manualClock} from '../helpers/manual-clock.ts';
import {allCases} from './families.ts';
import {isFault, limits, secret} from './fault-case.ts';

type Mode = {
	/** What it is told to do. */
	name: string;
	/** The case of ours that this must come to the same as. */
	as: string;
	fixture: Partial<Omit<Fixture, 'match'>>;
};

const long = {content: 'A long answer that comes in many small pieces, one after the other.'};
const error = (status: number, message: string, more: {code?: string; type?: string} = {}) => ({
	response: {status, error: {message, ...more}},
});

const modes: readonly Mode[] = [
	{
		name: 'a 429 with its Retry-After',
		as: 'It answers 429 with a Retry-After of 7 seconds',
		fixture: {response: {status: 429, error: {message: 'Slow down'}, retryAfter: 7}},
	},
	{
		name: 'a quota',
		as: 'It answers 429 with `insufficient_quota`, and a Retry-After',
		fixture: error(429, 'You exceeded your current quota', {code: 'insufficient_quota'}),
	},
	{name: 'a 500', as: 'It answers 500', fixture: error(500, 'It failed', {type: 'server_error'})},
	{
		name: 'a 503',
		as: 'It answers 503: the model is still being loaded, as llama.cpp says it',
		fixture: error(503, 'Not now'),
	},
	{
		name: 'a 529',
		as: 'It answers 529: overloaded, as Anthropic says it',
		fixture: error(529, 'Overloaded', {type: 'overloaded_error'}),
	},
	{
		name: 'a 401',
		as: 'It answers 401: the key is wrong, and it repeats the key',
		fixture: error(401, 'Incorrect API key provided', {code: 'invalid_api_key'}),
	},
	{
		name: 'a 404',
		as: 'It answers 404 with `model_not_found`',
		fixture: error(404, 'The model does not exist', {code: 'model_not_found'}),
	},
	{
		name: 'a 400',
		as: 'It answers 400 with `context_length_exceeded`',
		fixture: error(400, 'Too long', {code: 'context_length_exceeded'}),
	},
	{
		name: 'a stream that is truncated',
		as: 'The connection is reset in the middle of the answer',
		fixture: {response: long, chunkSize: 4, truncateAfterChunks: 3},
	},
	{
		name: 'a stream that is disconnected after a time',
		as: 'The connection is reset in the middle of the answer',
		fixture: {response: long, chunkSize: 1, latency: 5, disconnectAfterMs: 20},
	},
	{
		name: 'a request that is dropped',
		as: 'It answers 500',
		fixture: {response: long, chaos: {dropRate: 1}},
	},
	{
		name: 'a malformed reply',
		as: 'JSON comes that is something else',
		fixture: {response: long, chaos: {malformedRate: 1}},
	},
	{
		name: 'a limited rate',
		as: 'It answers 429 without a Retry-After, and goes on doing so',
		fixture: {response: long, chaos: {rateLimitRate: 1}},
	},
	{
		name: 'a disconnection',
		as: 'The connection is reset before the first byte',
		fixture: {response: long, chaos: {disconnectRate: 1}},
	},
	{
		name: 'an empty answer',
		as: 'The answer is empty',
		fixture: {response: {content: ''}},
	},
	{
		name: 'a limit of output',
		as: 'It reaches its limit of output (`length`)',
		fixture: {response: {content: 'Half', finishReason: 'length'}},
	},
	{
		name: 'a call of a tool',
		as: 'The answer is a call of a tool, which nobody offered, and no text',
		fixture: {response: {toolCalls: [{name: 'ls', arguments: '{}'}]}},
	},
];

const mock = new LLMock({port: 0});

beforeAll(async () => {
	for (const {name, fixture} of modes) {
		mock.addFixture({match: {userMessage: name}, response: long, ...fixture});
	}
	mock.addFixture({match: {userMessage: 'a delay'}, response: long, chunkSize: 4, chaos: {latencyMs: 20}});
	await mock.start();
});

afterAll(() => mock.stop());

async function ask(content: string): Promise<ModelPiece[]> {
	const model = createOpenAIModel({
		baseUrl: `${mock.url}/v1`,
		apiKey: secret,
		roles: {},
		clock: manualClock(),
	});
	const request = {output_name: 'plan', module: 'planner', attempt: 1, call: 1, try: 1, model: 'test-model'};
	const messages = [{role: 'user' as const, content}];
	const pieces: ModelPiece[] = [];
	const never = new AbortController().signal;
	for await (const piece of model.stream({...request, messages, parameters: {}, limits}, never))
		pieces.push(piece);
	return pieces;
}

test.each(modes)('It brings $name, and that is told by its kind.', async ({name, as}) => {
	const ours = allCases.find(({happens}) => happens === as)!.ends;
	if (!isFault(ours)) throw new Error(`${as} is no fault`);
	const end = (await ask(name)).at(-1)!;
	if (end.type !== 'failed') throw new Error(`It passed for an answer: ${JSON.stringify(end)}`);
	expect({kind: end.fault.kind, retryable: end.fault.retryable}).toEqual({
		kind: ours.kind,
		retryable: ours.retried !== 'no',
	});
	if (name === 'a 429 with its Retry-After') expect(end.fault.retry_after_ms).toBe(7000);
});

test('It delays an answer, which comes whole, with its usage.', async () => {
	const pieces = await ask('a delay');
	const end = pieces.at(-1)!;
	expect(end).toMatchObject({answer: {text: long.content, finish_reason: 'stop'}});
	expect(end.type === 'answered' && end.answer.usage?.output_tokens).toBeGreaterThan(0);
	expect(end.type === 'answered' && end.answer.usage?.estimated).toBeUndefined();
});
