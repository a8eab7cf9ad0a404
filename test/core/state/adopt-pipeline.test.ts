import {expect, test} from 'vitest';
import type {EventDraft} from '../../../source/core/events.ts';
import type {RunState} from '../../../source/core/state/run-state.ts';
import {type Bench, bench} from '../../helpers/crew.ts';

const op = (name: string, inputs = '', more = '') =>
	`  - {module: m, inputs: [${inputs}], output_name: ${name}${more}}`;
const yaml = (lines: string[], head = '') => [head, 'pipeline:', ...lines].join('\n');

function adopt(
	run: Bench,
	pipeline: string,
	more: Partial<Extract<EventDraft, {type: 'pipeline-changed'}>> = {},
): RunState {
	run.store.emit({type: 'pipeline-changed', pipeline, system_prompts: {}, ...more});
	return run.store.state();
}

const statuses = (state: RunState) =>
	Object.fromEntries([...state.operations].map(([name, {status}]) => [name, status]));

test('What was skipped blocks those who read it now, and nobody who does not any more.', () => {
	const run = bench(yaml([op('a'), op('b', 'a'), op('c', 'b'), op('d')]));
	run.store.emit({type: 'module-skipped', output_name: 'a', message: ''});
	for (const [output_name, because] of [
		['b', 'a'],
		['c', 'b'],
	] as const)
		run.store.emit({type: 'module-blocked', output_name, because});
	const state = adopt(run, yaml([op('a'), op('b'), op('c', 'b'), op('d', 'a'), op('e', 'd')]));
	expect(statuses(state)).toEqual({a: 'skipped', b: 'pending', c: 'pending', d: 'blocked', e: 'blocked'});
	expect([...state.ready]).toEqual(['b']);
	expect(state.counts).toMatchObject({pending: 2, blocked: 2, skipped: 1});
});

test('What was said of an operation goes with it: edits, a breakpoint, leave to begin.', async () => {
	const run = bench(yaml([op('a'), op('b', 'a')]));
	await run.engine.run();
	for (const name of ['a', 'b']) {
		await run.engine.edit(name, `mine of ${name}`, {rerun: false});
		await run.engine.setBreakpoint(name, true);
		run.store.emit({type: 'operation-passed', output_name: name});
	}

	const state = adopt(run, yaml([op('a')]));
	expect(state.edits.map(({output_name}) => output_name)).toEqual(['a']);
	expect([[...state.breakpoints], [...state.passed]]).toEqual([['a'], ['a']]);
	expect(state.operations.get('a')).toMatchObject({status: 'done', current: 2});
	await run.engine.undo({rerun: false});
	expect(run.output('a')).toBe('answer of a');
});

test('An edit of a prompt is taken back no more once its file says something else.', () => {
	const run = bench(yaml([op('a'), op('b')]));
	for (const output_name of ['a', 'b'])
		run.store.emit({type: 'prompt-edited', output_name, system: 'mine', supplement: 'mine too'});
	const state = adopt(run, yaml([op('a'), op('b', '', ', supplement: theirs')]), {system_prompts: {}});
	expect(state.edits.map(({output_name}) => output_name)).toEqual(['a']);
	expect([...state.operations.values()].map(({system, operation}) => [system, operation.supplement])).toEqual(
		[
			['mine', 'mine too'],
			['mine', 'theirs'],
		],
	);
});

test('A ceiling that was raised stays raised, unless the pipeline names another; a flag goes before both.', () => {
	const before = yaml(
		[op('a', '', ', budget: {max_usd: 1}'), op('b', '', ', budget: {max_usd: 1}')],
		'budget: {max_usd: 2, max_minutes: 5}',
	);
	const run = bench(before, {settings: {budget: {max_tokens: 9}}});
	for (const output_name of ['a', 'b', null])
		run.store.emit({type: 'budget-raised', output_name, budget: {max_usd: 7}});
	const same = adopt(run, before.replace('max_minutes: 5', 'max_tokens: 3'));
	expect(same.budget).toEqual({max_usd: 7, max_tokens: 9});
	const other = adopt(run, before.replace('max_usd: 2', 'max_usd: 3').replace('max_usd: 1', 'max_usd: 4'));
	expect(other.budget).toMatchObject({max_usd: 3, max_tokens: 9});
	expect([other.operations.get('a')!.budget, other.operations.get('b')!.budget]).toEqual([
		{max_usd: 4},
		{max_usd: 7},
	]);
});

test('A review stays open, with what there is to choose from, and a pinned output stays as it is.', async () => {
	const run = bench(yaml([op('a'), op('b', 'a')]), {settings: {review: 'all'}});
	await run.engine.run();
	run.store.emit({type: 'operation-pinned', output_name: 'a', pinned: true});
	const state = adopt(run, yaml([op('z'), op('a', 'z')]));
	expect(state.operations.get('a')).toMatchObject({status: 'review', pinned: true, index: 1, current: 1});
});

test('A text that is no pipeline changes nothing, and the run keeps its name.', () => {
	const run = bench(yaml([op('a')]));
	const before = structuredClone({...run.store.state(), revision: 0});
	const after = adopt(run, 'pipeline: [');
	expect({...structuredClone(after), revision: 0}).toEqual({...before, steered: true});
	expect(adopt(run, yaml([op('a')], 'name: other')).pipeline.name).toBe('test');
});

test('The workspace shows the files of the writers that are left, and new code tells by its version.', () => {
	const run = bench(yaml([op('a'), op('b', 'a')]));
	const traits = {yields: 'codebase', writes: true, version: 'x'} as const;
	adopt(run, yaml([op('a'), op('b', 'a')]), {modules: {m: traits}});
	for (const [output_name, hash] of [
		['a', '1'],
		['b', '2'],
	] as const)
		run.store.emit({
			type: 'module-finished',
			output_name,
			attempt: 1,
			version: 1,
			by: 'model',
			consumed: {},
			review: false,
			response: '',
			files: {'main.py': hash},
		});
	expect(run.store.state().workspace).toEqual({'main.py': '2'});
	const state = adopt(run, yaml([op('a')]));
	expect(state.workspace).toEqual({'main.py': '1'});
	expect(state.modules.m).toEqual(traits);
});
