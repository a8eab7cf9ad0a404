/** Between two tries: a person who does not want to wait. */
import {describe, expect, test} from 'vitest';
import {defineModule} from '../../../source/core/module.ts';
import type {Log, ModelRequest} from '../../../source/core/ports.ts';
import {nextTryAt} from '../../../source/core/state/calls.ts';
import {type Bench, bench, type Scripted} from '../../helpers/crew.ts';
import {letSettle} from '../../helpers/let-settle.ts';
import {manualClock} from '../../helpers/manual-clock.ts';

const pipeline = `
pipeline:
  - {module: writer, inputs: [], output_name: a}
  - {module: writer, inputs: [], output_name: b}
`;

/** Asks twice, and the second answer is what it yields. */
const writer = defineModule({
	name: 'writer',
	describe: 'Asks twice.',
	by: 'model',
	async run({model}) {
		await model.ask({prompt: 'first'});
		return (await model.ask({prompt: 'second'})).text;
	},
});

const busy: Scripted = {fault: {kind: 'rate-limit', retry_after_ms: 600_000}};

/** The second question of each operation is answered only at its second try. */
function begin(answer: (request: ModelRequest) => Scripted = secondTime, log?: Log) {
	const clock = manualClock();
	const run = bench(pipeline, {modules: [writer], clock, answer, ...(log ? {log} : {})});
	const ended = run.engine.run();
	return {...run, clock, ended};
}

function secondTime({call, try: number}: ModelRequest): Scripted {
	return call === 2 && number === 1 ? busy : `answer ${call}`;
}

function triesOf({requests}: Pick<Bench, 'requests'>, output_name: string): string[] {
	return requests
		.filter(request => request.output_name === output_name)
		.map(({attempt, call, try: number}) => `${attempt}.${call}.${number}`);
}

describe('a call that waits to be tried again', () => {
	test('is tried at once when the person wants it, and what was answered before is not asked again', async () => {
		const run = begin();
		await letSettle();
		const waits = () => ['a', 'b'].map(name => nextTryAt(run.store.state().operations.get(name)!) !== null);
		expect(waits()).toEqual([true, true]);
		expect(await run.engine.tryNow('a')).toBeNull();
		await letSettle();
		expect(triesOf(run, 'a')).toEqual(['1.1.1', '1.2.1', '1.2.2']);
		expect(run.output('a')).toBe('answer 2');
		expect(triesOf(run, 'b'), 'the other waits on').toEqual(['1.1.1', '1.2.1']);
		expect(waits()).toEqual([false, true]);
		await run.clock.advance(700_000);
		expect(await run.ended).toBe('done');
	});

	test('waits again, and can be hurried again, when that try fails too', async () => {
		const run = begin(({call, try: number}) => (call === 2 && number < 4 ? busy : `answer ${call}`));
		await letSettle();
		for (let time = 0; time < 3; time++) {
			expect(await run.engine.tryNow('a')).toBeNull();
			await letSettle();
		}
		expect(triesOf(run, 'a')).toEqual(['1.1.1', '1.2.1', '1.2.2', '1.2.3', '1.2.4']);
		expect(run.output('a')).toBe('answer 2');
		run.engine.stop();
		expect(await run.ended).toBe('stopped');
	});

	test('is hurried too while the disk still takes in that it failed', async () => {
		const flushing = Promise.withResolvers<void>();
		let isHeld = false;
		const log: Log = {append: () => {}, flushed: async () => (isHeld ? flushing.promise : undefined)};
		const run = begin(secondTime, log);
		run.store.onEvent(({type}) => {
			isHeld ||= type === 'model-failed';
		});
		await letSettle();
		expect(await run.engine.tryNow('a')).toBeNull();
		isHeld = false;
		flushing.resolve();
		await letSettle();
		expect(triesOf(run, 'a')).toEqual(['1.1.1', '1.2.1', '1.2.2']);
		run.engine.stop();
		expect(await run.ended).toBe('stopped');
	});

	test('ends with the run when that is stopped, without another try', async () => {
		const run = begin();
		await letSettle();
		run.engine.stop();
		expect(await run.ended).toBe('stopped');
		expect(run.requests).toHaveLength(4);
		expect(await run.engine.tryNow('a')).toBe('a does not wait for another try.');
	});

	test('is the only thing that can be hurried', async () => {
		const run = begin(() => 'answer');
		expect(await run.ended).toBe('done');
		expect(await run.engine.tryNow('a')).toBe('a does not wait for another try.');
		expect(await run.engine.tryNow('c')).toBe('This pipeline has no operation c.');
	});
});
