/** Each case in a whole run, with its log on the disk, and as its operation's page shows it. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {EventOf, RunEvent} from '../../source/core/events.ts';
import {openLog} from '../../source/io/memory/log.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {logFileName} from '../../source/io/memory/memory-log.ts';
import {createRedactor} from '../../source/io/memory/redact.ts';
import {type Bench, bench} from '../helpers/crew.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {families} from './families.ts';
import {type Fault, type FaultCase, firstBackoff_ms, isFault, secrets, type Whole} from './fault-case.ts';
import {pageOf} from './page-of-operation.ts';
import {followUp, goodAnswer, openStage, type Stage} from './stage.ts';

type Run = Bench & {
	stage: Stage;
	/** Settles with the n-th event of a type, from 1. */
	event<T extends RunEvent['type']>(type: T, n?: number): Promise<EventOf<T>>;
	all<T extends RunEvent['type']>(type: T): EventOf<T>[];
	/** The log as it lies on the disk. */
	logged(): string;
	/** What the person sees of the first operation now, its calls included. */
	shown(): string;
};

const retries = 3;

async function openRun(one: FaultCase, {interactive = false} = {}): Promise<Run> {
	const stage = await openStage(one);
	const folder = makeFolder();
	const log = await openLog(folder, {redact: createRedactor(secrets)});
	if (isLogProblem(log)) throw new Error(log.problem);
	onTestFinished(() => log.close().catch(() => undefined));
	const config = JSON.stringify({model: 'here/test-model', retries, ...one.parameters});
	const made = bench(
		`
pipeline:
  - {module: planner, inputs: [], output_name: plan, supplement: Make a plan., model_config: ${config}}
  - {module: teller, inputs: [plan], output_name: story, model_config: {model: here/test-model}}
`,
		{
			log,
			clock: stage.clock,
			random: () => 0,
			model: stage.model,
			interactive,
			human: {mend: async () => ({kind: 'leave'})},
		},
	);
	stage.stop.signal.addEventListener('abort', () => made.engine.stop());
	const {events, store} = made;
	const all: Run['all'] = type => events.filter(event => event.type === type) as never;
	return {
		...made,
		stage,
		all,
		event(type, n = 1) {
			return new Promise(resolve => {
				const look = () => {
					const found = all(type)[n - 1];
					if (!found) return;
					stop();
					resolve(found);
				};
				const stop = store.onEvent(look);
				look();
			});
		},
		logged: () => readFileSync(join(folder, logFileName), 'utf8'),
		shown: () => pageOf(store, 'plan', stage.clock.now()),
	};
}

/** Every case leaves a log that can be read, and that holds no key; and a half answer reaches nobody. */
function expectInOrder({logged, shown, stage, all}: Run, one: FaultCase): void {
	const text = logged();
	const torn: string[] = [];
	const {actions} = JSON.parse(text, (_, value: unknown) => {
		if (typeof value === 'string' && !value.isWellFormed()) torn.push(value);
		return value;
	}) as {actions: unknown[]};
	expect(actions.length).toBeGreaterThan(2);
	expect(torn).toEqual([]);
	// Of megabytes only the first rows would be looked at.
	const seen = isFault(one.ends) || one.ends.text.length < 100_000 ? shown() : '';
	for (const secret of secrets) {
		expect(text).not.toContain(secret);
		expect(seen).not.toContain(secret);
	}
	const keeps = isFault(one.ends) ? (one.ends.keeps?.trim() ?? '') : '';
	if (keeps === '') return;
	for (const {body} of stage.server.requests) expect(JSON.stringify(body)).not.toContain(keeps);
	for (const {response} of all('module-finished')) expect(response).not.toContain(keeps);
}

function expectFailed(
	event: EventOf<'model-failed'>,
	ends: Fault,
	more: {try: number; retry_in_ms: number | null},
): void {
	expect(event).toMatchObject({
		output_name: 'plan',
		fault: ends.kind,
		response: ends.keeps ?? '',
		possibly_paid: ends.paid === 'maybe',
		...more,
	});
	expect(event.message).toContain(ends.says);
	expect(event.usage !== null).toBe(ends.paid === 'counted');
}

/** The wait is seen counting down, and the next try comes when it is over: not a moment earlier. */
async function waitOut(
	{stage, shown}: Run,
	ms: number,
	{message, possibly_paid}: {message: string; possibly_paid: boolean},
): Promise<void> {
	const {clock, server} = stage;
	await clock.sleeper(ms);
	const before = server.requests.length;
	const begun = countdown(shown());
	expect(shown()).toContain(message);
	expect(shown().includes('What failed may have been charged.')).toBe(possibly_paid);
	await clock.advance(ms - ms / 4);
	expect(countdown(shown()), 'it counts down').toBeLessThan(begun);
	await clock.advance(ms / 4 - 1);
	expect(server.requests, 'no try comes early').toHaveLength(before);
	await clock.advance(1);
}

/** Seconds that are left, as the page shows them. */
function countdown(page: string): number {
	const [, minutes = '0', seconds] = /It is tried again in (?:(\d+)m )?([\d.]+)s\./.exec(page) ?? [];
	if (seconds === undefined) throw new Error(`There is no countdown:\n${page}`);
	return Number(minutes) * 60 + Number(seconds);
}

async function endsWell(run: Run, one: FaultCase, ends: Fault, wait: number): Promise<void> {
	const running = run.engine.run();
	await one.passes?.(run.stage);
	const failed = await run.event('model-failed');
	expectFailed(failed, ends, {try: 1, retry_in_ms: wait});
	await waitOut(run, wait, failed);
	expect(await running).toBe('done');
	expect(run.all('model-asked').map(event => [event.output_name, event.try])).toEqual([
		['plan', 1],
		['plan', 2],
		['story', 1],
	]);
	expect([run.output('plan'), run.output('story')]).toEqual([goodAnswer, followUp]);
	const {possiblyPaid, unknown} = run.store.state().money;
	expect({possiblyPaid, unknown}).toEqual({
		possiblyPaid: ends.paid === 'maybe' ? 1 : 0,
		unknown: ends.paid === 'maybe',
	});
}

/** Ends without an output: what depends on it is blocked, and nobody asks for that. */
async function endsFailed(run: Run, one: FaultCase, ends: Fault, tries: number): Promise<void> {
	const running = run.engine.run();
	await one.passes?.(run.stage);
	for (let n = 1; n < tries; n++) {
		const wait = firstBackoff_ms * 2 ** (n - 1);
		const failed = await run.event('model-failed', n);
		expectFailed(failed, ends, {try: n, retry_in_ms: wait});
		await waitOut(run, wait, failed);
	}
	expect(await running).toBe('failed');
	expectFailed(run.all('model-failed').at(-1)!, ends, {try: tries, retry_in_ms: null});
	expect(run.all('model-asked')).toHaveLength(tries);
	expect(run.all('module-failed').at(-1)).toMatchObject({output_name: 'plan', kind: `model:${ends.kind}`});
	expect(run.all('module-blocked').map(({output_name, because}) => [output_name, because])).toEqual([
		['story', 'plan'],
	]);
	expect(run.all('module-finished')).toEqual([]);
	const {possiblyPaid, unknown, usd} = run.store.state().money;
	expect({possiblyPaid, unknown, counted: usd > 0}).toEqual({
		possiblyPaid: ends.paid === 'maybe' ? tries : 0,
		unknown: ends.paid === 'maybe',
		counted: ends.paid === 'counted',
	});
	const page = run.shown();
	expect(page).toContain(ends.says);
	expect(page).toContain(ends.remedy);
	if (ends.keeps?.trim()) expect(page).toContain(`What had come by then (not an answer) ${ends.keeps}`);
}

async function endsStopped(run: Run, one: FaultCase, ends: Fault): Promise<void> {
	const running = run.engine.run();
	await Promise.all([one.passes?.(run.stage), running]);
	expect(await running).toBe('stopped');
	expectFailed(run.all('model-failed').at(-1)!, ends, {try: 1, retry_in_ms: null});
	expect(run.all('model-answered')).toEqual([]);
	expect(run.all('module-finished')).toEqual([]);
	expect(run.store.state().money.possiblyPaid).toBe(1);
	const page = run.shown();
	expect(page).toContain(ends.says);
	expect(page).toContain('The run ended before it was tried again.');
}

async function endsWhole(run: Run, one: FaultCase, ends: Whole): Promise<void> {
	const running = run.engine.run();
	if (ends.shows) {
		let shown = '';
		const passing = run.stage.clock.advance;
		run.stage.clock.advance = async ms => {
			await passing(ms);
			shown = run.shown();
		};
		await one.passes?.(run.stage);
		expect(shown).toContain(ends.shows);
	} else await one.passes?.(run.stage);
	expect(await running).toBe('done');
	expect(run.all('model-failed')).toEqual([]);
	const [answered] = run.all('model-answered');
	expect(answered).toMatchObject({output_name: 'plan', try: 1});
	expect(answered!.notes ?? []).toEqual(ends.notes ?? []);
	if (ends.model) expect(answered!.model).toBe(ends.model);
	expect(run.output('plan') === ends.text, 'it is the answer as it came').toBe(true);
	const told = run.stage.server.requests.at(-1)!.body.messages.at(-1)!.content;
	expect(told.includes(ends.text), 'what depends on it is told of it whole').toBe(true);
	expect(run.store.state().money.possiblyPaid).toBe(0);
}

describe.each(families)('$title', ({cases}) => {
	test.each(cases.map(one => [one.happens, one] as const))('%s.', async (_, one) => {
		const run = await openRun(one);
		const {ends} = one;
		if (!isFault(ends)) await endsWhole(run, one, ends);
		else if (one.stopped) await endsStopped(run, one, ends);
		else if (one.lasting) await endsFailed(run, one, ends, 1 + retries);
		else if (ends.retried === 'no') await endsFailed(run, one, ends, 1);
		else await endsWell(run, one, ends, typeof ends.retried === 'number' ? ends.retried : firstBackoff_ms);
		expectInOrder(run, one);
	});
});

const perhapsPaid = families
	.flatMap(({cases}) => cases)
	.flatMap(one =>
		isFault(one.ends) && typeof one.ends.retried === 'string' && one.ends.retried !== 'no' ? [one] : [],
	);

test.each(perhapsPaid.map(one => [one.happens, one] as const))(
	'Where a person is there, it is theirs to try again: %s.',
	async (_, one) => {
		const run = await openRun(one, {interactive: true});
		await endsFailed(run, one, one.ends as Fault, 1);
		expectInOrder(run, one);
	},
);
