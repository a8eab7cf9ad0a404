import {describe, expect, test} from 'vitest';
import {renderCodebase} from '../../../source/core/files/codebase-text.ts';
import {buildFork, type Fork} from '../../../source/core/fork/build-fork.ts';
import {type ForkWish, fatesOf} from '../../../source/core/fork/fates.ts';
import {defineModule, type ModuleDefinition} from '../../../source/core/module.ts';
import type {ModelRequest} from '../../../source/core/ports.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import type {RunState} from '../../../source/core/state/run-state.ts';
import {stalenessOf} from '../../../source/core/state/staleness.ts';
import {type Bench, bench} from '../../helpers/crew.ts';

/** a → b → d → e, a → c → d; f stands alone. */
const diamond = `
pipeline:
  - {module: one, inputs: [], output_name: a}
  - {module: two, inputs: [a], output_name: b}
  - {module: three, inputs: [a], output_name: c}
  - {module: four, inputs: [b, c], output_name: d}
  - {module: five, inputs: [d], output_name: e}
  - {module: six, inputs: [], output_name: f}
`;

/** Answers with what it was told, so that a change is seen wherever it reaches. */
const echo = ({output_name, messages}: ModelRequest) =>
	`${output_name}(${messages.at(-1)!.content.replaceAll('\n', ' ')})`;

const noWish: ForkWish = {from: [], set: new Map(), model: null, models: {}};

function tryFork(
	parent: Pick<Bench, 'store' | 'crew'>,
	wish: Partial<ForkWish>,
	state = parent.store.state(),
) {
	return buildFork(
		state,
		{...noWish, ...wish},
		{
			settings: state.settings,
			request: state.request,
			answers: [],
			path: '/runs/parent/memory_log.json',
			action: state.revision,
			traits: state.modules,
			modules: parent.crew.modules,
		},
	);
}

function forked(...given: Parameters<typeof tryFork>): Fork {
	const fork = tryFork(...given);
	if ('problem' in fork) throw new Error(fork.problem);
	return fork;
}

/** The child, ready to run. */
function child(fork: Fork, modules: ModuleDefinition[] = []): Bench {
	return bench('', {first: fork.events('child'), answer: request => `new ${echo(request)}`, modules});
}

async function done(pipeline = diamond, options: Parameters<typeof bench>[1] = {}): Promise<Bench> {
	const run = bench(pipeline, {answer: echo, ...options});
	expect(await run.engine.run()).toBe('done');
	return run;
}

/** The fold of the first events, up to the one that `last` knows. */
function stateUpTo({events}: Bench, last: (event: Bench['events'][number]) => boolean): RunState {
	const index = events.findIndex(last);
	return events.slice(0, index + 1).reduce(reduce, emptyState());
}

function statuses({operations}: RunState): Record<string, string> {
	return Object.fromEntries([...operations].map(([name, {status}]) => [name, status]));
}

/** As if something had been changed: stale outputs would show. */
function staleIn({state}: Fork): string[] {
	return [...stalenessOf({...state, steered: true}).keys()];
}

function names(requests: readonly ModelRequest[]): string[] {
	return requests.map(({output_name}) => output_name).sort();
}

describe('making an operation anew', () => {
	test.each([
		['a', ['a', 'b', 'c', 'd', 'e']],
		['b', ['b', 'd', 'e']],
		['c', ['c', 'd', 'e']],
		['d', ['d', 'e']],
		['e', ['e']],
		['f', ['f']],
	])('%s asks for what depends on it, and for nothing else', async (name, expected) => {
		const parent = await done();
		const fork = forked(parent, {from: [name]});
		expect(staleIn(fork)).toEqual([]);
		const run = child(fork);
		expect(await run.engine.run()).toBe('done');
		expect(names(run.requests)).toEqual(expected);
		for (const other of ['a', 'b', 'c', 'd', 'e', 'f'].filter(one => !expected.includes(one))) {
			expect(run.output(other)).toBe(parent.output(other));
		}

		expect(run.store.state().money).toMatchObject({calls: expected.length, reused: 6 - expected.length});
	});

	test('tells each output that is taken over where it comes from, who made it, and what it was told', async () => {
		const parent = await done();
		const {state} = forked(parent, {from: ['d']});
		const {versions, consumed, prompt} = state.operations.get('b')!;
		const {action} = versions[0]!.source!;
		expect(parent.events[action - 1]).toMatchObject({type: 'module-finished', output_name: 'b'});
		expect(versions[0]).toMatchObject({by: 'model', source: {run_id: 'test'}, accepted: true});
		expect(consumed).toEqual({a: 1});
		expect(prompt).toBe(parent.store.state().operations.get('b')!.prompt);
	});

	test('counts a model of its own for an operation as a reason to make it anew', async () => {
		const {fates} = forked(await done(), {models: {d: 'large'}});
		expect([...fates].filter(([, fate]) => fate === 'anew').map(([name]) => name)).toEqual(['d', 'e']);
	});

	test('leaves what is pinned as it is, and pinned', async () => {
		const parent = await done();
		await parent.engine.pin('d', true);
		const fork = forked(parent, {from: ['a']});
		expect(staleIn(fork)).toEqual([]);
		const run = child(fork);
		expect(await run.engine.run()).toBe('done');
		expect(names(run.requests)).toEqual(['a', 'b', 'c']);
		expect(run.store.state().operations.get('d')).toMatchObject({pinned: true, status: 'done'});
	});

	test('makes anew what was stale already', async () => {
		const parent = await done();
		await parent.engine.edit('b', 'B by hand', {rerun: false});
		const fork = forked(parent, {from: ['f']});
		expect(Object.fromEntries(fork.fates)).toMatchObject({
			b: 'taken',
			c: 'taken',
			d: 'stale',
			e: 'stale',
			f: 'anew',
		});
		const run = child(fork);
		await run.engine.run();
		expect(run.output('e')).toContain('B by hand');
	});

	test('holds to the prompts that were edited in the run', async () => {
		const parent = await done();
		await parent.engine.editPrompt('b', {system: 'Be brief.', supplement: 'In verse.'}, {rerun: true});
		await parent.engine.finished();
		const fork = forked(parent, {from: ['b']});
		const run = child(fork);
		await run.engine.run();
		const {messages} = run.requests.find(({output_name}) => output_name === 'b')!;
		expect(messages[0]!.content).toBe('Be brief.');
		expect(messages[1]!.content).toContain('In verse.');

		const other = forked(parent, {from: ['f']});
		expect(other.fates.get('b')).toBe('taken');
		expect(staleIn(other)).toEqual([]);
	});
});

describe('setting an output', () => {
	test('keeps the version before, takes the text as the next one, and makes anew what depends on it', async () => {
		const parent = await done();
		const run = child(forked(parent, {set: new Map([['b', 'B by hand']])}));
		expect(await run.engine.run()).toBe('done');
		expect(names(run.requests)).toEqual(['d', 'e']);
		const {versions, current} = run.store.state().operations.get('b')!;
		expect(versions.map(({by, text}) => [by, text])).toEqual([
			['model', parent.output('b')],
			['person', 'B by hand'],
		]);
		expect(current).toBe(2);
		expect(run.output('d')).toContain('B by hand');
	});

	test('changes nothing where the text is what it was', async () => {
		const parent = await done();
		const fates = fatesOf(parent.store.state(), {...noWish, set: new Map([['b', parent.output('b')!]])});
		expect(new Set(fates.values())).toEqual(new Set(['taken']));
	});

	test('does for an operation that never came to an output: it failed, and what it blocked runs', async () => {
		const parent = bench(diamond, {
			answer: request =>
				request.output_name === 'b' ? {fault: {kind: 'quota', retryable: false}} : echo(request),
		});
		await parent.engine.run();
		const fork = forked(parent, {set: new Map([['b', 'B by hand']])});
		expect(Object.fromEntries(fork.fates)).toMatchObject({a: 'taken', b: 'set', c: 'taken', d: 'ahead'});
		const run = child(fork);
		expect(await run.engine.run()).toBe('done');
		expect(names(run.requests)).toEqual(['d', 'e']);
		expect(run.store.state().operations.get('b')!.versions).toMatchObject([
			{by: 'person', text: 'B by hand'},
		]);
	});
});

const builder = defineModule({
	name: 'builder',
	describe: 'Writes what it is told.',
	yields: 'codebase',
	async run({files, model}) {
		const {text} = await model.ask();
		await files.write({'main.py': `${text}\n`, 'lib.py': 'x = 1\n'}, {delete: ['old.py']});
		return renderCodebase(files.current());
	},
});
const reader = defineModule({
	name: 'reader',
	describe: 'Reads the files.',
	writes: true,
	run: ({files}) => [...files.current()].map(([path, text]) => `${path}: ${text}`).join(''),
});
const program = `
pipeline:
  - {module: one, inputs: [], output_name: task}
  - {module: builder, inputs: [task], output_name: code}
  - {module: reader, inputs: [code], output_name: read}
`;

describe('files', () => {
	const modules = [builder, reader];
	const made = (text: string) => renderCodebase(new Map([['app.py', text]]));

	test('of an output that is taken over are there for what is made from it', async () => {
		const parent = await done(program, {modules});
		const fork = forked(parent, {from: ['read']});
		expect(Object.keys(fork.state.workspace)).toEqual(['lib.py', 'main.py']);
		const run = child(fork, modules);
		await run.engine.run();
		expect(run.requests).toEqual([]);
		expect(run.output('read')).toBe(parent.output('read'));
	});

	test('of a text that is set are exactly those that it stands for', async () => {
		const run = child(
			forked(await done(program, {modules}), {set: new Map([['code', made('print(2)\n')]])}),
			modules,
		);
		await run.engine.run();
		expect(run.output('read')).toBe('app.py: print(2)\n');
	});

	test('of a text that is set before there was an output are so too', async () => {
		const parent = bench(program, {modules, answer: () => ({fault: {kind: 'quota', retryable: false}})});
		await parent.engine.run();
		const set = new Map([
			['task', 'anything'],
			['code', made('print(3)\n')],
		]);
		const run = child(forked(parent, {set}), modules);
		expect(await run.engine.run()).toBe('done');
		expect(run.output('read')).toBe('app.py: print(3)\n');
		expect(run.requests).toEqual([]);
	});

	test('are refused with the reason where the text holds none, or one that leaves the workspace', async () => {
		const parent = await done(program, {modules});
		expect(tryFork(parent, {set: new Map([['code', 'no files here']])})).toHaveProperty('problem');
		const outside = renderCodebase(new Map([['../up.py', 'x']]));
		expect(tryFork(parent, {set: new Map([['code', outside]])})).toMatchObject({
			problem: expect.stringContaining('../up.py'),
		});
	});

	test('come through a fork of a fork', async () => {
		const first = child(forked(await done(program, {modules}), {from: ['read']}), modules);
		await first.engine.run();
		const second = child(forked(first, {from: ['read']}), modules);
		expect(await second.engine.run()).toBe('done');
		expect(second.output('read')).toBe(first.output('read'));
		expect(second.store.state().operations.get('code')!.versions[0]!.source).toMatchObject({run_id: 'child'});
		expect(second.store.state().origin).toMatchObject({kind: 'fork', run_id: 'child'});
	});
});

describe('from a moment', () => {
	test('takes over what was finished by then; what was under way, and its partial answer, begins again', async () => {
		const parent = await done();
		const state = stateUpTo(parent, event => event.type === 'model-asked' && event.output_name === 'd');
		const fork = forked(parent, {}, state);
		expect(statuses(fork.state)).toEqual({
			a: 'done',
			b: 'done',
			c: 'done',
			d: 'pending',
			e: 'pending',
			f: 'done',
		});
		const run = child(fork);
		expect(await run.engine.run()).toBe('done');
		expect(names(run.requests)).toEqual(['d', 'e']);
	});

	test('takes the versions that were current then', async () => {
		const parent = await done();
		await parent.engine.edit('b', 'B by hand', {rerun: false});
		const before = stateUpTo(parent, event => event.type === 'run-finished');
		expect(child(forked(parent, {}, before)).output('b')).not.toBe('B by hand');
		expect(child(forked(parent, {})).output('b')).toBe('B by hand');
	});

	test('leaves a decision open that was open, and does not ask again for what it is about', async () => {
		const parent = bench(diamond, {
			settings: {review: 'all'},
			human: {review: () => new Promise(() => undefined)},
		});
		void parent.engine.run();
		await expect.poll(() => parent.store.state().operations.get('a')!.review !== null).toBe(true);
		const fork = forked(parent, {});
		expect(fork.fates.get('a')).toBe('review');
		const run = bench('', {
			first: fork.events('child'),
			human: {review: async () => ({kind: 'edit', output: 'A by hand'})},
		});
		await run.engine.run();
		expect(names(run.requests)).not.toContain('a');
		expect(
			run.store
				.state()
				.operations.get('a')!
				.versions.map(({by}) => by),
		).toEqual(['model', 'person']);
	});

	test('starts again what the person skipped, and what that blocked', async () => {
		const parent = bench(diamond, {
			interactive: true,
			answer: request =>
				request.output_name === 'b' ? {fault: {kind: 'quota', retryable: false}} : echo(request),
			human: {mend: async () => ({kind: 'skip'})},
		});
		await parent.engine.run();
		expect(statuses(parent.store.state())).toMatchObject({b: 'skipped', d: 'blocked'});
		expect(statuses(forked(parent, {}).state)).toMatchObject({a: 'done', b: 'pending', d: 'pending'});
	});
});

test('What the parent recalled is told to the child’s operations again, and earlier runs are not asked.', async () => {
	const recalling = diamond.replace('output_name: b}', 'output_name: b, memory: {recall: 1}}');
	const memory = {
		recall: async () => [{run_id: 'long ago', at: '2025-11-22T14:03:11.000Z', text: 'an earlier b'}],
	};
	const parent = await done(recalling, {memory});
	const again = child(forked(parent, {from: ['b']}));
	await again.engine.run();
	const [asked] = again.requests.filter(({output_name}) => output_name === 'b');
	const [before] = parent.requests.filter(({output_name}) => output_name === 'b');
	expect(before!.messages.at(-1)!.content).toContain('an earlier b');
	expect(asked!.messages).toEqual(before!.messages);
});
