/** Under status 200 something else comes than the stream that was asked for. */
import {gzipSync} from 'node:zlib';
import {type FaultCase, firstBackoff_ms} from '../fault-case.ts';

const page = ['<!doctype html><html><body>Log in</body></html>'];
const malformed = {kind: 'malformed', retried: firstBackoff_ms, paid: 'no', within: 0} as const;
const check = 'Check that the base URL is that of an OpenAI-compatible endpoint';

export const instead: readonly FaultCase[] = [
	{
		happens: 'A web page comes, e.g. to log in to the network',
		reply: {raw: page, headers: {'content-type': 'text/html'}},
		ends: {...malformed, says: 'a web page', remedy: check},
	},
	{
		happens: 'A web page comes that calls itself a stream of events',
		reply: {raw: page},
		ends: {...malformed, says: 'a web page', remedy: check},
	},
	{
		happens: 'The whole completion comes at once, as JSON',
		reply: {
			status: 200,
			json: {
				model: 'test-model',
				choices: [{index: 0, message: {role: 'assistant', content: 'All at once.'}, finish_reason: 'stop'}],
				usage: {prompt_tokens: 3, completion_tokens: 4},
			},
		},
		ends: {text: 'All at once.', within: 0},
	},
	{
		happens: 'A JSON error comes that names a rate limit',
		reply: {status: 200, json: {error: {message: 'Rate limit reached', code: 'rate_limit_exceeded'}}},
		ends: {
			kind: 'rate-limit',
			retried: firstBackoff_ms,
			paid: 'no',
			within: 0,
			says: 'Rate limit reached',
			remedy: 'Wait a little',
		},
	},
	{
		happens: 'A JSON error comes that is a mere sentence, as LM Studio sends for a wrong path',
		reply: {status: 200, json: {error: 'Unexpected endpoint or method.'}},
		ends: {...malformed, paid: 'maybe', says: 'Unexpected endpoint or method', remedy: check},
	},
	{
		happens: 'JSON comes that is something else',
		reply: {status: 200, json: {hello: 'world'}},
		ends: {...malformed, says: 'hello', remedy: check},
	},
	{
		happens: 'Nothing comes at all: 204',
		reply: {wire: ['HTTP/1.1 204 No Content\r\n\r\n']},
		ends: {
			kind: 'cut',
			retried: firstBackoff_ms,
			paid: 'maybe',
			within: 0,
			says: 'broke off',
			remedy: 'part of an answer is never passed on',
		},
	},
	{
		happens: 'An empty body comes under status 200',
		reply: {raw: []},
		ends: {
			kind: 'cut',
			retried: firstBackoff_ms,
			paid: 'maybe',
			within: 0,
			says: 'broke off',
			remedy: 'part of an answer is never passed on',
		},
	},
	{
		happens: 'What calls itself compressed is not',
		reply: {raw: ['this is no gzip'], headers: {'content-encoding': 'gzip'}},
		ends: {...malformed, paid: 'maybe', says: 'sent what is no answer', remedy: check},
	},
	{
		happens: 'What comes is no HTTP',
		reply: {wire: ['SSH-2.0-OpenSSH_9.2\r\n']},
		ends: {...malformed, paid: 'maybe', says: 'does not speak HTTP as it should', remedy: check},
	},
	{
		happens: 'A line comes that has no end, packed so that it costs the server little',
		reply: () => ({raw: flood(), headers: {'content-encoding': 'gzip'}}),
		ends: {
			kind: 'other',
			retried: 'no',
			paid: 'maybe',
			within: 0,
			says: '16 MB came without the end of an event',
			remedy: 'take another model',
		},
	},
];

/** What unpacks to a thousand times its size. */
function* flood(): Generator<Uint8Array> {
	yield gzipSync('data: ');
	const more = gzipSync('x'.repeat(1_000_000));
	for (;;) yield more;
}
