import {expect, test} from 'vitest';
import {type Ahead, estimateRun, type Pricing} from '../../../source/core/estimate/estimate-run.ts';
import type {PastCall, PastRun} from '../../../source/core/estimate/past-run.ts';

const operations: Ahead[] = [
	{output_name: 'request', module: 'start_module', inputs: [], model: null},
	{output_name: 'plan', module: 'code_planner', inputs: ['request'], model: 'mid'},
	{output_name: 'notes', module: 'storyteller', inputs: ['request'], model: 'mid'},
	{output_name: 'code', module: 'engineer', inputs: ['plan', 'notes'], model: 'unpriced'},
];

/** By token of input, USD. */
const rates: Record<string, number> = {mid: 1, big: 10};
const perToken: Pricing = (model, {input_tokens}) => (model in rates ? rates[model]! * input_tokens : null);

function call(input_tokens: number, duration_ms = 1000, model: string | null = 'mid'): PastCall {
	return {model, usage: {input_tokens, output_tokens: 2 * input_tokens}, duration_ms};
}

function run(...told: [string, string, ...PastCall[]][]): PastRun {
	return new Map(told.map(([name, module, ...calls]) => [name, {module, calls}]));
}

test('Each operation is expected to take the median of what it took before, all its calls together.', () => {
	const {operations: told, runs} = estimateRun(
		operations,
		[
			run(['plan', 'code_planner', call(10, 1000)]),
			run(['plan', 'code_planner', call(20, 2000), call(20, 1000)]),
			run(['plan', 'code_planner', call(1000, 9000)]),
		],
		perToken,
	);
	expect(runs).toBe(3);
	expect(told.get('plan')).toEqual({
		runs: 3,
		input_tokens: 40,
		output_tokens: 80,
		cost_usd: 40,
		duration_ms: 3000,
	});
	expect(told.has('request')).toBe(false);
});

test('What no earlier run tells is unknown, not nothing, and the sum says that a part is missing.', () => {
	const {operations: told, total} = estimateRun(
		operations,
		[run(['plan', 'code_planner', call(10)], ['code', 'engineer', call(5)])],
		perToken,
	);
	expect(told.get('notes')).toEqual({
		runs: 0,
		input_tokens: null,
		output_tokens: null,
		cost_usd: null,
		duration_ms: null,
	});
	expect(told.get('code')).toMatchObject({input_tokens: 5, cost_usd: null});
	expect(total.input_tokens).toEqual({value: 15, partial: true});
	expect(total.cost_usd).toEqual({value: 10, partial: true});
});

test('What costs nothing is known to, without any history.', () => {
	const {operations: told, total} = estimateRun(operations, [], model => (model === 'mid' ? 0 : null));
	expect(told.get('plan')).toMatchObject({runs: 0, input_tokens: null, cost_usd: 0});
	expect(told.get('code')!.cost_usd).toBeNull();
	expect(total.cost_usd).toEqual({value: 0, partial: true});
});

test('Without any history every sum is unknown.', () => {
	const {total, runs} = estimateRun(operations, [], perToken);
	expect(runs).toBe(0);
	expect(total).toEqual({input_tokens: null, output_tokens: null, cost_usd: null, duration_ms: null});
});

test('Time runs along the longest path: what goes in parallel is not added up.', () => {
	const history = [
		run(
			['plan', 'code_planner', call(1, 4000)],
			['notes', 'storyteller', call(1, 1000)],
			['code', 'engineer', call(1, 2000)],
		),
	];
	expect(estimateRun(operations, history, perToken).total.duration_ms).toEqual({value: 6000, partial: false});
});

test('What the run itself took comes before what earlier runs tell.', () => {
	const earlier = [run(['plan', 'code_planner', call(10)], ['notes', 'storyteller', call(10)])];
	const own = run(['plan', 'code_planner', call(70)]);
	const told = estimateRun(operations, earlier, perToken, own);
	expect(told.operations.get('plan')!.input_tokens).toBe(70);
	expect(told.operations.get('notes')!.input_tokens).toBe(10);
	expect(told).toMatchObject({runs: 1, own: true});
	const alone = estimateRun(operations.slice(0, 2), earlier, perToken, own);
	expect(alone).toMatchObject({runs: 0, own: true});
	expect(estimateRun(operations, earlier, perToken).own).toBe(false);
});

test('Another module under the same name tells nothing, nor does an operation that made no call.', () => {
	const history = [run(['plan', 'scrutinizer', call(10)]), run(['plan', 'code_planner'])];
	expect(estimateRun(operations, history, perToken).runs).toBe(0);
});

test('A call is priced for the model that will answer now; one that climbed from it is expected to climb again.', () => {
	const changed = [run(['plan', 'code_planner', call(10, 1, 'big')])];
	expect(estimateRun(operations, changed, perToken).operations.get('plan')!.cost_usd).toBe(10);
	const climbed = [run(['plan', 'code_planner', call(10), call(10, 1, 'big')])];
	expect(estimateRun(operations, climbed, perToken).operations.get('plan')!.cost_usd).toBe(110);
});

test('One call that nobody counted makes the tokens of its operation unknown, its time not.', () => {
	const history = [run(['plan', 'code_planner', call(10), {model: 'mid', usage: null, duration_ms: 500}])];
	expect(estimateRun(operations, history, perToken).operations.get('plan')).toMatchObject({
		input_tokens: null,
		cost_usd: null,
		duration_ms: 1500,
	});
});
