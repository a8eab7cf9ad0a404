/** The server says no: to the key, the account, the model or the request. */
import {expect} from 'vitest';
import type {Reply} from '../../helpers/model-server.ts';
import {type FaultCase, secret} from '../fault-case.ts';

export function refuses(status: number, error: unknown, headers?: Record<string, string>): Reply {
	return {status, json: {error}, headers};
}

const request = 'invalid_request_error';
const no = {retried: 'no', paid: 'no', within: 0} as const;

export const refusals: readonly FaultCase[] = [
	{
		happens: 'It answers 401: the key is wrong, and it repeats the key',
		reply: refuses(401, {message: `Incorrect API key provided: ${secret}`, code: 'invalid_api_key'}),
		ends: {kind: 'bad-key', ...no, says: 'does not accept the key', remedy: 'Give the key of this endpoint'},
	},
	{
		happens: 'It answers 403, with the headers of the request in the body',
		reply: refuses(403, {message: 'Forbidden', headers: {authorization: `Bearer ${secret}`}}),
		ends: {kind: 'bad-key', ...no, says: 'Forbidden (HTTP 403)', remedy: 'Give the key of this endpoint'},
	},
	{
		happens: 'It answers 400 for a key that is not valid, as Gemini does',
		reply: refuses(400, {
			code: 400,
			message: 'API key not valid. Please pass a valid API key.',
			status: 'INVALID_ARGUMENT',
		}),
		ends: {kind: 'bad-key', ...no, says: 'API key not valid', remedy: 'Give the key of this endpoint'},
	},
	{
		happens: 'It answers 400 with nothing but the header that it was sent',
		reply: {status: 400, json: {headers: {authorization: `Bearer ${secret}`}}},
		ends: {kind: 'bad-request', ...no, says: '[key]', remedy: 'Correct the model_config'},
	},
	{
		happens: 'It answers 418, and repeats the key in the body and in a header',
		reply: refuses(418, {message: `You sent ${secret}`}, {'x-your-key': secret}),
		ends: {kind: 'bad-request', ...no, says: 'You sent [key]', remedy: 'Correct the model_config'},
	},
	{
		happens: 'It answers 429 with `insufficient_quota`, and a Retry-After',
		reply: refuses(
			429,
			{
				message: 'You exceeded your current quota, please check your plan and billing details.',
				code: 'insufficient_quota',
				type: 'insufficient_quota',
			},
			{'retry-after': '1'},
		),
		ends: {kind: 'quota', ...no, says: 'has nothing left to spend', remedy: 'Add credit there'},
	},
	{
		happens: 'It answers 402: a payment is due, as OpenRouter says it',
		reply: refuses(402, {code: 402, message: 'This request requires more credits'}),
		ends: {kind: 'quota', ...no, says: 'requires more credits', remedy: 'Add credit there'},
	},
	{
		happens: 'It answers 404 with `model_not_found`',
		reply: refuses(404, {
			message: 'The model `test-model` does not exist or you do not have access to it.',
			code: 'model_not_found',
			type: request,
		}),
		ends: {
			kind: 'unknown-model',
			...no,
			says: 'has no model `test-model` for this key',
			remedy: 'Choose another with --model',
		},
	},
	{
		happens: 'It answers 404: the model was not pulled, as Ollama says it',
		reply: refuses(404, {message: 'model "test-model" not found, try pulling it first', type: 'api_error'}),
		ends: {
			kind: 'unknown-model',
			...no,
			says: 'try pulling it first',
			remedy: 'Choose another with --model',
		},
	},
	{
		happens: 'It answers 404 in plain text: nothing there takes chat completions',
		reply: {raw: ['404 page not found'], status: 404, headers: {'content-type': 'text/plain'}},
		ends: {
			kind: 'unreachable',
			...no,
			says: 'nothing there takes chat completions (HTTP 404)',
			remedy: 'Check that it runs, and --base-url',
		},
	},
	{
		happens: 'Its base URL ends at the host: 404',
		reply: {text: 'never'},
		address: ({server}) => server.url.replace('/v1', ''),
		ends: {kind: 'unreachable', ...no, says: '(HTTP 404)', remedy: 'Most base URLs end in /v1'},
	},
	{
		happens: 'It answers 400 with `context_length_exceeded`',
		reply: refuses(400, {
			message: "This model's maximum context length is 8192 tokens.",
			code: 'context_length_exceeded',
			type: request,
		}),
		ends: {
			kind: 'context-length',
			...no,
			says: 'The prompt is too long for `test-model`',
			remedy: 'Shorten the inputs',
		},
	},
	{
		happens: 'It answers 413, with a web page of the proxy that found the request too large',
		reply: {
			raw: ['<html><h1>413 Request Entity Too Large</h1></html>'],
			status: 413,
			headers: {'content-type': 'text/html'},
		},
		ends: {kind: 'context-length', ...no, says: '(HTTP 413)', remedy: 'Shorten the inputs'},
	},
	{
		happens: 'It answers 429: one request is more than a minute allows, as OpenAI says it',
		reply: refuses(
			429,
			{
				message: 'Request too large for test-model on tokens per min (TPM): Limit 30000, Requested 45210.',
				code: 'rate_limit_exceeded',
				type: 'tokens',
			},
			{'retry-after': '1'},
		),
		ends: {kind: 'context-length', ...no, says: 'Limit 30000, Requested 45210', remedy: 'Shorten the inputs'},
	},
	{
		happens: 'It answers 400: a parameter has a wrong value',
		parameters: {temperature: 99},
		reply: refuses(400, {
			message: "Invalid 'temperature': decimal above maximum value.",
			param: 'temperature',
			code: 'decimal_above_max_value',
			type: request,
		}),
		ends: {kind: 'bad-request', ...no, says: 'refuses the request', remedy: 'Correct the model_config'},
	},
	{
		happens: 'It answers 400: the content policy refuses the prompt',
		reply: refuses(400, {
			message: 'The response was filtered due to the prompt triggering our content management policy.',
			code: 'content_filter',
		}),
		ends: {
			kind: 'content-filter',
			...no,
			paid: 'maybe',
			says: 'withheld by a content filter',
			remedy: 'Change what is asked',
		},
	},
	...[301, 307].map(
		(status): FaultCase => ({
			happens: `It answers ${status}: a redirect to another host`,
			headers: {'x-api-key': 'a-key-in-a-header'},
			reply: ({server}) => ({
				raw: [],
				status,
				headers: {location: `${server.url.replace('127.0.0.1', 'localhost')}/elsewhere`},
			}),
			afterwards({server}) {
				expect(server.strays, 'where it was sent on to').toEqual([]);
			},
			ends: {
				kind: 'unreachable',
				...no,
				says: `(HTTP ${status}), which is not followed`,
				remedy: 'If that is the place to ask, name it',
			},
		}),
	),
];
