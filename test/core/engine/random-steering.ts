/** Runs of random pipelines, in which a person does random things at random moments. */
import fc from 'fast-check';
import type {ModelFault, ModelPiece, ModelRequest} from '../../../source/core/ports.ts';
import {stalenessOf} from '../../../source/core/state/staleness.ts';
import {type Bench, bench} from '../../helpers/crew.ts';

/** Edges go from earlier operations to later ones, so that every list of flags is a DAG. */
export type Graph = boolean[][];

export function nameOf(index: number): string {
	return `o${index}`;
}

export function inputsOf(graph: Graph, index: number): string[] {
	return graph[index]!.flatMap((joined, from) => (joined ? [nameOf(from)] : []));
}

function toYaml(graph: Graph): string {
	const lines = graph.map(
		(_, index) =>
			`  - {module: m${index}, inputs: [${inputsOf(graph, index).join(', ')}], output_name: ${nameOf(index)}}`,
	);
	return ['pipeline:', ...lines].join('\n');
}

export const graphs: fc.Arbitrary<Graph> = fc
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
export type Script = [Act, number][];
export const script: fc.Arbitrary<Script> = fc.array(fc.tuple(act, fc.constantFrom(0, 1, 3, 8, 60)), {
	maxLength: 25,
});

/** Short, so that different inputs often lead to the same text. */
export function answerTo(output_name: string, messages: readonly {content: string}[]): string {
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

/** Such a run from its start to its end. */
export async function steerAtRandom(graph: Graph, whole: boolean, acts: Script): Promise<Bench> {
	const {run, held} = start(graph);
	void run.engine.run();
	if (whole) await drain(run, held);
	const commands: Promise<unknown>[] = [];
	for (const [one, turns] of acts) {
		commands.push(Promise.resolve(perform(run, held, graph, one)));
		await pass(turns);
	}

	await pass(40);
	await bringToAnEnd(run, held, graph);
	await Promise.all(commands);
	return run;
}
