import type {By} from '../events.ts';
import type {Usage} from '../ports.ts';
import type {Money} from './run-state.ts';

export const nothingSpent: Money = {
	usd: 0,
	unknown: false,
	input_tokens: 0,
	output_tokens: 0,
	estimated: false,
	possiblyPaid: 0,
	reused: 0,
	calls: 0,
	recorded: 0,
};

/** Adds one call to a sum. A cost of null makes the sum a lower bound, marked unknown. */
export function addCall(
	money: Money,
	call: {usage: Usage | null; cost_usd: number | null; by?: By; failed?: boolean; possiblyPaid?: boolean},
): Money {
	const charged = !call.failed || call.possiblyPaid || call.usage !== null;
	return {
		...money,
		usd: money.usd + (call.cost_usd ?? 0),
		unknown: money.unknown || (charged && call.cost_usd === null),
		input_tokens: money.input_tokens + (call.usage?.input_tokens ?? 0),
		output_tokens: money.output_tokens + (call.usage?.output_tokens ?? 0),
		estimated: money.estimated || Boolean(call.usage?.estimated),
		possiblyPaid: money.possiblyPaid + (call.possiblyPaid ? 1 : 0),
		calls: money.calls + (call.failed ? 0 : 1),
		recorded: money.recorded + (!call.failed && call.by === 'recorded' ? 1 : 0),
	};
}
