import {describe, expect, test} from 'vitest';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {foresightContent} from '../../../source/ui/content/foresight.ts';
import {whyContent} from '../../../source/ui/content/why.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import {lastTime} from '../../../source/ui/fork/fork-words.ts';
import {foresightOf} from '../../../source/ui/run/foresight.ts';
import {nextGoing, nextStep} from '../../../source/ui/run/held-back.ts';
import type {Proposal} from '../../../source/ui/run/proposal.ts';
import {proposalText} from '../../../source/ui/run/proposal-panel.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {type Bench, bench} from '../../helpers/crew.ts';
import {manualClock} from '../../helpers/manual-clock.ts';

/** a → b → d, a → c → d. */
const diamond = `
pipeline:
  - {module: one, inputs: [], output_name: a}
  - {module: two, inputs: [a], output_name: b}
  - {module: three, inputs: [a], output_name: c}
  - {module: four, inputs: [b, c], output_name: d}
`;
const theme = createTheme();

const editOf = (output_name: string): Proposal => ({
	kind: 'edit',
	output_name,
	text: 'by hand',
	back() {},
	close() {},
});

async function ran(options: Parameters<typeof bench>[1] = {}): Promise<Bench> {
	const run = bench(diamond, options);
	await run.engine.run();
	return run;
}

function textOf(content: {rows: number; row(index: number): readonly {text: string}[]}): string {
	return Array.from({length: content.rows}, (_, index) =>
		content
			.row(index)
			.map(({text}) => text)
			.join(''),
	).join('\n');
}

const why = ({store}: Bench, name: string, now = Date.UTC(2026, 10, 22) + 180_000) =>
	textOf(whyContent(store.state(), name, {now, width: 100, wraps: createWraps()}));

describe('what is expected of a change', () => {
	test('is the sum of what the last attempts cost', async () => {
		const {store} = await ran();
		const {cost, again, harmless} = foresightOf(store.state(), editOf('a'));
		expect(again.map(({output_name}) => output_name)).toEqual(['b', 'c', 'd']);
		expect(cost.sum).toBeCloseTo(0.03);
		expect(cost.unknown).toBe(false);
		expect(harmless).toBe(false);
	});

	test('says that a part is unknown rather than leave it out', async () => {
		const {store} = await ran({cost_usd: null});
		expect(foresightOf(store.state(), editOf('a')).cost).toEqual({sum: 0, unknown: true});
		expect(proposalText(store.state(), editOf('a'), theme.glyphs).sentences.join(' ')).toContain(
			'what it cost is not known',
		);
	});

	test('counts the operation itself when its prompt changes, or it is asked for again', async () => {
		const {store} = await ran();
		const rerun: Proposal = {kind: 'rerun', output_name: 'b', model: null};
		expect(foresightOf(store.state(), rerun).again.map(({output_name}) => output_name)).toEqual(['b', 'd']);
	});

	test('leaves out what is pinned, and shows that it stays', async () => {
		const run = await ran();
		await run.engine.pin('b', true);
		const state = run.store.state();
		expect(foresightOf(state, editOf('a')).again.map(({output_name}) => output_name)).toEqual(['c', 'd']);
		expect(textOf(foresightContent(state, editOf('a'), {width: 60, theme}))).toMatch(
			/⚲ b\s+pinned: stays as it is/,
		);
		expect(proposalText(state, editOf('a'), theme.glyphs).sentences).toContain(
			'1 pinned output stays as it is.',
		);
	});

	test('is nothing to ask about when nothing was made from it yet', () => {
		const {store} = bench(diamond);
		expect(foresightOf(store.state(), editOf('a')).harmless).toBe(true);
	});
});

test('A fork goes on after the calls that were answered, unless what they were told is made anew; no time is told that is not known.', async () => {
	const run = await ran();
	const end = run.events.findLastIndex(({type}) => type === 'module-finished');
	const state = run.events.slice(0, end).reduce(reduce, emptyState());
	const fork = (output_name: string | null): Proposal => ({kind: 'fork', output_name, action: null});
	const shown = (from: string | null) => textOf(foresightContent(state, fork(from), {width: 60, theme}));
	expect(shown(null)).toMatch(/d +goes on after its 1 answered call/);
	expect(shown('b')).toMatch(/d +is under way: begins again/);
	expect(shown('d')).toMatch(/d +is under way: begins again/);
	const unknown = {sum: 0, unknown: true};
	expect(lastTime(unknown, unknown)).toBe('');
	expect(lastTime({sum: 1, unknown: false}, unknown)).toBe('Last time that cost $1.00.');
});

describe('why', () => {
	test('names the version that was consumed and the one there is now, by whom and since when', async () => {
		const run = await ran();
		await run.engine.edit('b', 'B by hand', {rerun: false});
		expect(why(run, 'd')).toContain('d is stale');
		expect(why(run, 'd')).toContain(
			'It consumed version 1 of b; the current one is version 2, by you, 3 min ago.',
		);
	});

	test('follows staleness from input to input', async () => {
		const run = await ran();
		await run.engine.edit('a', 'A by hand', {rerun: false});
		expect(why(run, 'd')).toContain('b, which it consumes, is stale itself.');
	});

	test('tells of an edited prompt', async () => {
		const run = await ran();
		await run.engine.editPrompt('b', {system: 'Be brief.', supplement: null}, {rerun: false});
		expect(why(run, 'b')).toContain('Its system prompt was edited since.');
	});

	test('says of what is fresh what it was made from, and of what is pinned what it is kept from', async () => {
		const run = await ran();
		expect(why(run, 'd')).toContain('d is up to date');
		expect(why(run, 'd')).toContain('It consumed c: version 1, by the model, 3 min ago.');
		await run.engine.pin('d', true);
		await run.engine.edit('b', 'B by hand', {rerun: false});
		expect(why(run, 'd')).toContain('d is pinned');
		expect(why(run, 'd')).toContain('Without the pin it would be stale:');
	});

	test('says what holds an operation that could begin', async () => {
		const run = bench(diamond);
		await run.engine.setBreakpoint('a', true);
		expect(why(run, 'a')).toContain('it has a breakpoint');
		expect(why(run, 'd')).toContain('it waits for b, c');
	});
});

test('A step begins the selected operation if the run waits before it, else the first.', async () => {
	const {store, engine} = bench(diamond);
	expect(nextStep(store.state(), 'a')).toBeNull();
	await engine.setStepping(true);
	expect(nextStep(store.state(), 'd')).toBe('a');
	expect(nextStep(store.state(), null)).toBe('a');
});

test('The same key tries at once what waits for that: what is selected goes first.', async () => {
	const clock = manualClock();
	const busy = {fault: {kind: 'overloaded' as const}};
	const {store, engine} = bench(diamond, {
		clock,
		answer: ({try: number}) => (number === 1 ? busy : 'well'),
	});
	const ended = engine.run();
	for (let turn = 0; turn < 5; turn++) await new Promise<void>(resolve => setImmediate(resolve));
	expect(nextGoing(store.state(), 'b')).toEqual({name: 'a', how: 'try now'});
	await engine.setBreakpoint('b', true);
	await engine.tryNow('a');
	for (let turn = 0; turn < 5; turn++) await new Promise<void>(resolve => setImmediate(resolve));
	expect(nextGoing(store.state(), null)).toEqual({name: 'b', how: 'begin'});
	expect(nextGoing(store.state(), 'c')).toEqual({name: 'c', how: 'try now'});
	engine.stop();
	expect(await ended).toBe('stopped');
	expect(nextGoing(store.state(), 'c')).toBeNull();
});
