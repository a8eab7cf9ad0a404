/** The part of the reducer that folds the calls to models: asked, answered, failed. */
import type {EventOf} from '../events.ts';
import {resolveMessages} from '../texts.ts';
import {changeCall, findCall, spend} from './calls.ts';
import {change} from './readiness.ts';
import type {Call, RunState} from './run-state.ts';

type Calling = 'model-asked' | 'model-answered' | 'model-failed';

export const calling: {[T in Calling]: (state: RunState, event: EventOf<T>) => void} = {
	'model-asked'(state, event) {
		const operation = state.operations.get(event.output_name)!;
		const known = findCall(state, event);
		// The last one is asked anew although it was answered, if what it is told is different now.
		const again = known && (known.response === null || known === operation.calls.at(-1)) ? known : null;
		const earlier = again?.failures ?? [];
		const asked: Call = {
			attempt: event.attempt,
			call: event.call,
			model: event.model ?? '',
			parameters: event.parameters,
			messages: resolveMessages(state.texts, event.messages),
			prompt: event.prompt ?? '',
			askedAt: state.at,
			tries: earlier.length + 1,
			action: null,
			response: null,
			usage: null,
			cost_usd: null,
			duration_ms: null,
			finish_reason: null,
			by: event.by,
			reasoning: null,
			notes: [],
			failures: earlier,
			reused: false,
		};
		change(state, event.output_name, {
			calls: again
				? operation.calls.map(call => (call === again ? asked : call))
				: [...operation.calls, asked],
		});
	},

	'model-answered'(state, event) {
		changeCall(state, event, {
			action: state.revision,
			model: event.model ?? '',
			response: event.response,
			usage: event.usage,
			cost_usd: event.cost_usd,
			duration_ms: event.duration_ms,
			finish_reason: event.finish_reason,
			by: event.by,
			reasoning: event.reasoning ?? null,
			notes: event.notes ?? [],
		});
		spend(state, event.output_name, {usage: event.usage, cost_usd: event.cost_usd, by: event.by});
	},

	'model-failed'(state, event) {
		const call = findCall(state, event);
		changeCall(state, event, {
			duration_ms: event.duration_ms,
			failures: [
				...(call?.failures ?? []),
				{
					model: event.model ?? '',
					fault: event.fault,
					message: event.message,
					retry_at: event.retry_in_ms === null ? null : state.at + event.retry_in_ms,
					possibly_paid: event.possibly_paid,
					partial: event.response ?? '',
				},
			],
		});
		spend(state, event.output_name, {
			usage: event.usage,
			cost_usd: event.cost_usd,
			failed: true,
			possiblyPaid: event.possibly_paid,
		});
	},
};

/** An answer that was paid for already: of an attempt that starts again, or of the run that this one was forked from. */
export function reuseCall(state: RunState, event: EventOf<'answer-reused'> & {call: number}): void {
	const {output_name, attempt, call} = event;
	const operation = state.operations.get(output_name)!;
	const known = findCall(state, event);
	if (known?.reused) return;
	const finish_reason = known?.finish_reason ?? 'stop';
	const reused = {response: event.response, by: event.by, reused: true, finish_reason};
	state.money = {...state.money, reused: state.money.reused + 1};
	change(state, output_name, {money: {...operation.money, reused: operation.money.reused + 1}});
	if (known) {
		changeCall(state, event, reused);
		return;
	}

	const prompt = event.prompt ?? '';
	const taken: Call = {
		attempt,
		call,
		model: event.model ?? '',
		parameters: event.parameters ?? {},
		messages: resolveMessages(state.texts, event.messages ?? []),
		prompt,
		askedAt: state.at,
		tries: 0,
		action: state.revision,
		usage: null,
		cost_usd: null,
		duration_ms: null,
		reasoning: null,
		notes: [],
		failures: [],
		...reused,
	};
	change(state, output_name, {calls: [...operation.calls, taken]});
}
