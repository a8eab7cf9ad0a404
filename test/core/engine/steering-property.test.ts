import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import type {ModelFault, ModelPiece, ModelRequest} from '../../../source/core/ports.ts';
import {recount} from '../../../source/core/state/readiness.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {stalenessOf} from '../../../source/core/state/staleness.ts';
import type {Store} from '../../../source/core/store.ts';
import {type Bench, bench} from '../../helpers/crew.ts';

/** Edges go from earlier operations to later ones, so that every list of flags is a DAG. */
type Graph = boolean[][];

function nameOf(index: number): string {
	return `o${index}`;
}

function inputsOf(graph: Graph, index: number): string[] {
	return graph[index]!.flatMap((joined, from) => (joined ? [nameOf(from)] : []));
}

function toYaml(graph: Graph): string {
	const lines = graph.map(
		(_, index) =>
			`  - {module: m${index}, inputs: [${inputsOf(graph, index).join(', ')}], output_name: ${nameOf(index)}}`,
	);
	return ['pipeline:', ...lines].join('\n');
}

const graphs: fc.Arbitrary<Graph> = fc
	.integer({min: 2, max: 7})
	.chain(size =>
		fc.tuple(
			...Array.from({length: size}, (_, index) =>
				fc.array(fc.boolean(), {minLength: index, maxLength: index}),
			),
		),
	);

type Act =
	| {kind: 'edit'; of: number; text: string; rerun: boolean}
	| {kind: 'undo'; rerun: boolean}
	| {kind: 'choose'; of: number; version: number; rerun: boolean}
	| {kind: 'prompt'; of: number; system: string; rerun: boolean}
	| {kind: 'pin'; of: number; on: boolean}
	| {kind: 'rerun'; of: number}
	| {kind: 'rerun stale'}
	| {kind: 'stepping'; on: boolean}
	| {kind: 'breakpoint'; of: number; on: boolean}
	| {kind: 'step'; of: number}
	| {kind: 'pause'}
	| {kind: 'proceed'}
	| {kind: 'stop'}
	| {kind: 'answer'; which: number}
	| {kind: 'fail'; which: number};

const of = fc.nat({max: 6});
const rerun = fc.boolean();
const act: fc.Arbitrary<Act> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('edit' as const),
			of,
			text: fc.constantFrom('x', 'y', 'z'),
			rerun,
		}),
	},
	{weight: 2, arbitrary: fc.record({kind: fc.constant('undo' as const), rerun})},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('choose' as const),
			of,
			version: fc.integer({min: 1, max: 3}),
			rerun,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('prompt' as const),
			of,
			system: fc.constantFrom('', 'p', 'q'),
			rerun,
		}),
	},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('pin' as const), of, on: fc.boolean()})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('rerun' as const), of})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('rerun stale' as const)})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('stepping' as const), on: fc.boolean()})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('breakpoint' as const), of, on: fc.boolean()})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('step' as const), of})},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constantFrom('pause' as const, 'proceed' as const, 'proceed' as const, 'stop' as const),
		}),
	},
	{weight: 10, arbitrary: fc.record({kind: fc.constant('answer' as const), which: fc.nat({max: 6})})},
	{weight: 1, arbitrary: fc.record({kind: fc.constant('fail' as const), which: fc.nat({max: 6})})},
);
/** Microtasks that pass after each act: commands meet in the middle of each other. */
const script = fc.array(fc.tuple(act, fc.constantFrom(0, 1, 3, 8, 60)), {maxLength: 25});

/** Short, so that different inputs often lead to the same text. */
function answerTo(output_name: string, messages: readonly {content: string}[]): string {
	let sum = 7;
	for (const character of output_name + messages.map(({content}) => content).join('|'))
		sum = (sum * 31 + character.charCodeAt(0)) % 1009;
	return `${output_name}:${sum % 5}`;
}

type Held = {request: ModelRequest; release: (fails: boolean) => void};

const fault = (kind: ModelFault['kind']): ModelPiece => ({
	type: 'failed',
	fault: {
		kind,
		message: kind,
		remedy: '',
		retryable: false,
		retry_after_ms: null,
		possibly_paid: false,
		partial: '',
		usage: null,
		cost_usd: null,
	},
});

function start(graph: Graph): {run: Bench; held: Held[]} {
	const held: Held[] = [];
	const run = bench(toYaml(graph), {
		settings: {concurrency: 3},
		model: {
			async *stream(request, signal) {
				const verdict = await new Promise<'aborted' | 'fails' | 'answers'>(resolve => {
					const one: Held = {
						request,
						release(fails) {
							held.splice(held.indexOf(one), 1);
							resolve(fails ? 'fails' : 'answers');
						},
					};
					held.push(one);
					signal.addEventListener('abort', () => {
						if (held.includes(one)) held.splice(held.indexOf(one), 1);
						resolve('aborted');
					});
				});
				if (verdict !== 'answers') {
					yield fault(verdict === 'aborted' ? 'aborted' : 'content-filter');
					return;
				}

				const text = answerTo(request.output_name, request.messages);
				yield {
					type: 'answered',
					answer: {text, model: request.model, usage: null, cost_usd: 0, finish_reason: 'stop', notes: []},
				};
			},
		},
	});
	return {run, held};
}

async function pass(turns: number): Promise<void> {
	for (let turn = 0; turn < turns; turn++) await Promise.resolve();
}

function perform({engine}: Bench, held: Held[], graph: Graph, one: Act): Promise<unknown> | undefined {
	const name = 'of' in one ? nameOf(one.of % graph.length) : '';
	switch (one.kind) {
		case 'edit':
			return engine.edit(name, one.text, one);
		case 'undo':
			return engine.undo(one);
		case 'choose':
			return engine.choose(name, one.version, one);
		case 'prompt':
			return engine.editPrompt(name, {system: one.system, supplement: null}, one);
		case 'pin':
			return engine.pin(name, one.on);
		case 'rerun':
			return engine.rerun(name);
		case 'rerun stale':
			return engine.rerunStale();
		case 'stepping':
			return engine.setStepping(one.on);
		case 'breakpoint':
			return engine.setBreakpoint(name, one.on);
		case 'step':
			return engine.step(name);
		case 'pause':
			return void engine.pause();
		case 'proceed':
			return void engine.proceed();
		case 'stop':
			return void engine.stop();
		case 'answer':
		case 'fail':
			if (held.length > 0) held[one.which % held.length]!.release(one.kind === 'fail');
			return undefined;
	}
}

/** Lets everything come to its end, with answers for all that is asked. */
async function drain({engine, store}: Bench, held: Held[]): Promise<void> {
	for (let round = 0; round < 400; round++) {
		await pass(40);
		const next = held[0];
		if (next) next.release(false);
		else if (!['running', 'empty'].includes(store.state().status)) {
			await engine.finished();
			await pass(40);
			if (held.length === 0 && !['running', 'empty'].includes(store.state().status)) return;
		}
	}

	const where = [...store.state().operations].map(([name, {status}]) => `${name} ${status}`);
	throw new Error(`It does not come to an end: ${where.join(', ')}.`);
}

function toldTo(run: Bench, graph: Graph, index: number): {content: string}[] {
	const {system} = run.store.state().operations.get(nameOf(index))!;
	const prompt = inputsOf(graph, index)
		.map(name => `${name.toUpperCase()}:\n${run.output(name)}`)
		.join('\n\n');
	return [...(system === '' ? [] : [{content: system}]), {content: prompt}];
}

/** Every hold is taken away, and what is stale is made anew until nothing is. */
async function bringToAnEnd(run: Bench, held: Held[], graph: Graph): Promise<void> {
	const {engine, store} = run;
	const released = [engine.setStepping(false)];
	for (const [index] of graph.entries()) released.push(engine.setBreakpoint(nameOf(index), false));
	await pass(100);
	engine.proceed();
	await drain(run, held);
	await Promise.all(released);
	const isWhole = () => store.state().status === 'done' && stalenessOf(store.state()).size === 0;
	for (let again = 0; again < 3 && !isWhole(); again++) {
		const rerun = engine.rerunStale();
		await pass(40);
		engine.proceed();
		await drain(run, held);
		await rerun;
	}
}

/** Whether the output was made, and neither written nor chosen by the person. Taking an edit again is right too. */
function isMade(store: Store, events: readonly RunEvent[], output_name: string): boolean {
	const settling = new Set(['module-finished', 'output-edited', 'version-chosen', 'edit-undone']);
	const last = events.findLast(
		event => settling.has(event.type) && 'output_name' in event && event.output_name === output_name,
	);
	const {versions, current} = store.state().operations.get(output_name)!;
	if (versions[current - 1]?.by === 'person') return false;
	return last?.type === 'module-finished' || (last?.type === 'version-chosen' && last.by === 'module');
}

/** What was made twice from the same things although nobody asked for that. */
function madeTwice(events: readonly RunEvent[], store: Store): string[] {
	const asked = new Set(
		events.flatMap(event =>
			event.type === 'operation-rerun' && event.why === 'asked' ? [event.output_name] : [],
		),
	);
	const seen = new Set<string>();
	return events.flatMap(event => {
		if (event.type !== 'module-finished' || asked.has(event.output_name)) return [];
		const {calls} = store.state().operations.get(event.output_name)!;
		const {messages} = calls.find(({attempt}) => attempt === event.attempt)!;
		const key = `${event.output_name} ${JSON.stringify(messages)}`;
		const again = seen.has(key);
		seen.add(key);
		return again ? [key] : [];
	});
}

function consumedBy(events: readonly RunEvent[], type: 'module-started' | 'module-finished') {
	const finished = events.filter(event => event.type === 'module-finished');
	return finished.map(({output_name, attempt}) => {
		const event = events.findLast(
			one => one.type === type && one.output_name === output_name && one.attempt === attempt,
		);
		return event?.type === type ? event.consumed : null;
	});
}

test('Whatever a person does, and whenever: the run ends, nothing stays stale, and each output is what a fresh run would make', async () => {
	await fc.assert(
		fc.asyncProperty(graphs, fc.boolean(), script, async (graph, whole, acts) => {
			const {run, held} = start(graph);
			const {engine, store, events} = run;
			void engine.run();
			if (whole) await drain(run, held);
			const commands: Promise<unknown>[] = [];
			for (const [one, turns] of acts) {
				commands.push(Promise.resolve(perform(run, held, graph, one)));
				await pass(turns);
			}

			await pass(40);
			await bringToAnEnd(run, held, graph);
			await Promise.all(commands);
			expect(store.state().status).toBe('done');
			expect([...stalenessOf(store.state())]).toEqual([]);
			const everPinned = new Set(
				events.flatMap(event => (event.type === 'operation-pinned' ? [event.output_name] : [])),
			);
			for (const [index] of graph.entries()) {
				const name = nameOf(index);
				if (isMade(store, events, name) && !everPinned.has(name))
					expect(run.output(name)).toBe(answerTo(name, toldTo(run, graph, index)));
			}

			expect(madeTwice(events, store)).toEqual([]);
			expect(consumedBy(events, 'module-finished')).toEqual(consumedBy(events, 'module-started'));
			const folded = events.reduce(reduce, emptyState());
			expect(folded).toEqual(store.state());
			recount(folded);
			expect(folded).toEqual(store.state());
		}),
		{numRuns: Number(process.env.ORCHESTRAI_TEST_STEERINGS ?? 400)},
	);
}, 60_000);
