/** What looks like a fault, and is an answer. */
import {chunkEvent, done, event} from '../../helpers/model-server.ts';
import {type FaultCase, longAnswer_MB, secret} from '../fault-case.ts';
import {pause, withoutItsEnd} from '../passing-time.ts';

const stop = chunkEvent({finish_reason: 'stop'});
const minute = 60_000;

function refusing(name: string): FaultCase['reply'] {
	return async (stage, n) => {
		const {body} = await stage.server.request(n);
		if (!(name in body)) return {text: 'Done without.'};
		return {
			status: 400,
			json: {
				error: {
					message: `Unsupported parameter: '${name}' is not supported with this model.`,
					param: name,
					code: 'unsupported_parameter',
					type: 'invalid_request_error',
				},
			},
		};
	};
}

export const noFaults: readonly FaultCase[] = [
	{
		happens: 'It refuses `max_tokens`: the same limit is sent under its new name, once',
		parameters: {max_tokens: 50},
		reply: refusing('max_tokens'),
		ends: {
			text: 'Done without.',
			within: 0,
			notes: ['`max_tokens` was sent as `max_completion_tokens`: `test-model` refuses the former.'],
		},
	},
	{
		happens: 'It refuses `temperature`: the request is sent without it, once',
		parameters: {temperature: 0.2},
		reply: refusing('temperature'),
		ends: {text: 'Done without.', within: 0, notes: ['`temperature` was left out: `test-model` refuses it.']},
	},
	{
		happens: 'It is silent for three minutes, and then answers',
		reply: async ({released}) => {
			await released;
			return {text: 'Worth waiting for.'};
		},
		passes: pause(3 * minute),
		ends: {text: 'Worth waiting for.', within: 3 * minute, shows: 'Asked; no word yet for 3m 00s.'},
	},
	{
		happens: 'It pauses for 100 seconds in the middle of the answer',
		reply: ({released}) => ({
			text: '',
			chunks: ['First this. ', 'Then that.'],
			gate: i => (i === 1 ? released : undefined),
		}),
		passes: pause(100_000, 'First this. '),
		ends: {text: 'First this. Then that.', within: 100_000, shows: 'Nothing more for 1m 40s.'},
	},
	{
		happens: 'It does not count its tokens',
		reply: {text: 'An answer.', usage: null},
		ends: {text: 'An answer.', within: 0, estimated: true},
	},
	{
		happens: 'The stream is cut into bytes, in the middle of characters',
		reply: {raw: bytesOf(chunkEvent({content: 'a🦆b ☃'}) + stop + done)},
		ends: {text: 'a🦆b ☃', within: 0},
	},
	{
		happens: 'Its lines end in CRLF',
		reply: {raw: [(chunkEvent({content: 'Two\r\nlines.'}) + stop + done).replaceAll('\n', '\r\n')]},
		ends: {text: 'Two\r\nlines.', within: 0},
	},
	{
		happens: 'A character of two halves is cut between two events',
		reply: {raw: [chunkEvent({content: 'a\ud83e'}), chunkEvent({content: '\udd86b'}), stop, done]},
		ends: {text: 'a🦆b', within: 0},
	},
	{
		happens: 'Half a character comes alone (a lone surrogate)',
		reply: {raw: [chunkEvent({content: 'a\ud83e'}), chunkEvent({content: ' b\udd86'}), stop, done]},
		ends: {text: 'a\ufffd b\ufffd', within: 0},
	},
	{
		happens: 'The answer repeats the key, cut between two events',
		reply: {
			raw: [
				chunkEvent({content: `Your key is ${secret.slice(0, 9)}`}),
				chunkEvent({content: `${secret.slice(9)}, keep it.`, model: `model of ${secret}`}),
				stop,
				done,
			],
		},
		ends: {text: 'Your key is [redacted], keep it.', within: 0},
	},
	{
		happens: 'Several choices come at once: the first one counts',
		reply: {
			raw: [
				event({
					choices: [
						{index: 1, delta: {content: 'The second.'}, finish_reason: 'length'},
						{index: 0, delta: {content: 'The first.'}},
					],
				}),
				stop,
				done,
			],
		},
		ends: {text: 'The first.', within: 0},
	},
	{
		happens: 'Another model answers than was asked',
		reply: {text: 'From another.', model: 'other-model-2026'},
		ends: {text: 'From another.', within: 0, model: 'other-model-2026'},
	},
	{
		happens: 'The answer is whole, and the connection is reset after it',
		reply: {raw: [chunkEvent({content: 'Whole.'}), stop], ending: 'reset'},
		ends: {text: 'Whole.', within: 0},
	},
	{
		happens: 'The answer is whole, and the reply never ends',
		reply: {raw: [chunkEvent({content: 'Whole.'}) + stop], ending: 'hang'},
		passes: withoutItsEnd(5000, 'Whole.'),
		ends: {text: 'Whole.', within: 5000},
	},
	{
		happens: 'The whole answer is one line of 1 MB',
		reply: {raw: [chunkEvent({content: 'y'.repeat(1_000_000)}), stop, done]},
		ends: {text: 'y'.repeat(1_000_000), within: 0},
	},
	{
		happens: 'The answer is very long (2 MB; 50 MB in `npm run test:model-faults`)',
		reply: () => ({raw: long()}),
		ends: {text: 'z'.repeat(longAnswer_MB * 1_000_000), within: 0},
	},
];

function bytesOf(text: string): Uint8Array[] {
	return [...Buffer.from(text)].map(byte => Uint8Array.of(byte));
}

function* long(): Generator<string> {
	const piece = chunkEvent({content: 'z'.repeat(50_000)});
	for (let sent = 0; sent < longAnswer_MB * 1_000_000; sent += 50_000) yield piece;
	yield stop;
	yield done;
}
