/** What a module asks for and does not wait for: it is over with the module, and what it may have cost is on record. */
import {expect, test} from 'vitest';
import {defineModule, type ModuleContext} from '../../../source/core/module.ts';
import type {Model} from '../../../source/core/ports.ts';
import {type Bench, bench} from '../../helpers/crew.ts';
import {manualClock} from '../../helpers/manual-clock.ts';
import {slowStream} from '../../helpers/slow-model.ts';

const pipeline = `
pipeline:
  - {module: hasty, inputs: [], output_name: a}
  - {module: writer, inputs: [a], output_name: b}
`;

const hasty = (run: (context: ModuleContext) => Promise<string>) =>
	defineModule({name: 'hasty', describe: 'Does not wait.', run});

const typesOf = ({events}: Bench, output_name: string) =>
	events.flatMap(event => ('output_name' in event && event.output_name === output_name ? event.type : []));

/** The second operation is answered at once. */
const slow: Model['stream'] = async function* (request, signal) {
	if (request.output_name !== 'b') return yield* slowStream(request, signal);
	const answer = {text: 'b', model: 'm', usage: null, cost_usd: null, finish_reason: 'stop', notes: []};
	yield {type: 'answered', answer};
};

test('A call that nobody waits for is not tried again once its module has returned.', async () => {
	const failed = Promise.withResolvers<void>();
	const clock = manualClock();
	const run = bench(pipeline, {
		modules: [
			hasty(async ({model}) => {
				void model.ask();
				await failed.promise;
				return 'early';
			}),
		],
		clock,
		async answer({output_name}) {
			if (output_name === 'a') return {fault: {kind: 'server-error'}};
			await clock.advance(600_000);
			return 'b';
		},
	});
	run.store.onEvent(({type}) => {
		if (type === 'model-failed') failed.resolve();
	});
	expect(await run.engine.run()).toBe('done');
	expect(typesOf(run, 'a')).toEqual(['module-started', 'model-asked', 'model-failed', 'module-finished']);
	expect(run.output('b')).toBe('b');
	expect(run.requests).toHaveLength(2);
});

test('A call that is under way when its module returns ends there, and stands before the output as one that may have been paid for.', async () => {
	const heard = Promise.withResolvers<void>();
	const run = bench(pipeline, {
		modules: [
			hasty(async ({model}) => {
				// What follows on it fails nowhere either.
				void model.ask({onText: () => heard.resolve()}).then(({text}) => text);
				await heard.promise;
				return 'early';
			}),
		],
		model: {stream: slow},
	});
	expect(await run.engine.run()).toBe('done');
	expect(typesOf(run, 'a')).toEqual(['module-started', 'model-asked', 'model-failed', 'module-finished']);
	expect(run.events.at(-1)?.type).toBe('run-finished');
	expect(run.store.state().money.possiblyPaid).toBe(1);
	expect(run.store.lives('a')).toEqual([]);
	expect(run.output('a')).toBe('early');
});

test('A question that nobody waits for is withdrawn when its module returns.', async () => {
	const asked = Promise.withResolvers<AbortSignal>();
	const run = bench(pipeline, {
		modules: [
			hasty(async ({person}) => {
				void person.ask('Which one?');
				await asked.promise;
				return 'early';
			}),
		],
		human: {
			ask: async (_, signal) => {
				asked.resolve(signal);
				await new Promise(resolve => signal.addEventListener('abort', resolve, {once: true}));
				return {kind: 'nobody', message: 'The request was withdrawn.', flag: ''};
			},
		},
	});
	expect(await run.engine.run()).toBe('done');
	expect((await asked.promise).aborted).toBe(true);
	expect(run.output('a')).toBe('early');
});

test('A call that fails while its module does something else is that module’s to look at, and stops nothing.', async () => {
	const failed = Promise.withResolvers<void>();
	const run = bench(pipeline, {
		modules: [
			hasty(async ({model}) => {
				const answer = model.ask();
				await failed.promise;
				await new Promise(resolve => setImmediate(resolve));
				return answer.then(
					() => 'an answer',
					error => (error as Error).message,
				);
			}),
		],
		answer: ({output_name}) =>
			output_name === 'a' ? {fault: {kind: 'bad-key', retryable: false, message: 'No key.'}} : 'b',
	});
	run.store.onEvent(({type}) => {
		if (type === 'model-failed') failed.resolve();
	});
	expect(await run.engine.run()).toBe('done');
	expect(run.output('a')).toBe('No key.');
});
