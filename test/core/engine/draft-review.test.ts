/** A module has the person look at a text in the middle of its work. */
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {createHeadlessHuman} from '../../../source/core/headless-human.ts';
import {defineModule} from '../../../source/core/module.ts';
import type {Decision, ReviewRequest} from '../../../source/core/ports.ts';
import {recordedDecisions} from '../../../source/core/recorded-decisions.ts';
import {bench} from '../../helpers/crew.ts';

const planner = defineModule({
	name: 'planner',
	describe: 'Plans, and shows its plan.',
	async run({review, model}) {
		let plan = await review('Plan A', {title: 'the plan'});
		for (let turn = 2; plan.decision === 'redo'; turn++)
			plan = await review(`Plan ${turn}: ${plan.feedback}`, {title: 'the plan'});
		return `${plan.decision} ${(await model.ask({prompt: plan.text})).text}`;
	},
});

const pipeline =
	'pipeline: [{module: planner, inputs: [], output_name: out}, {module: teller, inputs: [out], output_name: end}]';

function planning(decisions: Decision[], more: NonNullable<Parameters<typeof bench>[1]> = {}) {
	const shown: ReviewRequest[] = [];
	const run = bench(pipeline, {
		modules: [planner],
		settings: {review: 'declared'},
		answer: ({messages}) => `made of ${messages.at(-1)!.content}`,
		human: {
			async review(request) {
				shown.push(request);
				return decisions.shift() ?? {kind: 'nobody', message: 'Nobody is there.', flag: '--yes'};
			},
		},
		...more,
	});
	return {...run, shown};
}

const decided = (events: readonly RunEvent[]) => events.filter(event => event.type === 'draft-decided');

test('The person approves it, edits it, or sends it back with what they say.', async () => {
	const approved = planning([{kind: 'approve'}]);
	expect(await approved.engine.run()).toBe('done');
	expect(approved.output('out')).toBe('approve made of Plan A');
	expect(approved.shown).toMatchObject([
		{output_name: 'out', output: 'Plan A', draft: {number: 1, title: 'the plan'}, consumers: ['end']},
	]);

	const edited = planning([
		{kind: 'redo', feedback: 'bolder'},
		{kind: 'edit', output: 'My plan'},
	]);
	expect(await edited.engine.run()).toBe('done');
	expect(edited.output('out')).toBe('edit made of My plan');
	expect(edited.shown.map(({output, draft}) => [output, draft?.number])).toEqual([
		['Plan A', 1],
		['Plan 2: bolder', 2],
	]);
	expect(decided(edited.events)).toMatchObject([
		{decision: 'redo', feedback: 'bolder', response: null, by: 'person'},
		{decision: 'edit', feedback: null, response: 'My plan', by: 'person'},
	]);
});

test('While it waits, the operation is at work and says what it awaits.', async () => {
	const run = planning([], {
		human: {
			async review() {
				const {status, awaiting} = run.store.state().operations.get('out')!;
				return {kind: 'edit', output: `${status}, ${awaiting?.kind}`};
			},
		},
	});
	await run.engine.run();
	expect(run.output('out')).toBe('edit made of running, draft');
	expect(run.store.state().operations.get('out')!.awaiting).toBeNull();
});

test('Without a person the run waits, and goes on from there once there is one.', async () => {
	const left = planning([{kind: 'redo', feedback: 'bolder'}]);
	expect(await left.engine.run()).toBe('waiting');
	const again = planning([{kind: 'approve'}], {earlier: left.events});
	expect(await again.engine.run()).toBe('done');
	expect(again.shown.map(({output}) => output)).toEqual(['Plan 2: bolder']);
	expect(again.output('out')).toBe('approve made of Plan 2: bolder');
});

test('--yes approves it, and so does --review none, without asking.', async () => {
	const policy = createHeadlessHuman({
		answerTo: () => null,
		approve: true,
		resumeCommand: 'orchestrai resume',
	});
	const yes = planning([], {human: policy});
	expect(await yes.engine.run()).toBe('done');
	expect(decided(yes.events)).toMatchObject([{decision: 'approve', by: 'module'}]);

	const none = planning([], {settings: {review: 'none'}});
	expect(await none.engine.run()).toBe('done');
	expect(none.shown).toEqual([]);
	expect(decided(none.events)).toMatchObject([{decision: 'approve', by: 'module'}]);
});

test('Approving the rest of the run approves what comes after it, outputs too.', async () => {
	const run = planning([{kind: 'approve', rest: true}], {settings: {review: 'all'}, interactive: true});
	expect(await run.engine.run()).toBe('done');
	expect(run.shown).toHaveLength(1);
	expect(run.store.state().settings.review).toBe('none');
});

test('Stopping at it stops the run, and the draft is shown again when that is taken up.', async () => {
	const stopped = planning([{kind: 'stop'}]);
	expect(await stopped.engine.run()).toBe('stopped');
	const again = planning([{kind: 'approve'}], {earlier: stopped.events});
	expect(await again.engine.run()).toBe('done');
	expect(again.shown).toHaveLength(1);
});

test('In a rehearsal the recording’s person decides again as they did, on the same draft only.', async () => {
	const recorded = planning([
		{kind: 'redo', feedback: 'bolder'},
		{kind: 'edit', output: 'My plan'},
	]);
	await recorded.engine.run();
	const rehearsed = planning([], {decided: recordedDecisions(recorded.events)});
	expect(await rehearsed.engine.run()).toBe('done');
	expect(rehearsed.shown).toEqual([]);
	expect(rehearsed.output('end')).toBe(recorded.output('end'));

	const other = decided(recorded.events).map(event => ({...event, key: 'of another text'}));
	const asked = planning([{kind: 'approve'}], {decided: recordedDecisions(other)});
	await asked.engine.run();
	expect(asked.shown).toHaveLength(1);
});

test('Something else than a text cannot be reviewed: the module fails with a sentence.', async () => {
	const odd = defineModule({
		name: 'planner',
		describe: 'Shows what is no text.',
		run: async ({review}) => (await review({plan: 'A'} as unknown as string)).text,
	});
	const run = planning([], {modules: [odd]});
	expect(await run.engine.run()).toBe('failed');
	expect(run.store.state().operations.get('out')!.failure).toMatchObject({
		message: 'The module `planner` wants object to be reviewed instead of a text.',
		remedy: 'Give `review` a string.',
	});
});

test('A rehearsal that was taken up hears what the recording’s person said next of a draft that is shown again and again.', async () => {
	const stubborn = defineModule({
		name: 'planner',
		describe: 'Shows the same.',
		async run({review}) {
			const said: string[] = [];
			for (;;) {
				const {decision, feedback} = await review('The plan');
				if (decision !== 'redo') return said.join(', ');
				said.push(feedback!);
			}
		},
	});
	const modules = [stubborn];
	const recorded = planning(
		[{kind: 'redo', feedback: 'one'}, {kind: 'redo', feedback: 'two'}, {kind: 'approve'}],
		{modules},
	);
	await recorded.engine.run();
	expect(recorded.output('out')).toBe('one, two');
	const first = decided(recorded.events).slice(0, 1);
	const left = planning([], {modules, decided: recordedDecisions(first)});
	expect(await left.engine.run()).toBe('waiting');
	const again = planning([], {modules, earlier: left.events, decided: recordedDecisions(recorded.events)});
	expect(await again.engine.run()).toBe('done');
	expect(again.output('out')).toBe('one, two');
});
