/** An answer that a module reads as it comes. */
import {describe, expect, test} from 'vitest';
import {defineModule, type ModuleContext} from '../../../source/core/module.ts';
import type {Clock, Model, ModelFault, ModelPiece} from '../../../source/core/ports.ts';
import {bench} from '../../helpers/crew.ts';
import {manualClock} from '../../helpers/manual-clock.ts';

const cut: ModelFault = {
	kind: 'cut',
	message: 'The connection was lost.',
	remedy: 'Try again.',
	retryable: true,
	retry_after_ms: null,
	possibly_paid: true,
	partial: 'lost',
	usage: {input_tokens: 7, output_tokens: 2, estimated: true},
	cost_usd: 0.02,
};

/** Each try gives its pieces, and breaks off where `fault` says so. */
function answering(...tries: {pieces: string[]; fault?: ModelFault}[]): Partial<Model> {
	let asked = 0;
	return {
		async *stream({model}, signal): AsyncGenerator<ModelPiece> {
			const {pieces, fault} = tries[asked++] ?? {pieces: []};
			for (const text of pieces) {
				yield {type: 'text', text};
				await new Promise(resolve => setImmediate(resolve));
				if (!signal.aborted) continue;
				yield {type: 'failed', fault: {...cut, kind: 'aborted', retryable: false}};
				return;
			}
			if (fault) yield {type: 'failed', fault};
			else {
				const answer = {text: pieces.join(''), model, usage: null, cost_usd: 0, finish_reason: 'stop'};
				yield {type: 'answered', answer: {...answer, notes: []}};
			}
		},
	};
}

async function reading(
	model: Partial<Model>,
	run: (context: ModuleContext) => Promise<string>,
	clock?: Clock,
) {
	const reader = defineModule({name: 'reader', describe: 'Reads.', run});
	const begun = bench('pipeline: [{module: reader, inputs: [], output_name: out}]', {
		modules: [reader],
		model,
		...(clock ? {clock} : {}),
	});
	const status = await begun.engine.run();
	return {...begun, status, types: begun.events.map(({type}) => type)};
}

test('It comes piece by piece, and is whole at the end.', async () => {
	const {status, output} = await reading(
		answering({pieces: ['one ', '', 'two ', 'three']}),
		async ({model}) => {
			const answer = model.stream();
			const pieces: string[] = [];
			for await (const piece of answer) pieces.push(piece);
			return JSON.stringify([pieces, (await answer.answer()).text]);
		},
	);
	expect(status).toBe('done');
	expect(JSON.parse(output('out')!)).toEqual([['one ', 'two ', 'three'], 'one two three']);
});

test('It is whole also where nobody reads its pieces.', async () => {
	const {output} = await reading(answering({pieces: ['one ', 'two']}), async ({model}) => {
		return (await model.stream({prompt: 'count'}).answer()).text;
	});
	expect(output('out')).toBe('one two');
});

test('Leaving the loop ends the call: what was read is its answer, in the log too, with what it may have cost.', async () => {
	const run = await reading(answering({pieces: ['one ', 'two ', 'three']}), async ({model}) => {
		const answer = model.stream();
		for await (const piece of answer) if (piece === 'two ') break;
		return `${(await answer.answer()).text}|`;
	});
	expect(run.output('out')).toBe('one two |');
	const answered = run.events.find(event => event.type === 'model-answered');
	expect(answered).toMatchObject({
		response: 'one two ',
		finish_reason: 'enough',
		cost_usd: 0.02,
		usage: {output_tokens: 2},
	});
	expect(run.types).not.toContain('model-failed');
	expect(run.store.state().money).toMatchObject({usd: 0.02, calls: 1});
});

describe('when the connection is lost in the middle', () => {
	const lost = {pieces: ['o'], fault: cut};

	test('a call whose pieces were read is not made again by itself, since they cannot be taken back', async () => {
		const {status, events, store} = await reading(answering(lost, {pieces: ['once']}), async ({model}) => {
			let text = '';
			for await (const piece of model.stream()) text += piece;
			return text;
		});
		expect(status).toBe('failed');
		expect(events.filter(({type}) => type === 'model-asked')).toHaveLength(1);
		expect(store.state().operations.get('out')!.failure).toMatchObject({
			kind: 'model:cut',
			message: 'The connection was lost.',
		});
	});

	test('it is made again for a module that says how to begin anew', async () => {
		const {output} = await reading(answering(lost, {pieces: ['on', 'ce']}), async ({model}) => {
			let text = '';
			const onRestart = () => {
				text = '';
			};
			for await (const piece of model.stream({onRestart})) text += piece;
			return text;
		});
		expect(output('out')).toBe('once');
	});

	test('it is not made again once the module has left the loop while that was waited for: what was read is its answer', async () => {
		const waiting = Promise.withResolvers<void>();
		const left = Promise.withResolvers<void>();
		const clock: Clock = {
			now: () => 0,
			async sleep() {
				waiting.resolve();
				await left.promise;
			},
		};
		const {output, events, store} = await reading(
			answering({pieces: ['one ', 'two '], fault: cut}, {pieces: ['another']}),
			async ({model}) => {
				let text = '';
				for await (const piece of model.stream({onRestart: () => undefined})) {
					text += piece;
					await waiting.promise;
					setImmediate(left.resolve);
					break;
				}
				return text;
			},
			clock,
		);
		expect(output('out')).toBe('one ');
		expect(events.filter(({type}) => type === 'model-asked')).toHaveLength(1);
		expect(events.find(({type}) => type === 'model-answered')).toMatchObject({
			response: 'one ',
			finish_reason: 'enough',
		});
		expect(store.state().money).toMatchObject({usd: 0.02, unknown: false});
	});

	test('it is made again where nothing had come yet', async () => {
		const {output} = await reading(
			answering({pieces: [], fault: cut}, {pieces: ['once']}),
			async ({model}) => {
				let text = '';
				for await (const piece of model.stream()) text += piece;
				return text;
			},
		);
		expect(output('out')).toBe('once');
	});

	test('a module that has enough before the next try goes on with what it read: nothing more is asked, the log holds that, and so it goes when the run is taken up', async () => {
		const clock = manualClock();
		const broken = {pieces: ['one ', 'two ', 'three'], fault: cut};
		const reader = defineModule({
			name: 'reader',
			describe: 'Reads one piece, slowly.',
			async run({model}) {
				let text = '';
				const onRestart = () => {
					text = '';
				};
				const answer = model.stream({onRestart});
				for await (const piece of answer) {
					text += piece;
					await clock.sleeper(1);
					break;
				}

				return `${text}|${(await answer.answer()).text}`;
			},
		});
		const sitting = (more: Parameters<typeof bench>[1]) =>
			bench('pipeline: [{module: reader, inputs: [], output_name: out}]', {
				modules: [reader],
				clock,
				...more,
			});
		const live = sitting({model: answering(broken, {pieces: ['ONE TWO']})});
		// The clock stands: only the module can end the wait.
		expect(await live.engine.run()).toBe('done');
		expect(live.output('out')).toBe('one |one ');
		expect(
			live.events
				.filter(({type}) => type.startsWith('model-'))
				.map(event => [event.type, 'response' in event ? event.response : null]),
		).toEqual([
			['model-asked', null],
			['model-failed', 'lost'],
			['model-answered', 'one '],
		]);
		expect(live.store.state().money).toMatchObject({usd: 0.02, calls: 1, input_tokens: 7, output_tokens: 2});

		const answered = live.events.findIndex(({type}) => type === 'model-answered');
		const again = sitting({earlier: live.events.slice(0, answered + 1), model: answering()});
		void clock.sleep(1000);
		expect(await again.engine.run()).toBe('done');
		expect(again.output('out')).toBe('one |one ');
	});

	test('a module that has enough of the next try before it read of it has nothing, however quickly that came', async () => {
		const restarted = Promise.withResolvers<void>();
		const left = Promise.withResolvers<void>();
		let asked = 0;
		const model: Partial<Model> = {
			async *stream({model}): AsyncGenerator<ModelPiece> {
				if (++asked === 1) {
					yield {type: 'text', text: 'one '};
					await new Promise(resolve => setImmediate(resolve));
					yield {type: 'failed', fault: cut};
					return;
				}

				yield {type: 'text', text: 'ONE'};
				await left.promise;
				const answer = {text: 'ONE', model, usage: null, cost_usd: 0.5, finish_reason: 'stop', notes: []};
				yield {type: 'answered', answer};
			},
		};
		const run = await reading(model, async ({model}) => {
			let text = '';
			const onRestart = () => {
				text = '';
				restarted.resolve();
			};
			const answer = model.stream({onRestart});
			for await (const piece of answer) {
				text += piece;
				await restarted.promise;
				setImmediate(left.resolve);
				break;
			}

			return `${text}|${(await answer.answer()).text}`;
		});
		expect(run.output('out')).toBe('|');
		expect(run.events.find(({type}) => type === 'model-answered')).toMatchObject({
			response: '',
			finish_reason: 'enough',
			cost_usd: 0.5,
		});
	});
});

test('One that nobody waits for is over when the module is, and nothing goes on behind its back.', async () => {
	const {status, output, types} = await reading(answering({pieces: ['a', 'b', 'c']}), async ({model}) => {
		model.stream();
		return 'done already';
	});
	expect(status).toBe('done');
	expect(output('out')).toBe('done already');
	expect(types.indexOf('model-failed')).toBeLessThan(types.indexOf('module-finished'));
});

test('A module that throws over a piece has failed with that, and the call is ended.', async () => {
	const {status, store, events} = await reading(answering({pieces: ['a', 'b', 'c']}), async ({model}) => {
		for await (const piece of model.stream()) if (piece === 'a') throw new Error('It begins with an a.');
		return '';
	});
	expect(status).toBe('failed');
	expect(store.state().operations.get('out')!.failure?.message).toBe('It begins with an a.');
	expect(events.find(({type}) => type === 'model-answered')).toMatchObject({response: 'a'});
});
