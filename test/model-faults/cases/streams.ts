/** The stream begins as it should, and something is wrong with what it brings. */
import {chunkEvent, done, event} from '../../helpers/model-server.ts';
import {type FaultCase, firstBackoff_ms} from '../fault-case.ts';

const half = chunkEvent({content: 'Half an answer'});
const stop = chunkEvent({finish_reason: 'stop'});
const keeps = 'Half an answer';
const again = {retried: firstBackoff_ms, paid: 'maybe', within: 0} as const;
const never = {retried: 'no', paid: 'maybe', within: 0} as const;
const cut = {
	kind: 'cut',
	...again,
	says: 'broke off',
	remedy: 'part of an answer is never passed on',
} as const;
const usage = {prompt_tokens: 10, completion_tokens: 5};

export const streams: readonly FaultCase[] = [
	{
		happens: 'It ends without a `finish_reason`',
		reply: {text: '', chunks: ['Half an ', 'answer'], finish_reason: null},
		ends: {...cut, keeps},
	},
	{
		happens: 'It says that it is done, and gave no `finish_reason`',
		reply: {raw: [half, done]},
		ends: {...cut, says: 'without a finish_reason', keeps},
	},
	{happens: 'It only says that it is done', reply: {raw: [done]}, ends: cut},
	{
		happens: 'Its chunks have no choices, to the end',
		reply: {raw: [event({model: 'test-model', choices: []}), event({choices: []}), done]},
		ends: cut,
	},
	{
		happens: 'It reaches its limit of output (`length`)',
		reply: {text: keeps, finish_reason: 'length', usage},
		ends: {
			kind: 'length',
			...never,
			paid: 'counted',
			says: 'stopped at its limit of output',
			remedy: 'Raise max_tokens',
			keeps,
		},
	},
	{
		happens: 'A filter takes the answer away (`content_filter`)',
		reply: {text: keeps, finish_reason: 'content_filter', usage: null},
		ends: {
			kind: 'content-filter',
			...never,
			says: 'withheld by a content filter',
			remedy: 'Change what is asked',
			keeps,
		},
	},
	{
		happens: 'A refusal comes in place of an answer',
		reply: {
			raw: [event({choices: [{index: 0, delta: {refusal: 'I cannot help with that.'}}]}), stop, done],
		},
		ends: {
			kind: 'content-filter',
			...never,
			says: 'I cannot help with that.',
			remedy: 'Change what is asked',
		},
	},
	{
		happens: 'The answer is empty',
		reply: {text: '', usage},
		ends: {
			kind: 'empty',
			...again,
			paid: 'counted',
			says: '`test-model` answered with nothing',
			remedy: 'Try again',
		},
	},
	{
		happens: 'The answer is nothing but blanks',
		reply: {text: ' \n ', usage: null},
		ends: {kind: 'empty', ...again, says: 'answered with nothing', remedy: 'Try again', keeps: ' \n '},
	},
	{
		happens: 'The answer is a call of a tool, which nobody offered, and no text',
		reply: {
			raw: [
				event({
					choices: [
						{
							index: 0,
							delta: {
								tool_calls: [{index: 0, id: 'c', type: 'function', function: {name: 'ls', arguments: '{}'}}],
							},
						},
					],
				}),
				chunkEvent({finish_reason: 'tool_calls'}),
				done,
			],
		},
		ends: {kind: 'other', ...never, says: 'finish_reason `tool_calls`', remedy: 'take another model'},
	},
	{
		happens: 'An error comes before any text',
		reply: {raw: [event({error: {message: 'The engine is overloaded', type: 'overloaded_error'}})]},
		ends: {kind: 'overloaded', ...again, paid: 'no', says: 'The engine is overloaded', remedy: 'in a while'},
	},
	{
		happens: 'An error comes after half of the text',
		reply: {raw: [half, event({error: {message: 'The engine is overloaded', type: 'overloaded_error'}})]},
		ends: {kind: 'overloaded', ...again, says: 'The engine is overloaded', remedy: 'in a while', keeps},
	},
	{
		happens: 'An error comes that names a status of its own, as OpenRouter sends it',
		reply: {
			raw: [
				half,
				event({
					error: {code: 502, message: 'Provider disconnected'},
					choices: [{delta: {content: ''}, finish_reason: 'error'}],
				}),
			],
		},
		ends: {kind: 'server-error', ...again, says: 'Provider disconnected', remedy: 'Try again', keeps},
	},
	{
		happens: 'A named error event comes',
		reply: {raw: [half, 'event: error\ndata: {"message":"Something broke"}\n\n']},
		ends: {kind: 'malformed', ...again, says: 'Something broke', remedy: 'Check that the base URL', keeps},
	},
	{
		happens: 'It ends with the finish_reason `error`',
		reply: {raw: [half, chunkEvent({finish_reason: 'error'}), done]},
		ends: {kind: 'server-error', ...again, says: 'finish_reason `error`', remedy: 'Try again', keeps},
	},
	{
		happens: 'A line of it is no JSON',
		reply: {raw: [half, 'data: {"choices": [{"del\n\n', stop, done]},
		ends: {
			kind: 'malformed',
			...again,
			says: 'sent what is no answer',
			remedy: 'Check that the base URL',
			keeps,
		},
	},
	{
		happens: 'The person stops the run, and the rest of the answer comes all the same',
		reply: stage => ({
			text: '',
			chunks: ['Half an answer', ', and the rest.'],
			gate: i => (i === 1 ? stage.released : undefined),
		}),
		async passes(stage) {
			await stage.hears(keeps);
			stage.stop.abort();
			stage.release();
		},
		stopped: true,
		ends: {kind: 'aborted', ...never, says: 'was stopped before the answer was whole', remedy: '', keeps},
	},
];
