import type {Budget} from '../events.ts';
import type {Money} from '../state/run-state.ts';

/**
 * Says which ceiling is reached, or null. A cost that is unknown cannot be held under `max_usd`, so without
 * `max_tokens` beside it that counts as reached, rather than as free.
 */
export function exceededCeiling(budget: Budget, money: Money, elapsed_ms: number): string | null {
	const tokens = money.input_tokens + money.output_tokens;
	if (budget.max_tokens !== undefined && tokens >= budget.max_tokens) {
		return `${tokens} tokens are used, and the budget is ${budget.max_tokens}`;
	}

	if (budget.max_usd !== undefined) {
		if (money.usd >= budget.max_usd) {
			return `$${money.usd.toFixed(4)} are spent, and the budget is $${budget.max_usd}`;
		}

		if (money.unknown && budget.max_tokens === undefined) {
			return `the price of a model that answered is unknown, so max_usd ($${budget.max_usd}) cannot be held: set max_tokens as well`;
		}
	}

	if (budget.max_minutes !== undefined && elapsed_ms >= budget.max_minutes * 60_000) {
		return `${Math.round(elapsed_ms / 60_000)} minutes have passed, and the budget is ${budget.max_minutes}`;
	}

	return null;
}
