import {expect, test} from 'vitest';
import {ownPast} from '../../../source/core/estimate/own-past.ts';
import {remakable} from '../../../source/core/state/staleness.ts';
import {type Bench, bench} from '../../helpers/crew.ts';

/** a → b → d → e, a → c. */
const pipeline = `
pipeline:
  - {module: one, inputs: [], output_name: a}
  - {module: two, inputs: [a], output_name: b}
  - {module: three, inputs: [a], output_name: c}
  - {module: four, inputs: [b], output_name: d}
  - {module: five, inputs: [d], output_name: e}
`;

async function finished(): Promise<Bench> {
	const run = bench(pipeline);
	await run.engine.run();
	return run;
}

const names = ({store}: Bench) => [...remakable(store.state())];

function begin({store}: Bench, output_name: string): void {
	const {module} = store.state().operations.get(output_name)!.operation;
	store.emit({type: 'operation-rerun', output_name, module, why: 'asked', model: null});
}

test('Nothing of a finished run may be made anew; of one where an output is being made anew, all that depends on it.', async () => {
	const run = await finished();
	expect(names(run)).toEqual([]);
	begin(run, 'b');
	expect(names(run)).toEqual(['d', 'e']);
});

test('What an edit left stale may be made anew, and what depends on it.', async () => {
	const run = await finished();
	await run.engine.edit('d', 'D by hand', {rerun: false});
	expect(names(run)).toEqual(['e']);
});

test('A pinned output stays, and so does what only follows from it.', async () => {
	const run = await finished();
	await run.engine.pin('d', true);
	begin(run, 'a');
	expect(names(run)).toEqual(['b', 'c']);
});

test('An output that waits for a review, or failed, leaves what depends on it open.', async () => {
	const run = await finished();
	begin(run, 'b');
	const state = run.store.state();
	for (const status of ['running', 'review', 'failed'] as const) {
		const operations = new Map(state.operations);
		operations.set('b', {...state.operations.get('b')!, status});
		expect([...remakable({...state, operations})]).toEqual(['d', 'e']);
	}
});

test('A run tells by itself what the last attempt of each finished operation took.', async () => {
	const run = await finished();
	begin(run, 'e');
	run.engine.proceed();
	await run.engine.finished();
	const {operations} = run.store.state();
	const past = ownPast(run.store.state());
	expect([...past.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
	const last = operations.get('e')!.calls.at(-1)!;
	expect(last.attempt).toBe(2);
	expect(past.get('e')).toEqual({
		module: 'five',
		calls: [{model: last.model, usage: last.usage, duration_ms: last.duration_ms}],
	});
});
