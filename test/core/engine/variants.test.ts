import {describe, expect, test} from 'vitest';
import {defineModule} from '../../../source/core/module.ts';
import type {Decision, ReviewRequest} from '../../../source/core/ports.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {stalenessOf} from '../../../source/core/state/staleness.ts';
import {bench} from '../../helpers/crew.ts';

const chain = `
pipeline:
  - {module: one, inputs: [], output_name: plan}
  - {module: two, inputs: [plan], output_name: story}
`;

/** Decides on the plan as told, in turn, and approves the rest. Keeps what it was asked. */
function deciding(...decisions: ((request: ReviewRequest) => Decision)[]) {
	const asked: ReviewRequest[] = [];
	return {
		asked,
		review(request: ReviewRequest): Promise<Decision> {
			asked.push(request);
			const decide = request.output_name === 'plan' ? decisions.shift() : undefined;
			return Promise.resolve(decide?.(request) ?? {kind: 'approve'});
		},
	};
}

describe('variants', () => {
	test('are made from what is there when they begin, and the chosen one is not stale for what changed before', async () => {
		const asked = Promise.withResolvers<void>();
		const edited = Promise.withResolvers<void>();
		const run = bench(chain, {
			settings: {review: 'all'},
			answer: ({output_name, attempt, messages}) => `${output_name} ${attempt} ${messages.at(-1)!.content}`,
			human: {
				async review({output_name, variants}) {
					if (output_name !== 'story') return {kind: 'approve'};
					if (variants.length > 0) return {kind: 'approve', version: variants.at(-1)!};
					asked.resolve();
					await edited.promise;
					return {kind: 'variants', count: 2};
				},
			},
		});
		const ended = run.engine.run();
		await asked.promise;
		await run.engine.edit('plan', 'by hand', {rerun: false});
		edited.resolve();
		expect(await ended).toBe('done');
		expect(run.output('story')).toContain('by hand');
		expect([...stalenessOf(run.store.state())]).toEqual([]);
	});

	test('leave it to the one that is kept what it was made from', async () => {
		const asked = Promise.withResolvers<void>();
		const edited = Promise.withResolvers<void>();
		const run = bench(chain, {
			settings: {review: 'all'},
			human: {
				async review({output_name, variants}) {
					if (output_name !== 'story') return {kind: 'approve'};
					if (variants.length > 0) return {kind: 'approve', version: variants[0]};
					asked.resolve();
					await edited.promise;
					return {kind: 'variants', count: 2};
				},
			},
		});
		const ended = run.engine.run();
		await asked.promise;
		await run.engine.edit('plan', 'by hand', {rerun: false});
		edited.resolve();
		expect(await ended).toBe('done');
		expect([...stalenessOf(run.store.state()).keys()]).toEqual(['story']);
	});

	test('are made side by side, told the same, and wait together for a choice', async () => {
		const begun: (() => void)[] = [];
		const human = deciding(
			() => ({kind: 'variants', count: 3}),
			({variants}) => ({kind: 'approve', version: variants[2]}),
		);
		const run = bench(chain, {
			settings: {review: 'all'},
			human,
			async answer({output_name, attempt}) {
				if (output_name === 'plan' && attempt > 1) {
					// None answers until all have been asked.
					await new Promise<void>(resolve => {
						begun.push(resolve);
						if (begun.length === 3) for (const go of begun) go();
					});
				}

				return `${output_name} ${attempt}`;
			},
		});
		expect(await run.engine.run()).toBe('done');
		expect(human.asked[1]!.variants).toEqual([1, 2, 3, 4]);
		const plans = run.requests.filter(({output_name}) => output_name === 'plan');
		expect(new Set(plans.map(({messages}) => JSON.stringify(messages))).size).toBe(1);
		expect(run.output('plan')).toBe('plan 3');
		expect(run.requests.at(-1)!.messages.at(-1)!.content).toContain('plan 3');
		expect(run.events.reduce(reduce, emptyState())).toEqual(run.store.state());
	});

	test('stream each for itself', async () => {
		const human = deciding(() => ({kind: 'variants', count: 2}));
		const seen: string[][] = [];
		const run = bench(chain, {
			settings: {review: 'all'},
			human,
			answer: ({attempt}) => `text ${attempt}`,
		});
		run.store.subscribe(() => {
			seen.push(run.store.lives('plan').map(({attempt, text}) => `${attempt}: ${text}`));
		});
		await run.engine.run();
		expect(seen).toContainEqual(['2: text 2', '3: text 3']);
		expect(run.store.lives('plan')).toEqual([]);
	});

	test('that fail leave a note, and the others to choose from', async () => {
		const human = deciding(() => ({kind: 'variants', count: 2}));
		const run = bench(chain, {
			settings: {review: 'all'},
			human,
			answer: ({output_name, attempt}) =>
				output_name === 'plan' && attempt === 2
					? {fault: {kind: 'content-filter', retryable: false, message: 'It was filtered.'}}
					: `${output_name} ${attempt}`,
		});
		expect(await run.engine.run()).toBe('done');
		expect(human.asked[1]!.variants).toEqual([1, 2]);
		expect(run.store.state().operations.get('plan')!.notes).toEqual(['A variant failed: It was filtered.']);
		expect(run.output('plan')).toBe('plan 3');
	});

	test('that do not come at all say so, and the output there was is still to be decided on', async () => {
		const human = deciding(() => ({kind: 'variants', count: 2}));
		const run = bench(chain, {
			settings: {review: 'all'},
			human,
			answer: ({output_name, attempt}) =>
				output_name === 'plan' && attempt > 1
					? {fault: {kind: 'not-recorded', retryable: false, message: 'The recording has no answer to this.'}}
					: `${output_name} ${attempt}`,
		});
		expect(await run.engine.run()).toBe('done');
		expect(run.store.state().notes.map(({note}) => note)).toEqual([
			'None of the 2 variants of plan came: The recording has no answer to this.',
		]);
		expect(run.output('plan')).toBe('plan 1');
	});

	test('of an answer that follows feedback are told that feedback too', async () => {
		const human = deciding(
			() => ({kind: 'redo', feedback: 'Shorter.'}),
			() => ({kind: 'variants', count: 2}),
		);
		const run = bench(chain, {settings: {review: 'all'}, human});
		expect(await run.engine.run()).toBe('done');
		const told = run.requests.filter(({output_name}) => output_name === 'plan');
		expect(told).toHaveLength(4);
		expect(told[1]!.messages).not.toEqual(told[0]!.messages);
		expect(told[1]!.messages.at(-1)!.content).toContain('Shorter.');
		expect(told[2]!.messages).toEqual(told[1]!.messages);
		expect(told[3]!.messages).toEqual(told[1]!.messages);
	});

	test('are told the rejected answer and the feedback when there is some', async () => {
		const human = deciding(() => ({kind: 'variants', count: 2, feedback: 'Shorter.'}));
		const run = bench(chain, {settings: {review: 'all'}, human});
		await run.engine.run();
		const told = run.requests[1]!.messages.at(-1)!.content;
		expect(told).toContain('FEEDBACK OF THE PERSON:\nShorter.');
		expect(told).toContain('YOUR EARLIER ANSWER, WHICH WAS REJECTED:\nanswer of plan');
	});

	test('of what works in the workspace come one after the other, and the chosen one’s files are put there', async () => {
		let working = 0;
		const writer = defineModule({
			name: 'one',
			describe: 'Writes a file.',
			yields: 'codebase',
			by: 'model',
			async run({files, model, attempt}) {
				expect(++working).toBe(1);
				await model.ask();
				await files.write({'main.py': `print(${attempt})`});
				working--;
				return `## main.py\n\n\`\`\`\nprint(${attempt})\n\`\`\`\n`;
			},
		});
		const human = deciding(
			() => ({kind: 'variants', count: 2}),
			({variants}) => ({kind: 'approve', version: variants[1]}),
		);
		const run = bench(chain, {settings: {review: 'all'}, human, modules: [writer]});
		const shown: string[] = [];
		run.crew.workspace.set = async files => {
			shown.push(files.get('main.py') ?? '');
			return {refused: []};
		};
		await run.engine.run();
		expect(run.output('plan')).toContain('print(2)');
		expect(shown.at(-1)).toBe('print(2)');
		const {workspace, texts} = run.store.state();
		expect(texts.get(workspace['main.py']!)).toBe('print(2)');
	});

	test('that were cut off by the end of a run leave those that were finished to choose from', async () => {
		const human = deciding(() => ({kind: 'variants', count: 2}));
		const run = bench(chain, {
			settings: {review: 'all'},
			human,
			async answer({output_name, attempt}) {
				if (output_name === 'plan' && attempt === 3) {
					await new Promise<void>(resolve => {
						run.store.onEvent(({type}) => {
							if (type === 'module-finished') resolve();
						});
					});
					run.engine.stop();
				}

				return `${output_name} ${attempt}`;
			},
		});
		expect(await run.engine.run()).toBe('stopped');
		const again = deciding(({variants}) => ({kind: 'approve', version: variants[1]}));
		const resumed = bench(chain, {settings: {review: 'all'}, human: again, earlier: run.events});
		expect(await resumed.engine.run()).toBe('done');
		expect(again.asked[0]!.variants).toEqual([1, 2]);
		expect(resumed.output('plan')).toBe('plan 2');
	});
});
