import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createEngine} from '../../../source/core/engine/engine.ts';
import type {EventDraft, RunEvent} from '../../../source/core/events.ts';
import {hashText} from '../../../source/core/hash.ts';
import type {ModelRequest} from '../../../source/core/ports.ts';
import {recount} from '../../../source/core/state/readiness.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {stalenessOf} from '../../../source/core/state/staleness.ts';
import {bench} from '../../helpers/crew.ts';

/** One operation of a pipeline: those before it in the list may feed it. */
type Part = {
	name: string;
	module: string;
	feeds: boolean[];
	supplement: string | null;
	model: string;
	prompt: string;
};

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const part = fc.record({
	module: fc.constantFrom('m', 'n'),
	feeds: fc.array(fc.boolean(), {minLength: 6, maxLength: 6}),
	supplement: fc.constantFrom(null, null, 'Briefly.'),
	model: fc.constantFrom('small', 'small', 'large'),
	prompt: fc.constantFrom('', '', 'Be kind.'),
});
/** Some of the names in any order, so that two pipelines share operations that moved. */
const pipeline: fc.Arbitrary<Part[]> = fc
	.shuffledSubarray(names, {minLength: 1})
	.chain(chosen => fc.tuple(...chosen.map(name => part.map(rest => ({name, ...rest})))));

/** Most of the parts as they were, some others or gone. */
function variationOf(parts: Part[]): fc.Arbitrary<Part[]> {
	const kept = fc.tuple(
		...parts.map(one =>
			fc.option(
				part.map(rest => ({...rest, name: one.name})),
				{nil: one, freq: 2},
			),
		),
	);
	return fc.oneof(
		pipeline,
		kept,
		kept.chain(all => fc.shuffledSubarray(all, {minLength: 1})),
	);
}

function toYaml(parts: readonly Part[]): string {
	const lines = parts.map(({name, module, feeds, supplement, model}, index) => {
		const inputs = parts.slice(0, index).flatMap(({name}, at) => (feeds[at] ? [name] : []));
		const more = supplement === null ? '' : `, supplement: ${supplement}`;
		return `  - {module: ${module}, inputs: [${inputs}], output_name: ${name}${more}, model_config: {model: ${model}}}`;
	});
	return ['pipeline:', ...lines].join('\n');
}

const promptsOf = (parts: readonly Part[]) =>
	Object.fromEntries(parts.map(({name, prompt}) => [name, prompt]));
const keyOf = ({output_name, model, messages}: Pick<ModelRequest, 'output_name' | 'model' | 'messages'>) =>
	JSON.stringify([output_name, model, messages]);
const answer = (request: ModelRequest) => hashText(keyOf(request)).slice(0, 8);

/** The log of a whole run, in which the person changed prompts before it began. */
async function recorded(parts: Part[], prompts: Record<string, string>, edited: Record<string, string>) {
	const begun = bench(toYaml(parts), {answer});
	const started = {...begun.events[0], system_prompts: prompts} as RunEvent;
	const run = bench('pipeline: []', {answer, earlier: [started]});
	for (const {name, module, supplement} of parts)
		if (edited[name] !== undefined)
			run.store.emit({type: 'prompt-edited', output_name: name, module, system: edited[name], supplement});
	await run.engine.run();
	return run;
}

test('Wherever a run broke off and whatever becomes of its pipeline: adopted, it ends as a run of the new one would', async () => {
	const cases = pipeline.chain(before =>
		fc.record({
			before: fc.constant(before),
			now: variationOf(before),
			edited: fc.dictionary(fc.constantFrom(...names), fc.constantFrom('Be bold.', '')),
			cut: fc.double({min: 0, max: 1, noNaN: true}),
		}),
	);
	await fc.assert(
		fc.asyncProperty(cases, async ({before, now, edited, cut}) => {
			const whole = await recorded(before, promptsOf(before), edited);
			const log = whole.events.slice(0, 2 + Math.floor(cut * (whole.events.length - 2)));
			const taken = bench('pipeline: []', {answer, earlier: log});
			const changed: EventDraft = {
				type: 'pipeline-changed',
				pipeline: toYaml(now),
				system_prompts: promptsOf(now),
			};
			const held = [...taken.store.state().operations.values()];
			taken.store.emit(changed);
			const once = structuredClone({...taken.store.state(), revision: 0});
			taken.store.emit(changed);
			expect(structuredClone({...taken.store.state(), revision: 0})).toEqual(once);

			const engine = createEngine(taken.crew, {takenUp: {adopted: true}});
			expect(await engine.run()).toBe('done');
			const {store, requests, events} = taken;
			expect([...stalenessOf(store.state())]).toEqual([]);
			expect([...store.state().operations.keys()]).toEqual(now.map(({name}) => name));

			// An edit in the run holds, unless that prompt is another now.
			const was = promptsOf(before);
			const effective = Object.fromEntries(
				now.map(({name, prompt}) => {
					const system = held.find(({operation}) => operation.output_name === name)?.system;
					return [name, system !== undefined && was[name] === prompt ? system : prompt];
				}),
			);
			const fresh = await recorded(now, effective, {});
			for (const {name} of now) expect(taken.output(name)).toBe(fresh.output(name));

			const answered = new Set(
				log.flatMap(event => {
					const {output_name} = event as {output_name?: string};
					const asked = held.find(({operation}) => operation.output_name === output_name)?.calls ?? [];
					const call =
						event.type === 'model-answered' ? asked.find(one => one.attempt === event.attempt) : null;
					return call ? [keyOf({...call, output_name: output_name!, messages: call.messages as never})] : [];
				}),
			);
			const same = (name: string) =>
				JSON.stringify({...before.find(one => one.name === name), feeds: null}) ===
					JSON.stringify({...now.find(one => one.name === name), feeds: null}) &&
				JSON.stringify(whole.store.state().operations.get(name)?.operation.inputs) ===
					JSON.stringify(store.state().operations.get(name)?.operation.inputs);
			expect(requests.filter(one => same(one.output_name) && answered.has(keyOf(one)))).toEqual([]);

			const folded = events.reduce(reduce, emptyState());
			expect(folded).toEqual(store.state());
			recount(folded);
			expect(folded).toEqual(store.state());
		}),
		{numRuns: Number(process.env.ORCHESTRAI_TEST_ADOPTIONS ?? 100)},
	);
}, 60_000);
