/** A debugger's turns: each iteration with the repair that led to it. */
import type {Call, Iteration, OperationState} from '../../core/state/run-state.ts';

export type Turn = {
	iteration: Iteration;
	/** The one before it in the same attempt. */
	before: Iteration | null;
	/** What was asked between the two. */
	calls: readonly Call[];
	/** USD; null if a price is unknown. */
	cost_usd: number | null;
	duration_ms: number;
	failed: boolean;
	/** One line: what came of it. */
	outcome: string;
};

export function turnsOf({iterations, calls}: OperationState): Turn[] {
	return iterations.map((iteration, index) => {
		const last = iterations[index - 1];
		const before = last?.attempt === iteration.attempt ? last : null;
		const asked = calls
			.slice(before?.callsBefore ?? 0, iteration.callsBefore)
			.filter(({attempt}) => attempt === iteration.attempt);
		return {
			iteration,
			before,
			calls: asked,
			...costOf(asked),
			...timeOf(iteration, asked),
			...outcomeOf(iteration),
		};
	});
}

/** The repair that is asked for now, after the last run. */
export function repairAsked({iterations, calls}: OperationState): Call | null {
	const last = iterations.at(-1);
	const call = calls.at(-1);
	const open = call && last && calls.length > last.callsBefore && call.attempt === last.attempt;
	return open && call.response === null ? call : null;
}

function costOf(calls: readonly Call[]): {cost_usd: number | null} {
	let sum = 0;
	for (const {cost_usd, response, reused} of calls) {
		if (reused || response === null) continue;
		if (cost_usd === null) return {cost_usd: null};
		sum += cost_usd;
	}

	return {cost_usd: sum};
}

function timeOf({install, runs}: Iteration, calls: readonly Call[]): {duration_ms: number} {
	const all = [...calls, ...(install ? [install] : []), ...runs];
	return {duration_ms: all.reduce((sum, {duration_ms}) => sum + (duration_ms ?? 0), 0)};
}

function outcomeOf({install, runs}: Iteration): {failed: boolean; outcome: string} {
	const bad = runs.find(({fingerprint}) => fingerprint !== null);
	if (bad) return {failed: true, outcome: bad.summary};
	const last = runs.at(-1);
	if (last) return {failed: false, outcome: last.summary};
	if (install?.ok === false) return {failed: true, outcome: 'the installation failed'};
	return {failed: false, outcome: 'installed; it runs now'};
}
