import type {Budget} from '../events.ts';
import {exceededCeiling} from './budget.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';

/**
 * Stands before every call to a model: throws a `Halt` when a ceiling is reached and the person does not
 * raise it. Calls that meet the ceiling together share one question. Calls in flight are not foreseen: a run
 * may go over its ceiling by what its parallel calls cost.
 */
export function createBudgetGuard(crew: Crew, signal: AbortSignal): (output_name: string) => Promise<void> {
	const {store, clock, human} = crew;
	const sittingBegan = clock.now();
	/** Ceilings that a person is asked about now, by operation; '' is the run's. */
	const asking = new Map<string, Promise<void>>();

	function reached(output_name: string): Reached | null {
		const {budget, settings, money, operations} = store.state();
		const operation = operations.get(output_name)!;
		const now = clock.now();
		const ofOperation = exceededCeiling(
			operation.budget,
			operation.money,
			now - (operation.startedAt ?? now),
		);
		if (ofOperation !== null) return {output_name, message: `${output_name}: ${ofOperation}.`};
		const ofRun = exceededCeiling(budget, money, now - sittingBegan);
		if (ofRun !== null) return {output_name: null, message: `The run: ${ofRun}.`};
		if (isUnset(budget) && settings.ask_at_usd !== null && money.usd >= settings.ask_at_usd) {
			const message = `$${money.usd.toFixed(4)} are spent, and no budget is set.`;
			return {output_name: null, message};
		}

		return null;
	}

	async function extend({output_name, message}: Reached): Promise<void> {
		const {money} = store.state();
		const spent_tokens = money.input_tokens + money.output_tokens;
		const decision = await human.extend({output_name, message, spent_usd: money.usd, spent_tokens}, signal);
		if (decision.kind !== 'go on') {
			throw new Halt('budget', decision.kind === 'nobody' ? decision.message : message);
		}

		const {kind: _, ...budget} = decision;
		await store.commit({type: 'budget-raised', output_name, budget});
	}

	return async output_name => {
		for (let ceiling = reached(output_name); ceiling !== null; ceiling = reached(output_name)) {
			const key = ceiling.output_name ?? '';
			const question = asking.get(key) ?? extend(ceiling).finally(() => asking.delete(key));
			asking.set(key, question);
			await question;
		}
	};
}

/** `output_name` null: the run's ceiling. */
type Reached = {output_name: string | null; message: string};

function isUnset(budget: Budget): boolean {
	return budget.max_usd === undefined && budget.max_tokens === undefined && budget.max_minutes === undefined;
}
