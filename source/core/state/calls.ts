/** What the fold keeps of calls to models, and what they cost. */
import {addCall} from './money.ts';
import {change} from './readiness.ts';
import type {Call, RunState} from './run-state.ts';

type OfCall = {output_name: string; attempt: number; call: number | null};

export function findCall(state: RunState, {output_name, attempt, call}: OfCall): Call | undefined {
	return state.operations
		.get(output_name)!
		.calls.findLast(candidate => candidate.attempt === attempt && candidate.call === call);
}

export function changeCall(state: RunState, event: OfCall, changes: Partial<Call>): void {
	const target = findCall(state, event);
	const {calls} = state.operations.get(event.output_name)!;
	change(state, event.output_name, {
		calls: calls.map(call => (call === target ? {...call, ...changes} : call)),
	});
}

export function spend(state: RunState, output_name: string, call: Parameters<typeof addCall>[1]): void {
	state.money = addCall(state.money, call);
	const {money} = state.operations.get(output_name)!;
	change(state, output_name, {money: addCall(money, call)});
}

/** Calls that were asked, and neither answered nor failed when the run ended, may have been paid for. */
export function countUnanswered(state: RunState, output_name: string): void {
	const {calls} = state.operations.get(output_name)!;
	const open = new Set(calls.filter(isOpen));
	if (open.size === 0) return;
	const failure = {
		fault: 'unanswered',
		message: 'The run ended before an answer came; it may have been paid for.',
		retry_at: null,
		possibly_paid: true,
		partial: '',
	};
	change(state, output_name, {
		calls: calls.map(call => (open.has(call) ? {...call, failures: [...call.failures, failure]} : call)),
	});
	for (const _ of open) {
		spend(state, output_name, {usage: null, cost_usd: null, failed: true, possiblyPaid: true});
	}
}

function isOpen({response, failures, tries, by}: Call): boolean {
	return response === null && failures.length < tries && by !== 'recorded';
}
