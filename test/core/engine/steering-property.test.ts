import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {recount} from '../../../source/core/state/readiness.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {stalenessOf} from '../../../source/core/state/staleness.ts';
import type {Store} from '../../../source/core/store.ts';
import type {Bench} from '../../helpers/crew.ts';
import {answerTo, type Graph, graphs, inputsOf, nameOf, script, steerAtRandom} from './random-steering.ts';

function toldTo(run: Bench, graph: Graph, index: number): {content: string}[] {
	const {system} = run.store.state().operations.get(nameOf(index))!;
	const prompt = inputsOf(graph, index)
		.map(name => `${name.toUpperCase()}:\n${run.output(name)}`)
		.join('\n\n');
	return [...(system === '' ? [] : [{content: system}]), {content: prompt}];
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
			const run = await steerAtRandom(graph, whole, acts);
			const {store, events} = run;
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
