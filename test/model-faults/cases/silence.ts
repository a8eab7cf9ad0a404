/** Nothing comes, or nothing that is an answer: limits end what would run for ever. */
import {chunkEvent} from '../../helpers/model-server.ts';
import {type FaultCase, limits} from '../fault-case.ts';
import {dripping, silence} from '../passing-time.ts';

const {first_token_timeout_ms, idle_timeout_ms, timeout_ms} = limits;
const keeps = 'Half an answer';
const half = chunkEvent({content: keeps});
const stall = {
	kind: 'stall',
	retried: 'once, where nobody is there',
	paid: 'maybe',
	says: 'went silent: nothing came for 10 minutes',
	remedy: 'It may have been paid for. Retry, or raise the limits',
	within: first_token_timeout_ms,
} as const;
const midway = {
	...stall,
	says: 'went silent: nothing more came for 2 minutes',
	within: idle_timeout_ms,
	keeps,
} as const;

export const silences: readonly FaultCase[] = [
	{
		happens: 'It takes the request and never says a word',
		reply: {hang: true},
		passes: silence(first_token_timeout_ms),
		ends: stall,
	},
	{
		happens: 'It sends headers, and nothing after them',
		reply: {raw: [], ending: 'hang'},
		passes: silence(first_token_timeout_ms),
		ends: stall,
	},
	{
		happens: 'It answers 500, and never ends what it says of it',
		reply: {raw: ['{"error": {"mess'], status: 500, ending: 'hang'},
		passes: silence(first_token_timeout_ms),
		ends: stall,
	},
	{
		happens: 'It goes silent in the middle of the answer',
		reply: {raw: [half], ending: 'hang'},
		passes: silence(idle_timeout_ms, keeps),
		ends: midway,
	},
	{
		happens: 'It goes silent while it thinks',
		reply: {raw: [chunkEvent({reasoning_content: 'Let me see'}), half], ending: 'hang'},
		passes: silence(idle_timeout_ms, keeps),
		ends: midway,
	},
	{
		happens: 'A byte comes every half minute, and never an event (slow-loris)',
		reply: ({sent}) => ({raw: sent()}),
		passes: dripping(
			n => 'data: {"choices": [{"index": 0, "delta"'[n - 1] ?? ' ',
			30_000,
			first_token_timeout_ms,
		),
		ends: stall,
	},
	{
		happens: 'Comments that keep the connection alive come without end, and nothing else',
		reply: ({sent}) => ({raw: sent()}),
		passes: dripping(() => ': keep-alive\n\n', 20_000, first_token_timeout_ms),
		ends: stall,
	},
	{
		happens: 'Empty chunks come without end, and nothing else',
		reply: ({sent}) => ({raw: sent()}),
		passes: dripping(() => chunkEvent({content: ''}), 20_000, first_token_timeout_ms),
		ends: stall,
	},
	{
		happens: 'The answer comes drop by drop, for ever',
		reply: ({sent}) => ({raw: sent()}),
		passes: dripping(() => chunkEvent({content: 'x'}), 60_000, timeout_ms, 'x'),
		ends: {
			kind: 'timeout',
			retried: 'once, where nobody is there',
			paid: 'maybe',
			within: timeout_ms,
			says: 'took too long: it was not done after 30 minutes',
			remedy: 'raise `timeout` in model_config',
			keeps: 'x'.repeat(30),
		},
	},
];
