import {describe, expect, test} from 'vitest';
import type {Question} from '../../source/core/ports.ts';
import {createDesk, type RequestKind, type RequestOf} from '../../source/ui/desk.ts';
import {reviewOf} from './a-run.ts';

const question: Question = {
	output_name: 'request',
	module: 'start_module',
	attempt: 1,
	number: 1,
	question: 'What should be made?',
	show: [],
	optional: false,
};
const never = new AbortController().signal;

describe('the desk', () => {
	test('keeps what waits in the order in which it came, each under its own id', () => {
		const desk = createDesk();
		void desk.ask(question, never);
		void desk.review(reviewOf('plan', 'A plan'), never);
		void desk.extend({output_name: null, message: 'Enough?', spent_usd: 1, spent_tokens: 10}, never);
		expect(desk.pending().map(request => request.kind)).toEqual(['question', 'review', 'budget']);
		expect(new Set(desk.pending().map(request => request.id)).size).toBe(3);
	});

	test('gives the answer to the one who asked, and takes the request away', async () => {
		const desk = createDesk();
		const reply = desk.ask(question, never);
		expect(desk.settle(first(desk, 'question'), {kind: 'said', text: 'A game'})).toBe(true);
		expect(await reply).toEqual({kind: 'said', text: 'A game'});
		expect(desk.pending()).toEqual([]);
	});

	test('refuses a second answer to the same request', () => {
		const desk = createDesk();
		void desk.ask(question, never);
		const request = first(desk, 'question');
		desk.settle(request, {kind: 'said', text: 'one'});
		expect(desk.settle(request, {kind: 'said', text: 'two'})).toBe(false);
	});

	test('withdraws a request when its signal aborts, without an answer of the person', async () => {
		const desk = createDesk();
		const abort = new AbortController();
		const decided = desk.review(reviewOf('plan', 'A plan'), abort.signal);
		const mended = desk.mend(
			{
				output_name: 'code',
				module: 'engineer',
				attempt: 1,
				kind: 'module',
				message: 'no',
				remedy: null,
				yields: 'text',
				problem: null,
				written: null,
				current: null,
			},
			abort.signal,
		);
		abort.abort();
		expect(desk.pending()).toEqual([]);
		expect((await decided).kind).toBe('nobody');
		expect((await mended).kind).toBe('leave');
	});

	test('never shows a request whose signal was aborted before', async () => {
		const desk = createDesk();
		const reply = await desk.ask(question, AbortSignal.abort());
		expect(reply.kind).toBe('nobody');
		expect(desk.pending()).toEqual([]);
	});

	test('approves the other open reviews when one is approved with the rest, and leaves questions alone', async () => {
		const desk = createDesk();
		const one = desk.review(reviewOf('plan', 'A plan'), never);
		void desk.ask(question, never);
		const two = desk.review(reviewOf('code', 'Code'), never);
		desk.settle(first(desk, 'review'), {kind: 'approve', rest: true});
		expect(await one).toEqual({kind: 'approve', rest: true});
		expect(await two).toEqual({kind: 'approve', rest: true});
		expect(desk.pending().map(request => request.kind)).toEqual(['question']);
	});

	test('tells its listeners of every change until they stop', () => {
		const desk = createDesk();
		let changes = 0;
		const stop = desk.subscribe(() => changes++);
		void desk.ask(question, never);
		desk.settle(first(desk, 'question'), {kind: 'declined'});
		stop();
		void desk.ask(question, never);
		expect(changes).toBe(2);
	});
});

function first<K extends RequestKind>(desk: ReturnType<typeof createDesk>, kind: K): RequestOf<K> {
	return desk.pending().find(request => request.kind === kind) as RequestOf<K>;
}
