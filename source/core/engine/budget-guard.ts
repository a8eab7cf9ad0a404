import type {Budget} from '../events.ts';
import {exceededCeiling} from './budget.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';

/**
 * Stands before every call to a model: throws a `Halt` when a ceiling is reached and the person does not
 * raise it. Calls that meet the ceiling together share one question.
 */
export function createBudgetGuard(crew: Crew, signal: AbortSignal): (output_name: string) => Promise<void> {
	const {store, clock, human} = crew;
	const sittingBegan = clock.now();
	let asking: Promise<void> | null = null;

	function reached(output_name: string): string | null {
		const {budget, settings, money, operations} = store.state();
		const elapsed = clock.now() - sittingBegan;
		const operation = operations.get(output_name)!;
		const ofOperation = exceededCeiling(
			operation.operation.budget,
			operation.money,
			clock.now() - (operation.startedAt ?? clock.now()),
		);
		if (ofOperation !== null) return `${output_name}: ${ofOperation}.`;
		const ofRun = exceededCeiling(budget, money, elapsed);
		if (ofRun !== null) return `The run: ${ofRun}.`;
		if (isUnset(budget) && settings.ask_at_usd !== null && money.usd >= settings.ask_at_usd) {
			return `$${money.usd.toFixed(4)} are spent, and no budget is set.`;
		}

		return null;
	}

	async function extend(message: string): Promise<void> {
		const {money} = store.state();
		const decision = await human.extend(
			{message, spent_usd: money.usd, spent_tokens: money.input_tokens + money.output_tokens},
			signal,
		);
		if (decision.kind !== 'go on') {
			throw new Halt('budget', decision.kind === 'nobody' ? decision.message : message);
		}

		await store.commit({
			type: 'budget-raised',
			budget: {
				...(decision.max_usd === undefined ? {} : {max_usd: decision.max_usd}),
				...(decision.max_tokens === undefined ? {} : {max_tokens: decision.max_tokens}),
			},
		});
	}

	return async output_name => {
		if (asking) await asking;
		const message = reached(output_name);
		if (message === null) return;
		asking ??= extend(message).finally(() => {
			asking = null;
		});
		await asking;
	};
}

function isUnset(budget: Budget): boolean {
	return budget.max_usd === undefined && budget.max_tokens === undefined && budget.max_minutes === undefined;
}
