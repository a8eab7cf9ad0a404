import {describe, expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {defineModule, OperationFailure} from '../../../source/core/module.ts';
import type {Mending, ProgramOutcome, ReviewRequest} from '../../../source/core/ports.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {asked, bench} from '../../helpers/crew.ts';

const chain = `
pipeline:
  - {module: writer, inputs: [], output_name: first}
  - {module: writer, inputs: [first], output_name: second}
  - {module: writer, inputs: [second], output_name: third}
`;

const diamond = `
pipeline:
  - {module: writer, inputs: [], output_name: top}
  - {module: writer, inputs: [top], output_name: left}
  - {module: writer, inputs: [top], output_name: right}
  - {module: writer, inputs: [left, right], output_name: bottom}
`;

/** A promise that the test resolves. */
function gate<T = void>() {
	return Promise.withResolvers<T>();
}

describe('scheduling', () => {
	test('each operation is told its inputs whole, under their names in upper case', async () => {
		const {engine, requests} = bench(
			chain.replace('output_name: third', 'output_name: third, supplement: "Be short."'),
			{answer: ({output_name}) => `  ${output_name}:\n\tindented\n\n`},
		);
		expect(await engine.run()).toBe('done');
		expect(requests[2]!.messages).toEqual([
			{
				role: 'user',
				content: 'SECOND:\n  second:\n\tindented\n\n\n\nSUPPLEMENTARY INFORMATION:\nBe short.',
			},
		]);
	});

	test('what is ready runs in parallel, and what joins waits for both', async () => {
		const release = {left: gate<string>(), right: gate<string>()};
		const started: string[] = [];
		const bothStarted = gate();
		const {engine} = bench(diamond, {
			answer: ({output_name}) => {
				started.push(output_name);
				if (started.includes('left') && started.includes('right')) bothStarted.resolve();
				return output_name === 'left' || output_name === 'right' ? release[output_name].promise : 'x';
			},
		});
		const done = engine.run();
		await bothStarted.promise;
		expect(started).toEqual(['top', 'left', 'right']);
		release.right.resolve('r');
		release.left.resolve('l');
		expect(await done).toBe('done');
		expect(started.at(-1)).toBe('bottom');
	});

	test('no more operations run at once than the limit allows', async () => {
		const wide = `pipeline:\n${Array.from({length: 20}, (_, i) => `  - {module: writer, inputs: [], output_name: o${i}}`).join('\n')}`;
		let now = 0;
		let most = 0;
		const {engine} = bench(wide, {
			settings: {concurrency: 3},
			async answer() {
				now++;
				most = Math.max(most, now);
				await new Promise(setImmediate);
				now--;
				return 'x';
			},
		});
		expect(await engine.run()).toBe('done');
		expect(most).toBe(3);
	});

	test('folding the recorded events gives the state that the live run had', async () => {
		const {engine, events, store} = bench(diamond);
		await engine.run();
		const folded = events.reduce<ReturnType<typeof emptyState>>(reduce, emptyState());
		expect(folded).toEqual(store.state());
	});

	test('a paused run starts nothing new until it goes on', async () => {
		const first = gate<string>();
		const {engine, requests, store} = bench(chain, {
			answer: ({output_name}) => (output_name === 'first' ? first.promise : 'x'),
		});
		const done = engine.run();
		engine.pause();
		const finished = new Promise<void>(resolve => {
			store.onEvent(event => {
				if (event.type === 'module-finished') setImmediate(resolve);
			});
		});
		first.resolve('x');
		await finished;
		expect(requests).toHaveLength(1);
		engine.proceed();
		expect(await done).toBe('done');
		expect(requests).toHaveLength(3);
	});
});

describe('failure', () => {
	test('dependents of a failed operation are blocked, never fed an empty text, and other branches go on', async () => {
		const {engine, store, events} = bench(
			`${diamond}  - {module: writer, inputs: [right], output_name: beside}\n`,
			{
				answer: ({output_name}) =>
					output_name === 'left' ? {fault: {kind: 'quota', retryable: false, message: 'No credit.'}} : 'x',
			},
		);
		expect(await engine.run()).toBe('failed');
		const {operations} = store.state();
		expect(operations.get('bottom')!.status).toBe('blocked');
		expect(operations.get('bottom')!.because).toBe('left');
		expect(operations.get('beside')!.status).toBe('done');
		expect(asked(events, 'bottom')).toEqual([]);
		expect(events.at(-1)).toMatchObject({type: 'run-finished', status: 'failed', message: 'No credit.'});
	});

	test('a lost call is tried again, each try in the log, and the answer of the last counts', async () => {
		let tries = 0;
		const {engine, events, output} = bench(chain, {
			answer: ({output_name}) =>
				output_name === 'second' && ++tries < 3 ? {fault: {kind: 'connection'}} : `${output_name} whole`,
		});
		expect(await engine.run()).toBe('done');
		expect(asked(events, 'second').map(event => event.try)).toEqual([1, 2, 3]);
		expect(events.filter(({type}) => type === 'model-failed')).toHaveLength(2);
		expect(output('second')).toBe('second whole');
	});

	test('whatever a module throws is its own failure, with a sentence', async () => {
		const broken = defineModule({
			name: 'broken',
			describe: 'Throws.',
			run() {
				throw new TypeError('undefined is not a pipeline');
			},
		});
		const {engine, store} = bench('pipeline: [{module: broken, inputs: [], output_name: out}]', {
			modules: [broken],
		});
		expect(await engine.run()).toBe('failed');
		expect(store.state().operations.get('out')!.failure).toMatchObject({
			kind: 'module',
			message: 'undefined is not a pipeline',
		});
	});

	test('a module that throws over the text as it comes fails with that, and the call stands as one that may have been paid for', async () => {
		const listener = defineModule({
			name: 'writer',
			describe: 'Throws over the first piece.',
			async run({model}) {
				const {text} = await model.ask({
					onText() {
						throw new Error('mine');
					},
				});
				return text;
			},
		});
		const {engine, events, store, requests} = bench(
			'pipeline: [{module: writer, inputs: [], output_name: a}]',
			{modules: [listener], answer: () => 'hello'},
		);
		expect(await engine.run()).toBe('failed');
		expect(events.find(({type}) => type === 'model-failed')).toMatchObject({
			fault: 'other',
			message: 'The module `writer` failed over the answer as it came: mine',
			response: 'hello',
			possibly_paid: true,
			retry_in_ms: null,
		});
		expect(events.find(({type}) => type === 'module-failed')).toMatchObject({
			kind: 'module',
			message: 'mine',
		});
		expect(store.state().money.possiblyPaid).toBe(1);
		expect(store.lives('a')).toEqual([]);
		expect(requests).toHaveLength(1);
	});

	test('a module that logs no text fails itself, not the run', async () => {
		const odd = defineModule({
			name: 'odd',
			describe: 'Logs a number.',
			run({log}) {
				log(5 as unknown as string);
				return 'x';
			},
		});
		const {engine, store} = bench('pipeline: [{module: odd, inputs: [], output_name: out}]', {
			modules: [odd],
		});
		expect(await engine.run()).toBe('failed');
		expect(store.state().operations.get('out')!.failure?.message).toBe(
			'The module `odd` logged number instead of a text.',
		);
	});

	test('a module that returns no text fails with the way to mend it', async () => {
		const numeric = defineModule({
			name: 'numeric',
			describe: 'Returns 7.',
			run: () => 7 as unknown as string,
		});
		const {engine, store} = bench('pipeline: [{module: numeric, inputs: [], output_name: out}]', {
			modules: [numeric],
		});
		expect(await engine.run()).toBe('failed');
		expect(store.state().operations.get('out')!.failure).toMatchObject({
			message: 'The module `numeric` returned number instead of a text.',
			remedy: 'Return a string, or {output, messages}, with strings only.',
		});
	});

	test('a person at the screen may retry a failed operation with another model', async () => {
		const mendings = [{kind: 'retry' as const, model: 'other-model'}];
		const {engine, requests} = bench(chain, {
			interactive: true,
			human: {mend: async () => mendings.shift() ?? {kind: 'stop'}},
			answer: ({output_name, model}) =>
				output_name === 'second' && model !== 'other-model'
					? {fault: {kind: 'unknown-model', retryable: false}}
					: 'x',
		});
		expect(await engine.run()).toBe('done');
		expect(requests.map(({model}) => model)).toEqual([
			'default-model',
			'default-model',
			'other-model',
			'default-model',
		]);
	});

	test('when a redo fails, the version before it may stand, files and all', async () => {
		let calls = 0;
		const coder = defineModule({
			name: 'coder',
			describe: 'Writes what the model says.',
			yields: 'codebase',
			by: 'model',
			async run({model, files}) {
				await files.write({'main.py': 'half done'});
				const {text} = await model.ask();
				await files.write({'main.py': text});
				return text;
			},
		});
		const reader = defineModule({
			name: 'reader',
			describe: 'Reads the files.',
			run: ({files}) => files.current().get('main.py') ?? 'nothing',
		});
		const reviews = [{kind: 'redo' as const, feedback: 'Shorter.'}];
		const {engine, output, store} = bench(
			`
pipeline:
  - {module: coder, inputs: [], output_name: code, checkpoint: always}
  - {module: reader, inputs: [code], output_name: read}
`,
			{
				modules: [coder, reader],
				interactive: true,
				settings: {review: 'declared'},
				answer: () => (++calls === 1 ? 'version one' : {fault: {kind: 'quota', retryable: false}}),
				human: {
					review: async () => reviews.shift() ?? {kind: 'stop'},
					async mend({current}) {
						expect(current).toBe('version one');
						return {kind: 'approve'};
					},
				},
			},
		);
		expect(await engine.run()).toBe('done');
		expect(output('code')).toBe('version one');
		expect(output('read')).toBe('version one');
		expect(store.state().texts.get(store.state().workspace['main.py']!)).toBe('version one');
	});

	test('a person may write a failed output by hand, and it is what follows', async () => {
		const {engine, output, requests} = bench(chain, {
			interactive: true,
			human: {mend: async () => ({kind: 'write', output: 'by hand'})},
			answer: ({output_name}) =>
				output_name === 'second' ? {fault: {kind: 'quota', retryable: false}} : 'x',
		});
		expect(await engine.run()).toBe('done');
		expect(output('second')).toBe('by hand');
		expect(requests.at(-1)!.messages[0]!.content).toBe('SECOND:\nby hand');
	});

	test('on_error: stop lets go of the whole run', async () => {
		const {engine, store} = bench(
			diamond.replace('output_name: left}', 'output_name: left, on_error: stop}'),
			{
				settings: {concurrency: 1},
				answer: ({output_name}) =>
					output_name === 'left' ? {fault: {kind: 'quota', retryable: false}} : 'x',
			},
		);
		expect(await engine.run()).toBe('failed');
		expect(store.state().operations.get('right')!.status).toBe('pending');
	});
});

describe('review', () => {
	test('an edited output is what the next operation is told, beside the version of the model', async () => {
		const {engine, requests, store} = bench(chain, {
			settings: {review: 'all'},
			human: {
				review: async ({output_name}) =>
					output_name === 'first' ? {kind: 'edit', output: 'mended'} : {kind: 'approve'},
			},
		});
		expect(await engine.run()).toBe('done');
		expect(requests[1]!.messages[0]!.content).toBe('FIRST:\nmended');
		expect(
			store
				.state()
				.operations.get('first')!
				.versions.map(({by, text}) => [by, text]),
		).toEqual([
			['model', 'answer of first'],
			['person', 'mended'],
		]);
		expect(store.state().operations.get('second')!.consumed).toEqual({first: 2});
	});

	test('an edit that the disk does not take is shown again with the reason, and with what to do in the review', async () => {
		const coder = defineModule({
			name: 'coder',
			describe: 'Writes.',
			yields: 'codebase',
			async run({files}) {
				await files.write({'main.py': 'print(1)\n'});
				return '## main.py\n\n```python\nprint(1)\n```\n';
			},
		});
		const edited = '## main.py\n\n```python\nprint(2)\n```\n';
		let fault: string | undefined;
		const seen: {problem: string | null; output: string}[] = [];
		const run = bench('pipeline: [{module: coder, inputs: [], output_name: a, checkpoint: always}]', {
			modules: [coder],
			settings: {review: 'all'},
			workspace: {
				folder: '/w',
				set: async () => (fault ? {refused: [{path: 'main.py', reason: fault}], fault} : {refused: []}),
			},
			human: {
				async review({problem, output}) {
					seen.push({problem, output});
					fault = seen.length === 1 ? 'the disk is full (ENOSPC)' : undefined;
					return {kind: 'edit', output: edited};
				},
			},
		});
		expect(await run.engine.run()).toBe('done');
		expect(seen).toEqual([
			{problem: null, output: expect.any(String)},
			{
				problem:
					'The files of a could not be written to /w: the disk is full (ENOSPC); put that right, then save again.',
				output: edited,
			},
		]);
		expect(run.output('a')).toBe(edited);
	});

	test('an edit that may not be written now is kept, and shown again with the reason', async () => {
		const coder = defineModule({
			name: 'coder',
			describe: 'Writes one file.',
			yields: 'codebase',
			by: 'model',
			run: async ({files}) => {
				await files.write({'main.py': 'one'});
				return '## main.py\n\n```\none\n```\n';
			},
		});
		const mine = '## main.py\n\n```\nmine\n```\n';
		const seen: Pick<ReviewRequest, 'output' | 'problem'>[] = [];
		const {crew, engine, output} = bench('pipeline: [{module: coder, inputs: [], output_name: code}]', {
			modules: [coder],
			settings: {review: 'all'},
			human: {
				async review({output, problem}) {
					seen.push({output, problem});
					if (seen.length > 2) return {kind: 'approve'};
					crew.workspace.set = async () => {
						if (seen.length > 1) return {refused: []};
						throw new OperationFailure({kind: 'workspace', message: 'Somebody’s files are in the way.'});
					};
					return {kind: 'edit', output: mine};
				},
			},
		});
		expect(await engine.run()).toBe('done');
		expect(seen.slice(1)).toEqual([{output: mine, problem: 'Somebody’s files are in the way.'}]);
		expect(output('code')).toBe(mine);
	});

	test('a redo sends the rejected answer and the feedback along', async () => {
		let rejected = false;
		const {engine, requests} = bench(chain, {
			settings: {review: 'all'},
			human: {
				async review({output_name}) {
					if (output_name !== 'second' || rejected) return {kind: 'approve'};
					rejected = true;
					return {kind: 'redo', feedback: 'Rhyme, please.'};
				},
			},
		});
		expect(await engine.run()).toBe('done');
		expect(requests[2]!.messages[0]!.content).toBe(
			'FIRST:\nanswer of first\n\nYOUR EARLIER ANSWER, WHICH WAS REJECTED:\nanswer of second\n\nFEEDBACK OF THE PERSON:\nRhyme, please.',
		);
		expect(requests[2]!.attempt).toBe(2);
	});

	test('other branches go on while one output waits for its review', async () => {
		const reviews = new Map<string, (decision: {kind: 'approve'}) => void>();
		const bothAsked = gate();
		const {engine} = bench(diamond, {
			settings: {review: 'all', concurrency: 1},
			human: {
				review: request =>
					new Promise(resolve => {
						if (request.output_name === 'top') resolve({kind: 'approve'});
						reviews.set(request.output_name, resolve);
						if (reviews.has('left') && reviews.has('right')) bothAsked.resolve();
						if (request.output_name === 'bottom') resolve({kind: 'approve'});
					}),
			},
		});
		const done = engine.run();
		await bothAsked.promise;
		reviews.get('left')!({kind: 'approve'});
		reviews.get('right')!({kind: 'approve'});
		expect(await done).toBe('done');
	});

	test('approving the rest ends the reviews of this run', async () => {
		const reviewed: string[] = [];
		const {engine} = bench(chain, {
			settings: {review: 'all'},
			human: {
				async review({output_name}) {
					reviewed.push(output_name);
					return {kind: 'approve', rest: true};
				},
			},
		});
		expect(await engine.run()).toBe('done');
		expect(reviewed).toEqual(['first']);
	});

	test('YAML decides: never pauses nowhere, always pauses also where only declared reviews are wanted', async () => {
		const reviewed: string[] = [];
		const declared = chain
			.replace('output_name: first}', 'output_name: first, checkpoint: never}')
			.replace('output_name: second}', 'output_name: second, checkpoint: always}');
		const human = {
			async review({output_name}: ReviewRequest) {
				reviewed.push(output_name);
				return {kind: 'approve' as const};
			},
		};
		await bench(declared, {settings: {review: 'all'}, human}).engine.run();
		expect(reviewed).toEqual(['second', 'third']);
		reviewed.length = 0;
		await bench(declared, {settings: {review: 'declared'}, human}).engine.run();
		expect(reviewed).toEqual(['second']);
	});

	test('a declared checkpoint without a person leaves the run waiting, and resume asks again without a call', async () => {
		const declared = chain.replace('output_name: second}', 'output_name: second, checkpoint: always}');
		const first = bench(declared, {settings: {review: 'declared'}});
		expect(await first.engine.run()).toBe('waiting');
		expect(first.store.state().message).toContain('--yes');
		const second = bench(declared, {
			settings: {review: 'declared'},
			earlier: first.events,
			human: {review: async () => ({kind: 'approve'})},
		});
		expect(await second.engine.run()).toBe('done');
		expect(second.requests.map(({output_name}) => output_name)).toEqual(['third']);
	});
});

describe('the person', () => {
	const asking = defineModule({
		name: 'asking',
		describe: 'Asks twice.',
		async run({person}) {
			const name = await person.ask('Who?');
			const more = await person.ask('More?', {optional: true});
			return `${name} ${more}`;
		},
	});
	const questions = 'pipeline: [{module: asking, inputs: [], output_name: out}]';

	test('a question that nobody answers leaves the run waiting and names the flag', async () => {
		const {engine, store} = bench(questions, {modules: [asking]});
		expect(await engine.run()).toBe('waiting');
		expect(store.state().message).toContain('--answer out=TEXT');
	});

	test('what the person said before the run ended is not asked again on resume', async () => {
		const replies = ['Ada'];
		const first = bench(questions, {
			modules: [asking],
			human: {
				ask: async ({number}) =>
					number === 1
						? {kind: 'said', text: replies[0]!}
						: {kind: 'nobody', message: 'nobody there', flag: '--answer'},
			},
		});
		expect(await first.engine.run()).toBe('waiting');
		const askedNow: string[] = [];
		const second = bench(questions, {
			modules: [asking],
			earlier: first.events,
			human: {
				async ask({question}) {
					askedNow.push(question);
					return {kind: 'declined'};
				},
			},
		});
		expect(await second.engine.run()).toBe('done');
		expect(askedNow).toEqual(['More?']);
		expect(second.output('out')).toBe('Ada null');
	});
});

describe('letting go', () => {
	test('a stopped run aborts what is in flight and leaves it unfinished', async () => {
		const started = gate();
		const never = gate<string>();
		const {engine, store, events} = bench(chain, {
			model: {
				async *stream(_request, signal) {
					started.resolve();
					await new Promise<void>(resolve => {
						signal.addEventListener('abort', () => resolve());
					});
					yield {
						type: 'failed',
						fault: {
							kind: 'aborted',
							message: 'Stopped.',
							remedy: null,
							retryable: false,
							retry_after_ms: null,
							possibly_paid: true,
							partial: 'half an ans',
							usage: null,
							cost_usd: null,
						},
					};
				},
			},
		});
		const done = engine.run();
		await started.promise;
		engine.stop();
		expect(await done).toBe('stopped');
		never.resolve('');
		expect(store.state().operations.get('first')!.versions).toEqual([]);
		expect(events.find(({type}) => type === 'model-failed')).toMatchObject({
			fault: 'aborted',
			possibly_paid: true,
			response: 'half an ans',
		});
	});

	test('a resumed run asks for nothing that was answered', async () => {
		const first = bench(chain, {
			answer: ({output_name}) =>
				output_name === 'third' ? {fault: {kind: 'quota', retryable: false}} : `${output_name} once`,
		});
		expect(await first.engine.run()).toBe('failed');
		const second = bench(chain, {earlier: first.events});
		expect(await second.engine.run()).toBe('done');
		expect(second.requests.map(({output_name}) => output_name)).toEqual(['third']);
		expect(second.output('second')).toBe('second once');
	});

	test('a module that failed at its second call pays for that call only when the run is taken up again', async () => {
		const twice = defineModule({
			name: 'twice',
			describe: 'Asks twice.',
			by: 'model',
			async run({model}) {
				const one = await model.ask({prompt: 'one'});
				const two = await model.ask({prompt: `two after ${one.text}`});
				return one.text + two.text;
			},
		});
		const yaml = 'pipeline: [{module: twice, inputs: [], output_name: out}]';
		const first = bench(yaml, {
			modules: [twice],
			answer: ({call}) => (call === 2 ? {fault: {kind: 'unreachable', retryable: false}} : 'A'),
		});
		expect(await first.engine.run()).toBe('failed');
		const second = bench(yaml, {modules: [twice], earlier: first.events, answer: () => 'B'});
		expect(await second.engine.run()).toBe('done');
		expect(second.requests.map(({call}) => call)).toEqual([2]);
		expect(second.output('out')).toBe('AB');
	});

	test('a module whose program could not be started pays for nothing again when the run is taken up', async () => {
		const runs = defineModule({
			name: 'runs',
			describe: 'Asks, then runs.',
			by: 'model',
			writes: true,
			async run({model, runner}) {
				const {text} = await model.ask();
				await runner.run({command: 'python3 main.py'});
				return text;
			},
		});
		const yaml = 'pipeline: [{module: runs, inputs: [], output_name: out}]';
		const outcome = {
			exit_code: 0,
			signal: null,
			timed_out: false,
			stopped: null,
			stdout: '',
			stderr: '',
			duration_ms: 1,
			made_files: [],
		};
		const sit = (not_started: ProgramOutcome['not_started'], more: Parameters<typeof bench>[1] = {}) =>
			bench(yaml, {modules: [runs], runner: {run: async () => ({...outcome, not_started})}, ...more});
		const first = sit({message: 'There is no Python here.', remedy: 'Install it.'});
		expect(await first.engine.run()).toBe('failed');
		const second = sit(null, {earlier: first.events});
		expect(await second.engine.run()).toBe('done');
		expect([first.requests.length, second.requests.length]).toEqual([1, 0]);

		const mendings: Mending[] = [{kind: 'retry'}, {kind: 'retry', model: 'other'}, {kind: 'skip'}];
		const mended = sit(
			{message: 'There is no Python here.', remedy: 'Install it.'},
			{interactive: true, human: {mend: async () => mendings.shift()!}},
		);
		await mended.engine.run();
		expect(mended.requests.map(({model}) => model)).toEqual(['default-model', 'other']);
	});

	test('a run over its budget ends as such, and goes on once the budget is raised', async () => {
		const first = bench(`budget: {max_tokens: 20}\n${chain}`);
		expect(await first.engine.run()).toBe('budget');
		expect(first.requests).toHaveLength(2);
		const second = bench('', {earlier: first.events, settings: {budget: {max_tokens: 1000}}});
		expect(await second.engine.run()).toBe('done');
		expect(second.requests).toHaveLength(1);
	});

	test('a price that is unknown cannot be held under max_usd alone', async () => {
		const {engine, store} = bench(`budget: {max_usd: 5}\n${chain}`, {cost_usd: null});
		expect(await engine.run()).toBe('budget');
		expect(store.state().message).toContain('max_tokens');
	});

	test('raising the budget of one operation raises that one, and is asked once', async () => {
		const asked: (string | null)[] = [];
		const twice = defineModule({
			name: 'twice',
			describe: 'Asks three times.',
			by: 'model',
			async run({model}) {
				for (const prompt of ['one', 'two', 'three']) await model.ask({prompt});
				return 'done';
			},
		});
		const {engine} = bench(
			'pipeline: [{module: twice, inputs: [], output_name: out, budget: {max_tokens: 15}}]',
			{
				modules: [twice],
				human: {
					async extend({output_name}) {
						asked.push(output_name);
						return {kind: 'go on', max_tokens: 1000};
					},
				},
			},
		);
		expect(await engine.run()).toBe('done');
		expect(asked).toEqual(['out']);
	});

	test('what was skipped stays skipped on resume, and an independent writer still has its turn', async () => {
		const writes = (name: string) =>
			defineModule({
				name,
				describe: 'Writes.',
				yields: 'codebase',
				async run({files}) {
					await files.write({[`${name}.txt`]: 'x'});
					return name;
				},
			});
		const broken = defineModule({
			name: 'broken',
			describe: 'Throws.',
			yields: 'codebase',
			run() {
				throw new Error('on purpose');
			},
		});
		const yaml = `
pipeline:
  - {module: broken, inputs: [], output_name: a}
  - {module: one, inputs: [a], output_name: b}
  - {module: two, inputs: [], output_name: c, checkpoint: always}
`;
		const first = bench(yaml, {
			modules: [broken, writes('one'), writes('two')],
			settings: {review: 'declared'},
			interactive: true,
			human: {mend: async () => ({kind: 'skip'})},
		});
		expect(await first.engine.run()).toBe('waiting');
		const second = bench('', {
			modules: [broken, writes('one'), writes('two')],
			earlier: first.events,
			settings: {review: 'declared'},
			human: {review: async () => ({kind: 'approve'})},
		});
		expect(await second.engine.run()).toBe('done');
		const statuses = [...second.store.state().operations.values()].map(({status}) => status);
		expect(statuses).toEqual(['skipped', 'blocked', 'done']);
		expect(second.events.at(-1)).toMatchObject({type: 'run-finished', left_out: {skipped: 1, blocked: 1}});
	});

	test('a call that nobody answered before the run ended counts as possibly paid', async () => {
		const first = bench(chain);
		await first.engine.run();
		const cut = first.events.findIndex(({type}) => type === 'model-asked') + 1;
		const second = bench('', {earlier: first.events.slice(0, cut)});
		expect(second.store.state().money.possiblyPaid).toBe(1);
		expect(await second.engine.run()).toBe('done');
		expect(second.store.state().money.possiblyPaid).toBe(1);
	});

	test('an answer that is taken over on resume is said to be reused, and from where', async () => {
		const first = bench(chain);
		await first.engine.run();
		const cut = first.events.findIndex(({type}) => type === 'model-answered') + 1;
		const second = bench('', {earlier: first.events.slice(0, cut)});
		expect(await second.engine.run()).toBe('done');
		expect(second.events.filter(({type}) => type === 'answer-reused')).toMatchObject([
			{output_name: 'first', call: 1, source: {run_id: 'test', action: cut}, response: 'answer of first'},
		]);
		expect(second.store.state().money.reused).toBe(1);
	});

	test('a person who is asked at the unset budget goes on with a new one', async () => {
		const {engine, events} = bench(chain, {
			cost_usd: 0.6,
			settings: {ask_at_usd: 1},
			human: {extend: async () => ({kind: 'go on', max_usd: 10})},
		});
		expect(await engine.run()).toBe('done');
		expect(events.filter(({type}) => type === 'budget-raised')).toHaveLength(1);
	});
});

describe('files', () => {
	const code = (name: string, files: Record<string, string>) =>
		defineModule({
			name,
			describe: 'Writes files.',
			yields: 'codebase',
			async run(context) {
				await context.files.write(files);
				return [...context.files.current()].map(([path, text]) => `${path}=${text}`).join(';');
			},
		});

	test('an operation starts from the files of its nearest writing ancestors, through what only reads', async () => {
		const {engine, output} = bench(
			`
pipeline:
  - {module: one, inputs: [], output_name: a}
  - {module: reader, inputs: [a], output_name: b}
  - {module: two, inputs: [b], output_name: c}
`,
			{modules: [code('one', {'main.py': '1', 'lib.py': '1'}), code('two', {'main.py': '2'})]},
		);
		expect(await engine.run()).toBe('done');
		expect(output('c')).toBe('lib.py=1;main.py=2');
	});

	test('operations that write take turns in the order of the file, though nothing connects them', async () => {
		const inside: string[] = [];
		const slow = (name: string) =>
			defineModule({
				name,
				describe: 'Writes slowly.',
				yields: 'codebase',
				async run({files}) {
					inside.push(`${name} in`);
					await new Promise(setImmediate);
					await files.write({[`${name}.txt`]: name});
					inside.push(`${name} out`);
					return name;
				},
			});
		const {engine} = bench(
			'pipeline: [{module: p, inputs: [], output_name: a}, {module: q, inputs: [], output_name: b}]',
			{modules: [slow('p'), slow('q')]},
		);
		expect(await engine.run()).toBe('done');
		expect(inside).toEqual(['p in', 'p out', 'q in', 'q out']);
	});

	test('a name that leaves the workspace is refused, and said in the log', async () => {
		const {engine, events} = bench('pipeline: [{module: one, inputs: [], output_name: a}]', {
			modules: [code('one', {'../../.bashrc': 'x', 'main.py': 'y'})],
		});
		expect(await engine.run()).toBe('done');
		const written = events.find(event => event.type === 'files-written') as Extract<
			RunEvent,
			{type: 'files-written'}
		>;
		expect(Object.keys(written.files)).toEqual(['main.py']);
		expect(written.refused.map(({path}) => path)).toEqual(['../../.bashrc']);
	});

	test('where the disk takes none the run is halted, whatever the module makes of it, and resumed without another call', async () => {
		const asking = defineModule({
			name: 'asking',
			describe: 'Writes what it is answered.',
			yields: 'codebase',
			async run({files, model}) {
				const {text} = await model.ask();
				await files.write({'main.py': text}).catch(() => null);
				return text;
			},
		});
		const pipeline =
			'pipeline: [{module: asking, inputs: [], output_name: a}, {module: one, inputs: [a], output_name: b}]';
		let fault: string | undefined = 'the disk is full';
		const workspace = {
			set: async (files: ReadonlyMap<string, string>) =>
				files.size === 0 || fault === undefined
					? {refused: []}
					: {refused: [{path: 'main.py', reason: fault}], fault},
		};
		const first = bench(pipeline, {modules: [asking], workspace});
		expect(await first.engine.run()).toBe('failed');
		expect(first.events.some(({type}) => type === 'files-written' || type === 'module-finished')).toBe(false);
		expect(first.events.at(-1)).toMatchObject({
			type: 'run-finished',
			message: expect.stringMatching(
				/^The files of a could not be written to .*: the disk is full\. What was answered is kept/,
			),
		});
		fault = undefined;
		const second = bench(pipeline, {modules: [asking], workspace, earlier: first.events});
		expect(await second.engine.run()).toBe('done');
		expect(second.requests.map(({output_name}) => output_name)).toEqual(['b']);
	});

	test('a text module that writes without saying so fails with the remedy', async () => {
		const sly = defineModule({
			name: 'sly',
			describe: 'Writes undeclared.',
			async run({files}) {
				await files.write({'x.txt': 'x'});
				return 'done';
			},
		});
		const {engine, store} = bench('pipeline: [{module: sly, inputs: [], output_name: a}]', {modules: [sly]});
		expect(await engine.run()).toBe('failed');
		expect(store.state().operations.get('a')!.failure?.remedy).toContain('writes: true');
	});

	test('an operation failure carries its remedy to the log', async () => {
		const failing = defineModule({
			name: 'failing',
			describe: 'Fails on purpose.',
			run() {
				throw new OperationFailure({kind: 'denied', message: 'Not allowed.', remedy: 'Allow it.'});
			},
		});
		const {engine, events} = bench('pipeline: [{module: failing, inputs: [], output_name: a}]', {
			modules: [failing],
		});
		await engine.run();
		expect(events.find(({type}) => type === 'module-failed')).toMatchObject({
			kind: 'denied',
			message: 'Not allowed.',
			remedy: 'Allow it.',
			paused: false,
		});
	});
});
