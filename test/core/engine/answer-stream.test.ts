/** An answer that a module reads as it comes. */
import {describe, expect, test} from 'vitest';
import {defineModule, type ModuleContext} from '../../../source/core/module.ts';
import type {Clock, Model, ModelFault, ModelPiece} from '../../../source/core/ports.ts';
import {bench} from '../../helpers/crew.ts';

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
