import {describe, expect, test} from 'vitest';
import type {OperationState} from '../../../source/core/state/run-state.ts';
import type {Card} from '../../../source/ui/graph/cards.ts';
import {sizeOfCard} from '../../../source/ui/graph/cards.ts';
import {forms} from '../../../source/ui/graph/forms.ts';
import {boxCard, railCard, reservedCard} from '../../../source/ui/run/graph-cards.ts';
import {lookOf} from '../../../source/ui/run/look.ts';
import {widthOfLine} from '../../../source/ui/text/line.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, type Run} from '../a-run.ts';

const theme = createTheme();

const noFacts = {live: null, printing: null, held: false, stale: false};

/** A call that is made again in 4 s. */
function failACall(run: Run, of: {output_name: string; module: string}): void {
	const call = {...of, attempt: 1, call: 1, try: 1, model: 'm', by: 'model' as const};
	run.emit({type: 'model-asked', ...call, prompt: '', parameters: {}, messages: []});
	run.emit({
		type: 'model-failed',
		...call,
		fault: 'rate-limit',
		message: 'Too many.',
		response: '',
		retry_in_ms: 4000,
		possibly_paid: false,
		usage: null,
		cost_usd: null,
		duration_ms: 10,
	});
}

function subjectOf(run: Run, name: string, changes: Partial<OperationState> = {}) {
	const operation = {...run.state().operations.get(name)!, ...changes};
	const look = lookOf(operation, {...noFacts, live: run.live(name)}, theme, 0);
	return {operation, look, now: run.clock.time, glyphs: theme.glyphs, name: {}};
}

const wide = {framed: true, details: 2, most: 40};
const brief = {framed: true, details: 1, most: 20};
const texts = ({name, details}: Card) => [
	name.text,
	...details.map(row => row.map(({text}) => text).join('')),
];
const spent = {
	usd: 0.0314,
	unknown: false,
	input_tokens: 2000,
	output_tokens: 140,
	estimated: false,
	possiblyPaid: 0,
	reused: 0,
	calls: 1,
	recorded: 0,
};

describe('a box', () => {
	test('names the module before it runs, says what happens while it does, and what it took afterwards', () => {
		const run = aRun();
		expect(texts(boxCard(subjectOf(run, 'plan'), brief, 14))).toEqual(['plan', 'code_planner']);
		run.begin('plan', 'code_planner');
		run.clock.time += 12_000;
		expect(texts(boxCard(subjectOf(run, 'plan'), brief, 14))).toEqual(['plan', 'running · 12s']);
		run.finish('plan', 'code_planner', 'A plan');
		const done = subjectOf(run, 'plan', {money: spent});
		expect(texts(boxCard(done, brief, 14))).toEqual(['plan', '12s · 2.1k']);
		expect(texts(boxCard(done, wide, 24))).toEqual(['plan', 'code_planner', '12s · 2.1k · $0.031']);
	});

	test('has room for a word of the status in every form, and says it rather than cut the name of the module', () => {
		const run = aRun();
		const {operation} = run.state().operations.get('plan')!;
		for (const form of forms.filter(({details}) => details > 0)) {
			const room = sizeOfCard(reservedCard(operation, form, false), form).width - 6;
			expect(texts(boxCard(subjectOf(run, 'plan', {status: 'review'}), form, room)).at(-1)).toBe('to review');
		}
		expect(texts(boxCard(subjectOf(run, 'plan'), brief, 9))).toEqual(['plan', 'waiting']);
	});

	test('says who wrote what a person wrote', () => {
		const run = aRun();
		run.begin('request', 'start_module');
		run.clock.time += 4000;
		run.finish('request', 'start_module', 'A game');
		const {versions} = run.state().operations.get('request')!;
		const mine = subjectOf(run, 'request', {versions: [{...versions[0]!, by: 'person'}]});
		expect(texts(boxCard(mine, brief, 14))).toEqual(['request', 'you · 4s']);
	});

	test('says of a call that failed when it is tried again, and nothing that counts the other way', () => {
		const run = aRun();
		run.begin('plan', 'code_planner');
		run.clock.time += 12_000;
		failACall(run, {output_name: 'plan', module: 'code_planner'});
		const waiting = subjectOf(run, 'plan', {money: spent});
		const room = (cells: number) => texts(boxCard(waiting, brief, cells))[1];
		expect([room(14), room(9), room(4)]).toEqual(['again in 4s', 'in 4s', '4s']);
		expect(texts(railCard(waiting, 60))[1]).toMatch(/^again in +code_planner +4s +2\.1k/);
		const over = {...waiting, look: lookOf(waiting.operation, {...noFacts, over: true}, theme, 0)};
		expect(texts(boxCard(over, brief, 20))[1]).toBe('trying again · 12s');
	});

	test('counts the variants that are still to come, also one', () => {
		const run = aRun();
		run.begin('plan', 'code_planner');
		const coming = (count: number) =>
			subjectOf(run, 'plan', {variants: {coming: count, versions: []}}).look.word;
		expect([coming(1), coming(2)]).toEqual(['1 variant', '2 variants']);
	});

	test('leaves away what has no room, and never more than it must', () => {
		const run = aRun();
		run.begin('plan', 'code_planner');
		run.clock.time += 12_000;
		expect(texts(boxCard(subjectOf(run, 'plan'), brief, 6))).toEqual(['plan', '12s']);
		run.finish('plan', 'code_planner', 'A plan');
		expect(texts(boxCard(subjectOf(run, 'plan', {money: spent}), brief, 6))).toEqual(['plan', '12s']);
	});

	test('shows what a name would rather do to the terminal', () => {
		const run = aRun();
		const {operation} = run.state().operations.get('plan')!;
		const evil = subjectOf(run, 'plan', {
			operation: {...operation, output_name: 'a\u202Eb', module: 'm\u001B[2J'},
		});
		expect(texts(boxCard(evil, brief, 30))).toEqual(['a⟨U+202E⟩b', 'm␛[2J']);
	});

	test('never needs more than was reserved for it, whatever happens', () => {
		const run = aRun();
		const {operation} = run.state().operations.get('plan')!;
		for (const form of forms) {
			const reserved = sizeOfCard(reservedCard(operation, form, false), form);
			const room = reserved.width - 6;
			const changes: Partial<OperationState>[] = [
				{},
				{status: 'running', startedAt: run.clock.time - 3_599_000, money: spent},
				{status: 'done', startedAt: 0, finishedAt: 7_200_000, money: {...spent, input_tokens: 1_234_567}},
				{status: 'failed', failure: {kind: 'model:quota', message: '', remedy: null, paused: true}},
				{status: 'review'},
				{status: 'blocked'},
			];
			for (const change of changes) {
				const card = boxCard(subjectOf(run, 'plan', change), form, room);
				const size = sizeOfCard({...card, details: card.details.slice(0, form.details)}, form);
				expect(size.width).toBeLessThanOrEqual(reserved.width);
				expect(size.height).toBeLessThanOrEqual(reserved.height);
			}
		}
	});
});

test('A row of the rails has columns that stand where they stand, however much is known.', () => {
	const run = aRun();
	const widths = (room: number) =>
		[{}, {status: 'done' as const, startedAt: 0, finishedAt: 12_000, money: spent}].map(change =>
			widthOfLine(railCard(subjectOf(run, 'plan', change), room).details[0]!),
		);
	for (const room of [4, 14, 21, 30, 44, 60]) {
		const [pending, done] = widths(room);
		expect(pending).toBe(done);
		expect(done).toBeLessThanOrEqual(room);
	}
	const row = railCard(
		subjectOf(run, 'plan', {status: 'done', startedAt: 0, finishedAt: 12_000, money: spent}),
		60,
	);
	expect(texts(row)[1]).toMatch(/^done +code_planner +12s +2\.1k +\$0\.031$/);
});
