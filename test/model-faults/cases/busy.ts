/** The server is there and cannot do it now. */
import {type FaultCase, firstBackoff_ms} from '../fault-case.ts';
import {refuses} from './refusals.ts';

const backoff = {retried: firstBackoff_ms, paid: 'no', within: 0} as const;
const limit = {kind: 'rate-limit', ...backoff, says: 'takes no more requests for now: Slow down'} as const;
const lower = 'Wait a little, or lower --concurrency';
const slow = {message: 'Slow down', code: 'rate_limit_exceeded', type: 'requests'};

function limited(retryAfter: Record<string, string>) {
	return refuses(429, slow, retryAfter);
}

export const busy: readonly FaultCase[] = [
	{
		happens: 'It answers 429 with a Retry-After of 7 seconds',
		reply: limited({'retry-after': '7'}),
		ends: {...limit, retried: 7000, remedy: lower},
	},
	{
		happens: 'It answers 429 with a Retry-After of 3 minutes',
		reply: limited({'retry-after': '180'}),
		ends: {...limit, retried: 180_000, remedy: lower},
	},
	{
		happens: 'It answers 429 with a Retry-After of a day',
		reply: limited({'retry-after': '86400'}),
		ends: {...limit, retried: 'no', remedy: 'It asks to be left alone until 2026-11-23 12:00 UTC'},
	},
	{
		happens: 'It answers 429 with an HTTP date in 30 seconds as Retry-After',
		reply: limited({'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT'}),
		ends: {...limit, retried: 30_000, remedy: lower},
	},
	{
		happens: 'It answers 429 with a date that is over as Retry-After',
		reply: limited({'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT'}),
		ends: {...limit, remedy: lower},
	},
	{
		happens: 'It answers 429 with nonsense that a parser takes for a year as Retry-After',
		reply: limited({'retry-after': 'maybe in 2031'}),
		ends: {...limit, remedy: lower},
	},
	{
		happens: 'It answers 429 with a negative Retry-After',
		reply: limited({'retry-after': '-20'}),
		ends: {...limit, remedy: lower},
	},
	{
		happens: 'It answers 429 with `retry-after-ms`, which is more exact',
		reply: limited({'retry-after-ms': '1250', 'retry-after': '2'}),
		ends: {...limit, retried: 1250, remedy: lower},
	},
	{
		happens: 'It answers 429 without a Retry-After, and goes on doing so',
		reply: limited({}),
		lasting: true,
		ends: {...limit, remedy: lower},
	},
	{
		happens: 'It answers 500',
		reply: refuses(500, {message: 'The server had an error', type: 'server_error'}),
		ends: {kind: 'server-error', ...backoff, says: 'failed: The server had an error', remedy: 'Try again'},
	},
	{
		happens: 'It answers 500 with an empty body',
		reply: {raw: [], status: 500},
		ends: {kind: 'server-error', ...backoff, says: 'failed: HTTP 500', remedy: 'Try again'},
	},
	{
		happens: 'It answers 503: the model is still being loaded, as llama.cpp says it',
		reply: refuses(503, {code: 503, message: 'Loading model', type: 'unavailable_error'}),
		ends: {kind: 'overloaded', ...backoff, says: 'is overloaded: Loading model', remedy: 'in a while'},
	},
	{
		happens: 'It answers 529: overloaded, as Anthropic says it',
		reply: {status: 529, json: {type: 'error', error: {type: 'overloaded_error', message: 'Overloaded'}}},
		ends: {kind: 'overloaded', ...backoff, says: 'is overloaded', remedy: 'take another model'},
	},
	{
		happens: 'A proxy before it answers 502 with a web page',
		reply: {
			raw: ['<html><body><h1>502 Bad Gateway</h1></body></html>'],
			status: 502,
			headers: {'content-type': 'text/html'},
		},
		ends: {kind: 'server-error', ...backoff, paid: 'maybe', says: 'a web page', remedy: 'Try again'},
	},
	{
		happens: 'A gateway before it answers 504: the model may have gone on',
		reply: {raw: ['<html><title>504</title></html>'], status: 504, headers: {'content-type': 'text/html'}},
		ends: {kind: 'server-error', ...backoff, paid: 'maybe', says: '(HTTP 504)', remedy: 'Try again'},
	},
];
