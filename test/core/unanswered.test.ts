import {expect, test} from 'vitest';
import type {EventDraft, RunEvent} from '../../source/core/events.ts';
import {openCalls} from '../../source/core/state/calls.ts';
import {giveUpUnanswered} from '../../source/core/unanswered.ts';
import {bench} from '../helpers/crew.ts';

const pipeline =
	'pipeline:\n  - {module: one, inputs: [], output_name: one}\n  - {module: two, inputs: [], output_name: two}\n';

/** The log of a run that was killed while both were asked, after `one` had failed once. */
async function killed(): Promise<RunEvent[]> {
	let tries = 0;
	const run = bench(pipeline, {
		answer: ({output_name}) =>
			output_name === 'one' && ++tries === 1
				? {fault: {kind: 'overloaded', possibly_paid: false}}
				: new Promise(() => undefined),
	});
	void run.engine.run();
	while (run.requests.length < 3) await new Promise(setImmediate);
	return run.events;
}

const resumed = (log: RunEvent[]): EventDraft => ({
	type: 'run-resumed',
	settings: (log[0] as Extract<RunEvent, {type: 'run-started'}>).settings,
});

function taken(log: RunEvent[], {said}: {said: boolean}) {
	const run = bench(pipeline);
	for (const event of log.slice(1)) run.store.emit(event as EventDraft);
	if (said)
		for (const event of giveUpUnanswered(run.store.state(), ({output_name}) => `so far of ${output_name}`))
			run.store.emit(event);
	run.store.emit(resumed(log));
	return run;
}

test('A call without an answer is written down as one that may have been paid, with what had come of it.', async () => {
	const run = taken(await killed(), {said: true});
	const state = run.store.state();
	expect(state.money).toMatchObject({possiblyPaid: 2, unknown: true, calls: 0});
	expect(openCalls(state)).toEqual([]);
	const [call] = state.operations.get('one')!.calls;
	expect(call!.failures.map(({fault, partial}) => [fault, partial])).toEqual([
		['overloaded', ''],
		['unanswered', 'so far of one'],
	]);
	expect(run.events.filter(({type}) => type === 'model-failed').at(-1)).toMatchObject({
		output_name: 'two',
		call: 1,
		try: 1,
		fault: 'unanswered',
		possibly_paid: true,
		response: 'so far of two',
	});
});

test('It is counted once, whether the log says it or not, and again when the next sitting is killed too.', async () => {
	const log = await killed();
	const [said, unsaid] = [taken(log, {said: true}), taken(log, {said: false})];
	for (const run of [said, unsaid]) {
		expect(run.store.state().money.possiblyPaid).toBe(2);
		run.store.emit(resumed(log));
		expect(run.store.state().money.possiblyPaid).toBe(2);
	}

	const asked = log.findLast(({type}) => type === 'model-asked') as EventDraft;
	const started = log.findLast(
		event => event.type === 'module-started' && event.output_name === 'two',
	) as EventDraft;
	for (const run of [said, unsaid]) {
		run.store.emit(started);
		run.store.emit({...asked, output_name: 'two'} as EventDraft);
		expect(openCalls(run.store.state())).toHaveLength(1);
		for (const event of giveUpUnanswered(run.store.state(), () => '')) run.store.emit(event);
		run.store.emit(resumed(log));
		expect(run.store.state().money.possiblyPaid).toBe(3);
		expect(run.store.state().operations.get('two')!.calls).toHaveLength(1);
	}
});

test('Variants that broke off are written down each by itself.', async () => {
	let answered = 0;
	const run = bench('pipeline:\n  - {module: one, inputs: [], output_name: one}\n', {
		settings: {review: 'all'},
		human: {review: () => Promise.resolve({kind: 'variants', count: 3})},
		answer: () => (answered++ === 0 ? 'first' : new Promise(() => undefined)),
	});
	void run.engine.run();
	while (run.requests.length < 4) await new Promise(setImmediate);
	const open = openCalls(run.store.state());
	expect(open.map(({call}) => [call.attempt, call.call])).toEqual([
		[2, 1],
		[3, 1],
		[4, 1],
	]);
	for (const event of giveUpUnanswered(run.store.state(), ({call}) => `of ${call.attempt}`))
		run.store.emit(event);
	run.store.emit(resumed(run.events));
	const {calls, status, variants} = run.store.state().operations.get('one')!;
	expect(calls.slice(1).map(({failures}) => failures.map(({partial}) => partial))).toEqual([
		['of 2'],
		['of 3'],
		['of 4'],
	]);
	expect([status, variants?.coming]).toEqual(['review', 0]);
	expect(run.store.state().money.possiblyPaid).toBe(3);
});
