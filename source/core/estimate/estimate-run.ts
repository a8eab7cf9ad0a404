import {topologicalOrder} from '../graph/graph.ts';
import type {Usage} from '../ports.ts';
import type {PastCall, PastOperation, PastRun} from './past-run.ts';

/** What a call of this size costs, USD; null: the price is not known. */
export type Pricing = (model: string, usage: Usage) => number | null;

/** Null stands for what earlier runs do not tell. */
export type Figures = {
	input_tokens: number | null;
	output_tokens: number | null;
	cost_usd: number | null;
	/** Of the model's calls: neither programs nor the person's time. */
	duration_ms: number | null;
};

/** `runs`: how many earlier runs it rests on. */
export type Estimate = Figures & {runs: number};

/** `partial`: at least one operation is missing from the figure, which is a lower bound then. */
type Sum = {value: number; partial: boolean};

export type RunEstimate = {
	/** By output_name: what is going to ask a model. */
	operations: ReadonlyMap<string, Estimate>;
	/** Null where nothing at all is known. */
	total: {
		input_tokens: Sum | null;
		output_tokens: Sum | null;
		cost_usd: Sum | null;
		/** Along the longest path of the graph, since what is ready runs in parallel. */
		duration_ms: Sum | null;
	};
	/** How many earlier runs told anything that the run itself did not. */
	runs: number;
	/** The run itself told something. */
	own: boolean;
};

export type Ahead = {
	output_name: string;
	module: string;
	inputs: readonly string[];
	/** What will be asked, resolved; null: no model, or it is done already. */
	model: string | null;
};

/**
 * The median of what each operation took in earlier runs of this pipeline, priced as the models that will answer
 * now. `own`: what this very run took before, which comes first, for it is about the same task. A change of the
 * module makes an operation another one. A median is no promise: a debugger may need more turns.
 */
export function estimateRun(
	operations: readonly Ahead[],
	history: readonly PastRun[],
	pricing: Pricing,
	own: PastRun = new Map(),
): RunEstimate {
	const asking = operations.filter(({model}) => model !== null);
	const isOwn = (operation: Ahead) => tellsOf(own, operation) !== null;
	const estimates = new Map(
		asking.map(operation => [
			operation.output_name,
			estimateOperation(operation, isOwn(operation) ? [own] : history, pricing),
		]),
	);
	const others = asking.filter(operation => !isOwn(operation));
	const sumOf = (figure: 'input_tokens' | 'output_tokens' | 'cost_usd'): Sum | null => {
		const values = [...estimates.values()].map(estimate => estimate[figure]);
		const known = values.filter(value => value !== null);
		if (known.length === 0) return null;
		return {value: known.reduce((sum, value) => sum + value, 0), partial: known.length < values.length};
	};
	const times = [...estimates.values()].map(({duration_ms}) => duration_ms);
	const timed = times.filter(time => time !== null).length;
	return {
		operations: estimates,
		total: {
			input_tokens: sumOf('input_tokens'),
			output_tokens: sumOf('output_tokens'),
			cost_usd: sumOf('cost_usd'),
			duration_ms:
				timed === 0 ? null : {value: longestPath(operations, estimates), partial: timed < times.length},
		},
		runs: history.filter(run => others.some(operation => tellsOf(run, operation) !== null)).length,
		own: others.length < asking.length,
	};
}

function estimateOperation(operation: Ahead, history: readonly PastRun[], pricing: Pricing): Estimate {
	const model = operation.model!;
	const past = history.flatMap(run => tellsOf(run, operation) ?? []);
	const sums = past.map(({calls}) => ({
		input_tokens: sum(calls, ({usage}) => usage?.input_tokens ?? null),
		output_tokens: sum(calls, ({usage}) => usage?.output_tokens ?? null),
		cost_usd: sum(calls, call => priceOf(call, calls, model, pricing)),
		duration_ms: sum(calls, ({duration_ms}) => duration_ms),
	}));
	const middle = (figure: keyof Figures) =>
		median(sums.map(each => each[figure]).filter(value => value !== null));
	return {
		runs: past.length,
		input_tokens: middle('input_tokens'),
		output_tokens: middle('output_tokens'),
		cost_usd: middle('cost_usd') ?? (isFree(model, pricing) ? 0 : null),
		duration_ms: middle('duration_ms'),
	};
}

/** What costs nothing needs no earlier run to tell so. */
function isFree(model: string, pricing: Pricing): boolean {
	return pricing(model, {input_tokens: 1000, output_tokens: 1000}) === 0;
}

function tellsOf(run: PastRun, {output_name, module}: Ahead): PastOperation | null {
	const past = run.get(output_name);
	return past === undefined || past.module !== module || past.calls.length === 0 ? null : past;
}

/** An operation that began with the model it has now, and climbed to dearer ones, is going to climb again. */
function priceOf(call: PastCall, calls: readonly PastCall[], model: string, pricing: Pricing): number | null {
	if (call.usage === null) return null;
	const climbed = calls[0]?.model === model ? call.model : null;
	return pricing(climbed ?? model, call.usage);
}

/** Null if any part is unknown. */
function sum(calls: readonly PastCall[], figure: (call: PastCall) => number | null): number | null {
	return calls.reduce<number | null>((total, call) => {
		const value = figure(call);
		return total === null || value === null ? null : total + value;
	}, 0);
}

/** Of an even number of values, the mean of the middle two. */
function median(values: readonly number[]): number | null {
	if (values.length === 0) return null;
	const sorted = [...values].sort((a, b) => a - b);
	const half = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Operations of unknown length count as none. */
function longestPath(operations: readonly Ahead[], estimates: ReadonlyMap<string, Estimate>): number {
	const ends = new Map<string, number>();
	for (const {output_name, inputs} of topologicalOrder(operations)) {
		const begins = inputs.reduce((latest, input) => Math.max(latest, ends.get(input) ?? 0), 0);
		ends.set(output_name, begins + (estimates.get(output_name)?.duration_ms ?? 0));
	}
	return [...ends.values()].reduce((latest, end) => Math.max(latest, end), 0);
}
