import {describe, expect, test} from 'vitest';
import {createEngine} from '../../../source/core/engine/engine.ts';
import {defineModule} from '../../../source/core/module.ts';
import type {Decision, ModelRequest} from '../../../source/core/ports.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {foresee, stalenessOf} from '../../../source/core/state/staleness.ts';
import {type Bench, bench} from '../../helpers/crew.ts';
import {letSettle} from '../../helpers/let-settle.ts';

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
const now = {rerun: true};

/** Answers with what it was told, so that a change is seen wherever it reaches. */
const echo = ({output_name, messages}: ModelRequest) =>
	`${output_name}(${messages.at(-1)!.content.replaceAll('\n', ' ')})`;

function names(requests: readonly ModelRequest[]): string[] {
	return requests.map(({output_name}) => output_name);
}

function stale({store}: Bench): string[] {
	return [...stalenessOf(store.state()).keys()];
}

describe('a run that is done and opened again', () => {
	test('stands as it is until something is made anew, and is held to its new settings from there on', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		const settings = {...run.store.state().settings, concurrency: 3};
		const engine = createEngine(run.crew, {beforeMore: [{type: 'run-resumed', settings}]});
		const before = run.events.length;
		expect(await engine.run()).toBe('done');
		await engine.edit('a', 'by hand', {rerun: false});
		expect(await engine.finished()).toBe('done');
		expect(run.events.slice(before).map(({type}) => type)).toEqual(['output-edited']);

		await engine.rerunStale();
		expect(await engine.finished()).toBe('done');
		const types = run.events.slice(before).map(({type}) => type);
		expect(types.slice(1, 3)).toEqual(['run-resumed', 'operation-rerun']);
		expect(types.filter(type => type === 'run-resumed')).toHaveLength(1);
		expect(run.store.state().settings.concurrency).toBe(3);
		expect(stale(run)).toEqual([]);
	});
});

describe('editing a finished output', () => {
	test('has exactly what depends on it made anew, each from the new texts', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		run.requests.length = 0;
		expect(await run.engine.edit('b', 'B by hand', now)).toBeNull();
		expect(await run.engine.finished()).toBe('done');
		expect(names(run.requests)).toEqual(['d', 'e']);
		expect(run.output('d')).toContain('B by hand');
		expect(run.output('e')).toContain('B by hand');
		expect(run.output('c')).not.toContain('B by hand');
	});

	test('keeps the model’s version beside the person’s', async () => {
		const run = bench(diamond);
		await run.engine.run();
		await run.engine.edit('b', 'B by hand', now);
		await run.engine.finished();
		const {versions, current} = run.store.state().operations.get('b')!;
		expect(versions.map(({by, text}) => [by, text])).toEqual([
			['model', 'answer of b'],
			['person', 'B by hand'],
		]);
		expect(current).toBe(2);
	});

	test('stops where an output comes out the same as before', async () => {
		const run = bench(diamond, {answer: ({output_name}) => output_name});
		await run.engine.run();
		run.requests.length = 0;
		await run.engine.edit('a', 'another A', now);
		await run.engine.finished();
		expect(names(run.requests).sort()).toEqual(['b', 'c']);
		expect(stale(run)).toEqual([]);
	});

	test('leaves what follows stale when asked to, and says why', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		run.requests.length = 0;
		await run.engine.edit('b', 'B by hand', {rerun: false});
		await letSettle();
		expect(run.requests).toEqual([]);
		expect(Object.fromEntries(stalenessOf(run.store.state()))).toEqual({
			d: [{kind: 'input', name: 'b', consumed: 1, current: 2}],
			e: [{kind: 'upstream', name: 'd'}],
		});
		await run.engine.rerunStale();
		await run.engine.finished();
		expect(names(run.requests)).toEqual(['d', 'e']);
		expect(stale(run)).toEqual([]);
	});

	test('foresees what it leads to, with what that cost last time', async () => {
		const run = bench(diamond);
		await run.engine.run();
		await run.engine.pin('d', true);
		const foreseen = foresee(run.store.state(), 'a').map(({output_name, effect, last_usd}) => [
			output_name,
			effect,
			last_usd,
		]);
		expect(foreseen).toEqual([
			['b', 'rerun', 0.01],
			['c', 'rerun', 0.01],
			['d', 'pinned', 0.01],
		]);
	});

	test('sets a run going again that had finished, and finishes it once more', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		await run.engine.edit('a', 'A', now);
		expect(run.store.state().status).toBe('running');
		expect(await run.engine.finished()).toBe('done');
		expect(run.events.filter(({type}) => type === 'run-finished')).toHaveLength(2);
	});

	test('does not end a finished run a second time when nothing depends on it', async () => {
		const run = bench(diamond);
		await run.engine.run();
		await run.engine.edit('e', 'E', now);
		await letSettle();
		expect(run.store.state().status).toBe('done');
		expect(run.events.filter(({type}) => type === 'run-finished')).toHaveLength(1);
	});

	test('cuts off what runs on the old text, and begins it anew', async () => {
		const begun = Promise.withResolvers<void>();
		let first = true;
		const run = bench(diamond, {
			model: {
				async *stream(request, signal) {
					run.requests.push(request);
					const held = request.output_name === 'b' && first;
					if (held) {
						first = false;
						begun.resolve();
						await new Promise(resolve => signal.addEventListener('abort', resolve));
						yield {type: 'failed', fault: aborted};
						return;
					}

					const text = echo(request);
					yield {
						type: 'answered',
						answer: {text, model: 'm', usage: null, cost_usd: 0, finish_reason: 'stop', notes: []},
					};
				},
			},
		});
		const ended = run.engine.run();
		await begun.promise;
		await run.engine.edit('a', 'A by hand', now);
		expect(await ended).toBe('done');
		expect(run.output('b')).toContain('A by hand');
		expect(run.output('e')).not.toContain('answer of a');
		expect(names(run.requests).filter(name => name === 'b')).toHaveLength(2);
		expect(names(run.requests).filter(name => name === 'd')).toHaveLength(1);
	});

	test('withdraws a review of what was made from the old text', async () => {
		const reviewed: string[] = [];
		const open = Promise.withResolvers<void>();
		const run = bench(diamond, {
			answer: echo,
			settings: {review: 'all'},
			human: {
				review: ({output_name, output}, signal) =>
					new Promise<Decision>(resolve => {
						reviewed.push(output);
						if (output_name !== 'b' || output.includes('A by hand')) {
							resolve({kind: 'approve'});
							return;
						}

						open.resolve();
						signal.addEventListener('abort', () => resolve({kind: 'nobody', message: '', flag: ''}));
					}),
			},
		});
		const ended = run.engine.run();
		await open.promise;
		await run.engine.edit('a', 'A by hand', now);
		expect(await ended).toBe('done');
		expect(run.output('b')).toContain('A by hand');
		expect(run.store.state().operations.get('b')!.versions).toHaveLength(2);
	});

	test('gives another chance to what failed on the old text, and to what that blocked', async () => {
		const run = bench(diamond, {
			answer(request) {
				const text = echo(request);
				const broken = request.output_name === 'b' && !text.includes('A by hand');
				return broken ? {fault: {kind: 'content-filter', retryable: false}} : text;
			},
		});
		expect(await run.engine.run()).toBe('failed');
		await run.engine.edit('a', 'A by hand', now);
		expect(await run.engine.finished()).toBe('done');
		expect(run.output('e')).toContain('A by hand');
	});

	test('refuses an operation that has no finished output, with the reason', async () => {
		const run = bench(diamond, {answer: () => ({fault: {kind: 'content-filter', retryable: false}})});
		await run.engine.run();
		expect(await run.engine.edit('b', 'text', now)).toBe('b has no finished output to edit now.');
		expect(await run.engine.edit('nowhere', 'text', now)).toBe('This pipeline has no operation nowhere.');
	});

	test('folds to the same state from the log alone', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		await run.engine.edit('b', 'B by hand', now);
		await run.engine.finished();
		await run.engine.undo({rerun: false});
		await run.engine.pin('e', true);
		const folded = run.events.reduce(reduce, emptyState());
		expect(folded).toEqual(run.store.state());
	});
});

describe('what an operation is made from', () => {
	/** a is made, and b begins once it is let. */
	function heldAtB(options: Parameters<typeof bench>[1] = {}) {
		const begun = Promise.withResolvers<void>();
		const free = Promise.withResolvers<void>();
		const run = bench(diamond, {
			...options,
			async answer(request) {
				if (request.output_name === 'b') {
					begun.resolve();
					await free.promise;
				}

				return echo(request);
			},
		});
		return {run, begun: begun.promise, free: free.resolve};
	}

	test('is what there was when it began, also in the log, whatever is edited meanwhile', async () => {
		const {run, begun, free} = heldAtB();
		const ended = run.engine.run();
		await begun;
		await run.engine.edit('a', 'A by hand', {rerun: false});
		free();
		await ended;
		const finished = run.events.find(event => event.type === 'module-finished' && event.output_name === 'b');
		expect(finished).toMatchObject({consumed: {a: 1}});
		expect(run.store.state().operations.get('b')!.consumed).toEqual({a: 1});
		expect(stale(run)).toContain('b');
	});

	test('is not changed by an edit while the workspace is made ready for it', async () => {
		const ready = Promise.withResolvers<void>();
		const begun = Promise.withResolvers<void>();
		const seen: string[] = [];
		const run = bench(
			'pipeline: [{module: one, inputs: [], output_name: a}, {module: w, inputs: [a], output_name: code}]',
			{
				modules: [
					defineModule({
						name: 'w',
						describe: 'Says what it was given.',
						writes: true,
						run({inputs, prompt}) {
							seen.push(inputs[0]!.text, prompt);
							return 'done';
						},
					}),
				],
			},
		);
		run.crew.workspace.set = async () => {
			begun.resolve();
			await ready.promise;
			return {refused: []};
		};
		const ended = run.engine.run();
		await begun.promise;
		const edited = run.engine.edit('a', 'A by hand', {rerun: false});
		await letSettle();
		ready.resolve();
		await edited;
		await ended;
		expect(seen).toEqual(['answer of a', 'A:\nanswer of a']);
	});

	test('still holds the feedback of a redo that was cut off because an input changed', async () => {
		const begun = Promise.withResolvers<void>();
		let reviews = 0;
		const run = bench(diamond, {
			settings: {review: 'all'},
			human: {
				review: async ({output_name}) =>
					output_name === 'b' && ++reviews === 1 ? {kind: 'redo', feedback: 'Shorter!'} : {kind: 'approve'},
			},
			model: {
				async *stream(request, signal) {
					run.requests.push(request);
					const told = request.messages.at(-1)!.content;
					if (told.includes('Shorter!') && !told.includes('A by hand')) {
						begun.resolve();
						await new Promise(resolve => signal.addEventListener('abort', resolve));
						yield {type: 'failed', fault: aborted};
						return;
					}

					yield {
						type: 'answered',
						answer: {
							text: echo(request),
							model: 'm',
							usage: null,
							cost_usd: 0,
							finish_reason: 'stop',
							notes: [],
						},
					};
				},
			},
		});
		const ended = run.engine.run();
		await begun.promise;
		await run.engine.edit('a', 'A by hand', now);
		expect(await ended).toBe('done');
		const last = run.requests.findLast(({output_name}) => output_name === 'b')!.messages.at(-1)!.content;
		expect(last).toContain('A by hand');
		expect(last).toContain('Shorter!');
	});
});

describe('a module that does not end when its attempt is cut off', () => {
	test('neither writes nor asks any more, and what it says is not heard', async () => {
		const begun = Promise.withResolvers<void>();
		const late = Promise.withResolvers<void>();
		const tried: string[] = [];
		let attempts = 0;
		const run = bench(
			'pipeline: [{module: one, inputs: [], output_name: a}, {module: w, inputs: [a], output_name: code}]',
			{
				modules: [
					defineModule({
						name: 'w',
						describe: 'Does not heed the signal.',
						writes: true,
						async run({files, person, runner, inputs}) {
							if (++attempts === 1) {
								begun.resolve();
								await late.promise;
								for (const use of [
									() => files.write({'late.txt': 'late'}),
									() => person.ask('Too late?'),
									() => runner.run({command: 'true'}),
								]) {
									await use().catch((error: Error) => tried.push(error.name));
								}

								return 'late';
							}

							await files.write({'new.txt': 'new'});
							return inputs[0]!.text;
						},
					}),
				],
			},
		);
		const ended = run.engine.run();
		await begun.promise;
		await run.engine.edit('a', 'A by hand', now);
		await ended;
		late.resolve();
		await letSettle();
		expect(tried).toEqual(['AbortError', 'AbortError', 'AbortError']);
		expect(run.output('code')).toBe('A by hand');
		expect(Object.keys(run.store.state().workspace)).toEqual(['new.txt']);
		expect(run.events.at(-1)!.type).toBe('run-finished');
	});
});

describe('an output that is pinned', () => {
	test('stays as it is, and so does what only follows from it', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		run.requests.length = 0;
		await run.engine.pin('d', true);
		await run.engine.edit('a', 'A by hand', now);
		await run.engine.finished();
		expect(names(run.requests).sort()).toEqual(['b', 'c']);
		expect(stale(run)).toEqual([]);
		await run.engine.pin('d', false);
		expect(stale(run)).toEqual(['d', 'e']);
	});
});

describe('undo', () => {
	test('takes back the last edit, and what was made before is taken again without a call', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		const before = run.output('e');
		await run.engine.edit('b', 'B by hand', now);
		await run.engine.finished();
		expect(run.output('e')).not.toBe(before);
		run.requests.length = 0;
		expect(await run.engine.undo(now)).toBeNull();
		await run.engine.finished();
		expect(run.requests).toEqual([]);
		expect(run.output('e')).toBe(before);
		expect(stale(run)).toEqual([]);
	});

	test('of an edit whose rerun failed pays for nothing: what was made before is taken again', async () => {
		let broken = false;
		const run = bench(diamond, {
			answer: request => (broken ? {fault: {kind: 'content-filter', retryable: false}} : echo(request)),
		});
		await run.engine.run();
		broken = true;
		await run.engine.edit('d', 'D by hand', now);
		expect(await run.engine.finished()).toBe('failed');
		broken = false;
		run.requests.length = 0;
		await run.engine.undo({rerun: false});
		run.engine.proceed();
		expect(await run.engine.finished()).toBe('done');
		expect(run.requests).toEqual([]);
	});

	test('says so when there is nothing to take back', async () => {
		const run = bench(diamond);
		await run.engine.run();
		expect(await run.engine.undo(now)).toBe('There is no edit to take back.');
	});

	test('takes edits back one by one, the latest first', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		await run.engine.edit('e', 'first', now);
		await run.engine.edit('e', 'second', now);
		await run.engine.undo(now);
		expect(run.output('e')).toBe('first');
		await run.engine.undo(now);
		expect(run.output('e')).toContain('e(');
		expect(await run.engine.undo(now)).toBe('There is no edit to take back.');
	});
});

describe('choosing a version', () => {
	test('makes it the current one, and what depends on it follows', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		await run.engine.edit('b', 'B by hand', now);
		await run.engine.finished();
		expect(await run.engine.choose('b', 1, now)).toBeNull();
		await run.engine.finished();
		expect(run.output('e')).not.toContain('B by hand');
	});

	test('holds, although what it was made from has changed since', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		await run.engine.edit('a', 'A by hand', now);
		await run.engine.finished();
		await run.engine.choose('b', 1, now);
		await run.engine.finished();
		expect(stale(run)).toEqual([]);
		expect(run.output('b')).not.toContain('A by hand');
	});
});

describe('a log that names a version which there is not', () => {
	test.each(['version-chosen', 'edit-undone'] as const)('leaves the current one as it is: %s', async type => {
		const run = bench(diamond);
		await run.engine.run();
		for (const version of [99, 0, -1, 1.5]) {
			run.store.emit({type, output_name: 'b', module: 'two', version});
			expect(run.output('b')).toBe('answer of b');
		}
	});

	test('leaves the current one as it is: an approval', async () => {
		const run = bench(diamond);
		await run.engine.run();
		run.store.emit({
			type: 'review-decided',
			output_name: 'b',
			module: 'two',
			attempt: 1,
			subject: 'output',
			decision: 'approve',
			feedback: null,
			by: 'person',
			version: 99,
		});
		expect(run.output('b')).toBe('answer of b');
	});
});

describe('a prompt that is edited', () => {
	test('makes its output stale, and is what the rerun is instructed with', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		run.requests.length = 0;
		await run.engine.editPrompt('d', {system: 'Be brief.', supplement: 'In French.'}, {rerun: false});
		expect(Object.fromEntries(stalenessOf(run.store.state()))).toEqual({
			d: [{kind: 'system prompt'}, {kind: 'supplement'}],
			e: [{kind: 'upstream', name: 'd'}],
		});
		await run.engine.rerunStale();
		await run.engine.finished();
		expect(names(run.requests)).toEqual(['d', 'e']);
		const [system, user] = run.requests[0]!.messages;
		expect(system!.content).toBe('Be brief.');
		expect(user!.content).toContain('SUPPLEMENTARY INFORMATION:\nIn French.');
		expect(run.store.state().operations.get('d')!.versions).toHaveLength(2);
	});

	test('can be taken back', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		await run.engine.editPrompt('d', {system: 'Be brief.', supplement: null}, {rerun: false});
		await run.engine.undo({rerun: false});
		expect(run.store.state().operations.get('d')!.system).toBe('');
		expect(stale(run)).toEqual([]);
	});
});

describe('a rerun', () => {
	test('makes an output anew although nothing changed, and has what follows made anew', async () => {
		let count = 0;
		const run = bench(diamond, {answer: ({output_name}) => `${output_name} ${++count}`});
		await run.engine.run();
		run.requests.length = 0;
		await run.engine.rerun('d', {model: 'another'});
		await run.engine.finished();
		expect(names(run.requests)).toEqual(['d', 'e']);
		expect(run.requests[0]!.model).toBe('another');
		expect(run.requests[1]!.model).toBe('default-model');
	});

	test('keeps the earlier version when it fails', async () => {
		let broken = false;
		const run = bench(diamond, {
			answer: request => (broken ? {fault: {kind: 'content-filter', retryable: false}} : echo(request)),
		});
		await run.engine.run();
		broken = true;
		const before = run.output('d');
		await run.engine.rerun('d');
		expect(await run.engine.finished()).toBe('failed');
		expect(run.output('d')).toBe(before);
	});

	test('of a blocked operation says what to do instead', async () => {
		const run = bench(diamond, {
			answer: ({output_name}) =>
				output_name === 'b' ? {fault: {kind: 'content-filter', retryable: false}} : output_name,
		});
		await run.engine.run();
		expect(await run.engine.rerun('d')).toBe('d waits for b, which did not come. Rerun that.');
	});
});

describe('what waits for an output that did not come', () => {
	/** All are done; then b is made anew, and fails. */
	async function withoutB() {
		let broken = false;
		const run = bench(diamond, {
			answer: request =>
				broken && request.output_name === 'b'
					? {fault: {kind: 'content-filter', retryable: false}}
					: echo(request),
		});
		await run.engine.run();
		broken = true;
		await run.engine.rerun('b');
		await run.engine.finished();
		return run;
	}

	test('is not made anew for another input, and keeps the output it has', async () => {
		const run = await withoutB();
		await run.engine.edit('c', 'C by hand', now);
		await run.engine.finished();
		expect(run.store.state().operations.get('d')!.status).toBe('done');
		expect(run.store.state().counts.pending).toBe(0);
	});

	test('says which one it is when it is to be made anew itself', async () => {
		const run = await withoutB();
		expect(await run.engine.rerun('d')).toBe('d waits for b, which did not come. Rerun that.');
		expect(run.store.state().operations.get('d')!.status).toBe('done');
	});
});

describe('step mode', () => {
	test('lets one through once, also when an earlier version is taken instead of a call', async () => {
		const run = bench(diamond, {answer: echo});
		await run.engine.run();
		await run.engine.edit('d', 'D by hand', now);
		await run.engine.finished();
		await run.engine.setStepping(true);
		await run.engine.undo(now);
		await letSettle();
		await run.engine.step('e');
		expect(await run.engine.finished()).toBe('done');
		expect(run.store.state().passed).toEqual(new Set());
	});

	test('begins one operation at a time, the chosen one if it is ready', async () => {
		const run = bench(diamond);
		await run.engine.setStepping(true);
		const ended = run.engine.run();
		await letSettle();
		expect(run.requests).toEqual([]);
		await run.engine.step('f');
		await letSettle();
		expect(names(run.requests)).toEqual(['f']);
		await run.engine.step(null);
		await letSettle();
		expect(names(run.requests)).toEqual(['f', 'a']);
		await run.engine.setStepping(false);
		expect(await ended).toBe('done');
	});

	test('says so when nothing is ready', async () => {
		const run = bench(diamond);
		await run.engine.run();
		expect(await run.engine.step(null)).toBe('Nothing is ready to begin.');
	});

	test('takes single steps in a pause too, which goes on', async () => {
		const run = bench(diamond);
		run.engine.pause();
		void run.engine.run();
		await run.engine.step(null);
		await letSettle();
		expect(names(run.requests)).toEqual(['a']);
		expect(run.store.state().paused).toBe(true);
	});
});

describe('a breakpoint', () => {
	test('holds its operation, while all others go on', async () => {
		const run = bench(diamond);
		await run.engine.setBreakpoint('c', true);
		const ended = run.engine.run();
		await letSettle();
		expect(names(run.requests).sort()).toEqual(['a', 'b', 'f']);
		await run.engine.step('c');
		expect(await ended).toBe('done');
	});

	test('that is taken away lets its operation go on', async () => {
		const run = bench(diamond);
		await run.engine.setBreakpoint('c', true);
		const ended = run.engine.run();
		await letSettle();
		await run.engine.setBreakpoint('c', false);
		expect(await ended).toBe('done');
	});
});

describe('a run that was stopped', () => {
	test('takes no step until it is set going again', async () => {
		const run = bench(diamond, {
			settings: {concurrency: 1},
			answer(request) {
				run.engine.stop();
				return echo(request);
			},
		});
		expect(await run.engine.run()).toBe('stopped');
		expect(await run.engine.step(null)).toBe('The run has stopped: it must be set going again first.');
	});

	test('goes on where it was when told to proceed', async () => {
		let stopped = false;
		const run = bench(diamond, {
			settings: {review: 'all'},
			answer: echo,
			human: {
				async review({output_name}) {
					if (output_name !== 'b' || stopped) return {kind: 'approve'};
					stopped = true;
					return {kind: 'stop'};
				},
			},
		});
		expect(await run.engine.run()).toBe('stopped');
		run.engine.proceed();
		expect(await run.engine.finished()).toBe('done');
		expect(names(run.requests).filter(name => name === 'b')).toHaveLength(1);
	});
});

describe('a codebase that is edited later', () => {
	const writer = (name: string) =>
		defineModule({
			name,
			describe: 'Adds a file to those it starts from.',
			yields: 'codebase',
			by: 'model',
			async run({files, operation, inputs}) {
				await files.write({[`${operation.output_name}.txt`]: inputs.map(({text}) => text).join()});
				return printed(files.current());
			},
		});
	const printed = (files: ReadonlyMap<string, string>) =>
		[...files].map(([path, text]) => `## ${path}\n\n\`\`\`\n${text}\n\`\`\``).join('\n\n');
	const chain = `
pipeline:
  - {module: start, inputs: [], output_name: first}
  - {module: w, inputs: [first], output_name: code}
  - {module: w, inputs: [code], output_name: more}
  - {module: w, inputs: [first], output_name: aside}
`;

	test('is what later writers start from, and the workspace shows the last writer’s files', async () => {
		const run = bench(chain, {modules: [writer('w')]});
		const shown: string[][] = [];
		run.crew.workspace.set = async files => {
			shown.push([...files.keys()].sort());
			return {refused: []};
		};
		await run.engine.run();
		expect(await run.engine.edit('code', '## new.py\n\n```\nprint(1)\n```\n', now)).toBeNull();
		await run.engine.finished();
		const state = run.store.state();
		expect(Object.keys(state.operations.get('code')!.versions[1]!.files!)).toEqual(['new.py']);
		expect(Object.keys(state.operations.get('more')!.versions[1]!.files!)).toEqual(['more.txt', 'new.py']);
		expect(shown.at(-1)).toEqual(['aside.txt']);
		expect(Object.keys(state.workspace)).toEqual(['aside.txt']);
	});

	test('reaches a writer past a text that stays the same', async () => {
		const run = bench(
			`
pipeline:
  - {module: start, inputs: [], output_name: first}
  - {module: w, inputs: [first], output_name: code}
  - {module: critic, inputs: [code], output_name: remarks}
  - {module: w, inputs: [remarks], output_name: more}
`,
			{modules: [writer('w')], answer: () => 'Fine.'},
		);
		await run.engine.run();
		await run.engine.edit('code', '## new.py\n\n```\nprint(1)\n```\n', now);
		expect(await run.engine.finished()).toBe('done');
		const {versions} = run.store.state().operations.get('more')!;
		expect(Object.keys(versions.at(-1)!.files!)).toEqual(['more.txt', 'new.py']);
		expect(stale(run)).toEqual([]);
	});

	test('is refused with the reason when its module cannot place the text', async () => {
		const fussy = defineModule({
			name: 'w',
			describe: 'Keeps its text in a file.',
			writes: true,
			by: 'model',
			async run({files, model}) {
				const {text} = await model.ask();
				await files.write({'text.md': text});
				return text;
			},
			place() {
				throw new Error('no room');
			},
		});
		const run = bench(chain, {modules: [fussy]});
		await run.engine.run();
		expect(await run.engine.edit('code', 'by hand', now)).toBe(
			'The module `w` could not put this text into its file: no room',
		);
		expect(run.store.state().operations.get('code')!.versions).toHaveLength(1);
	});

	test('is refused with the reason when it is none, and nothing changes', async () => {
		const run = bench(chain, {modules: [writer('w')]});
		await run.engine.run();
		const refusal = await run.engine.edit('code', 'no files in here', now);
		expect(refusal).toMatch(/\w+ .*\./);
		expect(run.store.state().operations.get('code')!.versions).toHaveLength(1);
	});
});

const aborted = {
	kind: 'aborted',
	message: 'It was cut off.',
	remedy: null,
	retryable: false,
	retry_after_ms: null,
	possibly_paid: true,
	partial: '',
	usage: null,
	cost_usd: null,
} as const;
