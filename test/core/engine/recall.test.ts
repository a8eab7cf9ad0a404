import {expect, test} from 'vitest';
import {cutToTokens} from '../../../source/core/engine/recall.ts';
import type {EventOf, RunEvent} from '../../../source/core/events.ts';
import type {Decision, PastOutput} from '../../../source/core/ports.ts';
import {type Bench, bench} from '../../helpers/crew.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: code_planner, inputs: [request], output_name: plan, supplement: Be brief., memory: {recall: 2, max_tokens: 100}}
`;
const past = (day: number, text: string): PastOutput => ({
	run_id: `run-${day}`,
	at: `2026-11-${day}T14:03:11.000Z`,
	text,
});

function promptsOf({requests}: Bench): string[] {
	return requests.flatMap(({output_name, messages}) =>
		output_name === 'plan' ? [messages.at(-1)!.content] : [],
	);
}

function starts(events: RunEvent[]): EventOf<'module-started'>[] {
	return events.filter(
		(event): event is EventOf<'module-started'> =>
			event.type === 'module-started' && event.output_name === 'plan',
	);
}

test('What earlier runs came to is told between the inputs and the supplement, and the log says which.', async () => {
	const wanted: unknown[] = [];
	const run = bench(pipeline, {
		memory: {
			async recall(what) {
				wanted.push(what);
				return [past(21, 'A newer plan.'), past(20, 'An older plan.')];
			},
		},
	});
	expect(await run.engine.run()).toBe('done');
	expect(wanted).toEqual([{output_name: 'plan', module: 'code_planner', count: 2}]);
	expect(promptsOf(run)).toEqual([
		`REQUEST:
answer of request

YOUR OUTPUTS IN EARLIER RUNS (newest first, at most about 100 tokens in all):
[made 2026-11-21 14:03 UTC]
A newer plan.

[made 2026-11-20 14:03 UTC]
An older plan.

SUPPLEMENTARY INFORMATION:
Be brief.`,
	]);
	const [started] = starts(run.events);
	expect(started!.prompt).toBe(promptsOf(run)[0]);
	expect(started!.recalled).toEqual([
		{...past(21, 'A newer plan.'), cut: false},
		{...past(20, 'An older plan.'), cut: false},
	]);
});

test('Within a run every attempt is told what the first was told, also after a crash: earlier runs are asked once.', async () => {
	let asked = 0;
	const memory = {
		async recall() {
			asked++;
			return [past(20 + asked, `plan ${asked}`)];
		},
	};
	const decisions: Decision[] = [{kind: 'redo', feedback: 'Shorter.'}];
	const human = {review: async () => decisions.shift() ?? {kind: 'approve' as const}};
	const reviewed = pipeline.replace('memory:', 'checkpoint: always, memory:');
	const run = bench(reviewed, {memory, human, settings: {review: 'declared'}});
	expect(await run.engine.run()).toBe('done');
	await run.engine.rerun('plan');
	expect(await run.engine.finished()).toBe('done');
	const [first, redone, remade] = promptsOf(run);
	expect(first).toContain('plan 1');
	expect(redone).toContain(`${first}\n\nYOUR EARLIER ANSWER`);
	expect(remade).toBe(first);
	expect(starts(run.events).map(({recalled}) => recalled?.length)).toEqual([1, undefined, undefined]);

	const answered = run.events.findIndex(
		event => event.type === 'model-answered' && event.output_name === 'plan',
	);
	const crashed = run.events.slice(0, answered);
	const resumed = bench(reviewed, {earlier: crashed, memory});
	expect(await resumed.engine.run()).toBe('done');
	expect(promptsOf(resumed).at(-1)).toBe(first);
	expect(asked).toBe(1);
});

test.for(['pause', 'stop'] as const)(
	'An operation that recalls as the person says %s does not begin.',
	async how => {
		const found = Promise.withResolvers<PastOutput[]>();
		const looking = Promise.withResolvers<void>();
		const run = bench(pipeline, {
			memory: {
				recall() {
					looking.resolve();
					return found.promise;
				},
			},
		});
		const ended = run.engine.run();
		await looking.promise;
		run.engine[how]();
		found.resolve([past(21, 'A plan.')]);
		if (how === 'pause') {
			await new Promise(setImmediate);
			expect(starts(run.events)).toEqual([]);
			run.engine.proceed();
			expect(await ended).toBe('done');
			expect(starts(run.events)).toHaveLength(1);
		} else {
			expect(await ended).toBe('stopped');
			expect(starts(run.events)).toEqual([]);
		}
	},
);

test('Where nothing is remembered the prompt is as it would be without, and that nothing was found is kept.', async () => {
	const run = bench(pipeline);
	await run.engine.run();
	expect(promptsOf(run)[0]).not.toContain('EARLIER');
	expect(starts(run.events)[0]!.recalled).toEqual([]);
	expect(run.store.state().operations.get('plan')!.recalled).toEqual([]);
	expect(run.store.state().operations.get('request')!.recalled).toBeNull();
});

test('The first text that does not fit is cut and says so, older ones are left out, and cutting again changes nothing.', () => {
	const long = Array.from({length: 40}, (_, line) => `line ${line} of the plan`).join('\n');
	const cut = cutToTokens([past(21, 'x'.repeat(120)), past(20, long), past(19, 'old')], 100);
	expect(cut.map(({run_id, cut}) => [run_id, cut])).toEqual([
		['run-21', false],
		['run-20', true],
	]);
	expect(cut[1]!.text).toMatch(
		/^line 0 of the plan\n(line \d+ of the plan\n)+\[cut here: about \d+ tokens more\]$/,
	);
	expect(cut.reduce((sum, {text}) => sum + text.length, 0)).toBeLessThanOrEqual(400);
	expect(cutToTokens(cut, 100)).toEqual(cut);
	expect(cutToTokens([past(21, 'x'.repeat(300)), past(20, long)], 100)).toHaveLength(1);
});
