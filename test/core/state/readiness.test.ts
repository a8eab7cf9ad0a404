import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {defineModule} from '../../../source/core/module.ts';
import {recount} from '../../../source/core/state/readiness.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import type {RunState} from '../../../source/core/state/run-state.ts';
import {bench} from '../../helpers/crew.ts';

/** A random DAG, in which some operations write files and some fail. */
const shape = fc
	.array(
		fc.record({
			inputs: fc.array(fc.nat({max: 20}), {maxLength: 3}),
			module: fc.constantFrom('says', 'writes', 'fails'),
		}),
		{minLength: 1, maxLength: 12},
	)
	.map(operations =>
		operations.map(({inputs, module}, index) => ({
			module,
			output_name: `o${index}`,
			inputs: index === 0 ? [] : [...new Set(inputs.map(input => `o${input % index}`))],
		})),
	);

const modules = [
	defineModule({
		name: 'writes',
		describe: 'Writes a file.',
		yields: 'codebase',
		async run({files, operation}) {
			await files.write({[`${operation.output_name}.txt`]: 'x'});
			return 'written';
		},
	}),
	defineModule({
		name: 'fails',
		describe: 'Fails.',
		run() {
			throw new Error('on purpose');
		},
	}),
];

/** What the scheduler goes by. */
function readiness(state: RunState) {
	return {
		ready: [...state.ready].sort(),
		// What will not run any more may count down or not: nobody looks.
		waiting: [...state.operations.values()]
			.filter(({status}) => status === 'pending')
			.map(({operation, waitingFor}) => [operation.output_name, waitingFor]),
	};
}

async function runShape(operations: {module: string; output_name: string; inputs: string[]}[]) {
	const {engine, events} = bench(JSON.stringify({pipeline: operations}), {
		modules,
		settings: {concurrency: 3},
	});
	await engine.run();
	return events;
}

function fold(events: RunEvent[]): RunState {
	return events.reduce<RunState>(reduce, emptyState());
}

describe('readiness', () => {
	test('after every event the counters are what counting anew would give', async () => {
		await fc.assert(
			fc.asyncProperty(shape, async operations => {
				const events = await runShape(operations);
				for (let length = 1; length <= events.length; length++) {
					const counted = fold(events.slice(0, length));
					const anew = fold(events.slice(0, length));
					recount(anew);
					expect(readiness(counted)).toEqual(readiness(anew));
				}
			}),
			{numRuns: 60},
		);
	});

	test('a run cut off after any event, and resumed, leaves nothing pending that could never start', async () => {
		await fc.assert(
			fc.asyncProperty(shape, fc.nat(), async (operations, cut) => {
				const events = await runShape(operations);
				const kept = events.slice(0, 1 + (cut % events.length));
				const resumed = bench('', {earlier: kept, modules: modules.slice(0, 1), settings: {concurrency: 3}});
				// Whatever failed says something now, so that everything can come to its end.
				expect(await resumed.engine.run()).toBe('done');
				const {counts, operations: all} = resumed.store.state();
				expect(counts.done).toBe(all.size);
			}),
			{numRuns: 60},
		);
	});

	test('counts of each status add up to the operations', async () => {
		const events = await runShape([
			{module: 'says', output_name: 'o0', inputs: []},
			{module: 'fails', output_name: 'o1', inputs: ['o0']},
			{module: 'says', output_name: 'o2', inputs: ['o1']},
		]);
		expect(fold(events).counts).toEqual({
			pending: 0,
			running: 0,
			review: 0,
			done: 1,
			failed: 1,
			blocked: 1,
			skipped: 0,
		});
	});
});
