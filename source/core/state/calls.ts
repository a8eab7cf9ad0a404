/** What the fold keeps of calls to models, and what they cost. */
import {addCall} from './money.ts';
import {change} from './readiness.ts';
import type {Call, OperationState, RunState} from './run-state.ts';

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

/** When the call of an operation that failed is tried again, ms since the epoch; null where none waits for that. */
export function nextTryAt({status, calls}: OperationState): number | null {
	if (status !== 'running') return null;
	const times = calls.flatMap(({response, failures, tries}) => {
		const failure = response === null && failures.length >= tries ? failures.at(-1) : undefined;
		return failure?.retry_at ?? [];
	});
	return times.length === 0 ? null : Math.min(...times);
}

/** A call that was asked and has neither an answer nor a failure in the log. */
export type OpenCall = {output_name: string; module: string; call: Call};

/** The open calls of the run: when nobody works on it, the ones that may have been paid for in vain. */
export function openCalls({operations}: RunState): OpenCall[] {
	return [...operations.values()].flatMap(({operation: {output_name, module}, calls}) =>
		calls.filter(isOpen).map(call => ({output_name, module, call})),
	);
}

/** How a call failed that was asked when the run broke off. */
export const unanswered = {
	fault: 'unanswered',
	message: 'The run broke off before its answer came.',
	possibly_paid: true,
} as const;

/** In logs that do not say it themselves: calls that are open when the run is taken up again may have been paid for. */
export function countUnanswered(state: RunState, output_name: string): void {
	const {calls} = state.operations.get(output_name)!;
	const open = new Set(calls.filter(isOpen));
	if (open.size === 0) return;
	const failure = {...unanswered, retry_at: null, partial: ''};
	change(state, output_name, {
		calls: calls.map(call =>
			open.has(call) ? {...call, failures: [...call.failures, {...failure, model: call.model}]} : call,
		),
	});
	for (const _ of open) {
		spend(state, output_name, {usage: null, cost_usd: null, failed: true, possiblyPaid: true});
	}
}

function isOpen({response, failures, tries, by}: Call): boolean {
	return response === null && failures.length < tries && by !== 'recorded';
}
