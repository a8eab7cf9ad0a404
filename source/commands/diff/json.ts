/** The comparison of two runs for other programs. */
import type {ComparedOperation, ComparedRuns} from '../../core/compare/compare-runs.ts';
import type {Side} from '../../core/compare/side.ts';
import type {Money} from '../../core/state/run-state.ts';
import type {PastState} from '../past-state.ts';
import {lengthOf, wholeLengthOf} from './lengths.ts';
import type {Pair} from './operation.ts';

/** Every operation with its figures; of those `shown` the texts too. */
export function toJson(
	{one, two}: Pair,
	{operations, first}: ComparedRuns,
	shown: readonly ComparedOperation[],
): unknown {
	return {
		one: describeRun(one),
		two: describeRun(two),
		equal: first === null,
		first: first?.output_name ?? null,
		operations: operations.map(operation => ({
			output_name: operation.output_name,
			differs: operation.differs,
			changed_inputs: operation.changedInputs,
			one: describeSide(operation.one, shown.includes(operation)),
			two: describeSide(operation.two, shown.includes(operation)),
		})),
	};
}

function describeRun({id, log, state}: PastState) {
	const {status, pipeline, money} = state;
	return {
		id,
		log,
		pipeline_name: pipeline.name,
		status,
		...figures(money),
		duration_ms: wholeLengthOf(state),
	};
}

function describeSide(side: Side | null, withTexts: boolean) {
	if (side === null) return null;
	const {state, module, inputs, models, parameters, version, files, system, prompt, output} = side;
	return {
		module,
		inputs,
		status: state.status,
		failure: state.status === 'failed' ? (state.failure?.message ?? null) : null,
		version: version?.version ?? null,
		by: version?.by ?? null,
		models,
		parameters,
		...figures(state.money),
		duration_ms: lengthOf(state),
		files,
		...(withTexts ? {system_prompt: system, prompt, output} : {}),
	};
}

function figures({input_tokens, output_tokens, usd, unknown}: Money) {
	return {input_tokens, output_tokens, cost_usd: unknown ? null : usd};
}
