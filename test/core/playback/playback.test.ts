import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type EventDraft, type RunEvent, stamp} from '../../../source/core/events.ts';
import {createPlayback, type Playback, type Recording} from '../../../source/core/playback/playback.ts';
import {recordedEvents} from '../../../source/core/playback/recorded-events.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {bench} from '../../helpers/crew.ts';
import {graphs, script, steerAtRandom} from '../engine/random-steering.ts';

const {actions: demo} = JSON.parse(
	readFileSync(new URL('../../../pipelines/engineering.cassette.json', import.meta.url), 'utf8'),
) as {actions: RunEvent[]};

function playbackOf(events: readonly RunEvent[]): Playback {
	return createPlayback(recordedEvents(events), {now: () => 0});
}

/** All that a screen can see of a moment. */
function sightOf(playback: Playback) {
	const state = playback.state();
	const lives = [...state.operations.keys()].map(name =>
		playback.lives(name).map(({text, ...live}) => ({...live, text: `${text}`})),
	);
	// It may hold more than the log did by then.
	const {texts: _, ...seen} = state;
	const {played_ms, recorded_at, ...moment} = playback.moment();
	return {
		state: seen,
		lives,
		moment,
		played_ms: Math.round(played_ms * 1000),
		recorded_at: Math.round(recorded_at * 1000),
	};
}

function playOn(playback: Playback, ms: number): void {
	playback.play();
	playback.advance(ms);
	playback.pause();
}

/** Played from the start, without ever going back, to the same moment. */
function afresh(
	events: readonly RunEvent[],
	{actions, played_ms}: {actions: number; played_ms: number},
): Playback {
	const playback = playbackOf(events);
	playback.seek(actions);
	const further = played_ms - playback.moment().played_ms;
	// Of several events at one moment some may lie ahead.
	if (further > 1e-6) playOn(playback, further);
	return playback;
}

type Act =
	| {kind: 'seek'; part: number}
	| {kind: 'step'; unit: 'event' | 'module' | 'iteration'; by: 1 | -1}
	| {kind: 'advance'; ms: number}
	| {kind: 'start' | 'end'};

const acts: fc.Arbitrary<Act[]> = fc.array(
	fc.oneof(
		fc.record({kind: fc.constant('seek' as const), part: fc.nat({max: 100})}),
		fc.record({
			kind: fc.constant('step' as const),
			unit: fc.constantFrom('event' as const, 'module' as const, 'iteration' as const),
			by: fc.constantFrom(1 as const, -1 as const),
		}),
		fc.record({kind: fc.constant('advance' as const), ms: fc.nat({max: 4000})}),
		fc.record({kind: fc.constantFrom('start' as const, 'end' as const)}),
	),
	{minLength: 1, maxLength: 12},
);

function perform(playback: Playback, act: Act): void {
	switch (act.kind) {
		case 'seek':
			playback.seek(Math.round((playback.moment().count * act.part) / 100));
			return;
		case 'step':
			playback.step(act.unit, act.by);
			return;
		case 'advance':
			playOn(playback, act.ms);
			return;
		case 'start':
			playback.toStart();
			return;
		case 'end':
			playback.toEnd();
	}
}

function expectSameBothWays(events: readonly RunEvent[], done: readonly Act[]): void {
	const playback = playbackOf(events);
	for (const act of done) {
		perform(playback, act);
		const seen = sightOf(playback);
		const {texts, ...folded} = events.slice(0, seen.moment.actions).reduce(reduce, emptyState());
		expect(seen.state).toEqual(folded);
		for (const [hash, text] of texts) expect(playback.state().texts.get(hash)).toBe(text);
		expect(seen).toEqual(sightOf(afresh(events, playback.moment())));
	}
}

test('However a moment was come to, forwards or backwards, it shows the same state and the same live text', () => {
	fc.assert(
		fc.property(acts, done => expectSameBothWays(demo, done)),
		{numRuns: 40},
	);
});

/** Answers that streamed, calls that broke off, and a clock that was set on and back. */
function retell(
	events: readonly RunEvent[],
	steps: readonly number[],
	points: readonly number[],
): RunEvent[] {
	let at = Date.UTC(2026, 10, 22);
	return events.map((event, index) => {
		at += steps[index % steps.length]!;
		const retold = {...event, timestamp: new Date(at).toISOString()};
		if (retold.type === 'model-answered') {
			const length = retold.response?.length ?? 0;
			const timing = points.map((ms, nth): [number, number] => [ms, Math.min(length, nth + 1)]);
			return {...retold, duration_ms: (points.at(-1) ?? 0) + 50, timing};
		}

		return retold.type === 'model-failed' ? {...retold, response: 'broke off 😀', duration_ms: 700} : retold;
	});
}

test('The end of a recording is the state that the live run had, and each of its moments is the same both ways', async () => {
	const steps = fc.array(fc.oneof(fc.nat({max: 300}), fc.integer({min: -9000, max: 60_000})), {
		minLength: 1,
		maxLength: 9,
	});
	const points = fc
		.array(fc.nat({max: 9000}), {maxLength: 6})
		.map(ms => [...ms].sort((one, other) => one - other));
	await fc.assert(
		fc.asyncProperty(
			graphs,
			fc.boolean(),
			script,
			steps,
			points,
			acts,
			async (graph, whole, steered, ...rest) => {
				const {store, events} = await steerAtRandom(graph, whole, steered);
				const playback = playbackOf(events);
				playback.toEnd();
				expect(playback.state()).toEqual(store.state());
				const [clock, came, done] = rest;
				expectSameBothWays(retell(events, clock, came), done);
			},
		),
		{numRuns: 60},
	);
}, 60_000);

const at = (ms: number, draft: EventDraft) => stamp(draft, Date.UTC(2026, 10, 22) + ms);
const [begun] = bench('pipeline: [{module: m, inputs: [], output_name: o}]').events as [RunEvent];
const call = {output_name: 'o', module: 'm', attempt: 1, call: 1, by: 'model' as const, model: 'x'};
const asked = (ms: number, number: number) =>
	at(ms, {type: 'model-asked', ...call, try: number, parameters: {}, messages: [], prompt: 'p'});
const streamed = [
	begun,
	at(0, {type: 'module-started', output_name: 'o', module: 'm', attempt: 1, consumed: {}}),
	asked(0, 1),
	at(1000, {
		type: 'model-failed',
		...call,
		try: 1,
		fault: 'cut',
		message: 'It was cut.',
		retry_in_ms: 500,
		possibly_paid: true,
		usage: null,
		cost_usd: null,
		duration_ms: 1000,
		response: 'four',
	}),
	asked(1500, 2),
	at(91_500, {
		type: 'model-answered',
		...call,
		try: 2,
		usage: null,
		cost_usd: null,
		duration_ms: 90_000,
		finish_reason: 'stop',
		timing: [
			[60_000, 2],
			[89_000, 10],
		],
		response: '1😀3456789',
	}),
];

test('The answer of a call in flight is shown as far as it had come, and what broke off as well', () => {
	const playback = playbackOf(streamed);
	const shown = () => playback.live('o')?.text.toString() ?? null;
	playback.play();
	const seen = [0, 250, 250, 499, 1, 500, 1999, 1, 1999, 1].map(ms => {
		if (ms > 0) playback.advance(ms);
		return shown();
	});
	// A minute of silence and half a minute between its two pieces pass in two seconds each.
	expect(seen).toEqual([null, 'f', 'fo', 'fou', null, '', '', '1😀', '1😀', '1😀3456789']);
	const live = playback.live('o')!;
	expect(live).toMatchObject({attempt: 1, call: 1, startedAt: Date.UTC(2026, 10, 22) + 1500});
	expect(playback.moment()).toMatchObject({actions: 5, playing: true, shortened_ms: null});
	playback.advance(500);
	// It only grew: a screen that knows it lays out nothing anew.
	expect(playback.live('o')).toBe(live);
	playback.advance(500);
	expect(shown()).toBeNull();
	expect(playback.moment()).toMatchObject({actions: 6, playing: false, played_ms: 6500, length_ms: 6500});
});

test('What had come of an answer when the app was killed comes as it did, although it was told of a day later', () => {
	const broken = {
		...(streamed[3] as RunEvent & {type: 'model-failed'}),
		duration_ms: 4000,
		fault: 'unanswered',
	};
	const playback = playbackOf([
		...streamed.slice(0, 3),
		at(4000, {type: 'note-taken', output_name: null, note: 'the last before the end'}),
		{...broken, timestamp: '2026-11-23T12:00:00.000Z'},
	]);
	playback.play();
	const seen = [1999, 500, 500, 1000].map(ms => {
		playback.advance(ms);
		return playback.live('o')?.text.toString();
	});
	expect(seen).toEqual(['fou', 'four', 'four', 'four']);
});

test('A call that was asked again when its run was taken up streams as well', () => {
	const [started, module, asked, broken] = streamed as [RunEvent, RunEvent, RunEvent, RunEvent];
	const settings = (started as RunEvent & {type: 'run-started'}).settings;
	const {timestamp: _, ...again} = asked;
	const {timestamp: __, ...answer} = streamed.at(-1) as RunEvent & {type: 'model-answered'};
	const playback = playbackOf([
		started,
		module,
		asked,
		{...broken, fault: 'unanswered', retry_in_ms: null} as RunEvent,
		at(1500, {type: 'run-resumed', settings}),
		at(1500, module as EventDraft),
		at(1500, again as EventDraft),
		at(2500, {...answer, try: 1, duration_ms: 1000, timing: [[500, 2]], response: 'whole'}),
	]);
	playback.seek(7);
	playback.play();
	playback.advance(600);
	expect(playback.live('o')?.text.toString()).toBe('wh');
});

test('A wait that is shortened says how long it was, and the clocks run through it', () => {
	const playback = playbackOf(streamed);
	playback.seek(5);
	expect(playback.moment()).toMatchObject({shortened_ms: 60_000, recorded_at: Date.UTC(2026, 10, 22) + 1500});
	playback.setSpeed(2);
	playback.play();
	playback.advance(500);
	expect(playback.moment()).toMatchObject({
		shortened_ms: 60_000,
		recorded_at: Date.UTC(2026, 10, 22) + 31_500,
	});
});

test('Steps stop at modules and debug iterations, and where there is none, at the ends', () => {
	const playback = playbackOf(demo);
	const stops = (unit: 'module' | 'iteration', by: 1 | -1) => {
		const passed = [];
		for (let step = 0; step < 100; step++) {
			const before = playback.moment().actions;
			playback.step(unit, by);
			const {actions} = playback.moment();
			if (actions === before) return passed;
			passed.push(demo[actions - 1]!.type);
		}
		return passed;
	};
	expect(stops('iteration', 1)).toEqual([...Array(4).fill('program-ran'), 'run-finished']);
	expect(stops('iteration', -1)).toEqual([...Array(4).fill('program-ran'), 'run-started']);
	const modules = Array(6).fill(['module-started', 'module-finished']).flat();
	expect(stops('module', 1)).toEqual([...modules, 'run-finished']);
	expect(stops('module', -1)).toEqual([...modules].reverse().concat('run-started'));
});

test('From wherever a step stops, a step on and one back return there', () => {
	const playback = playbackOf(demo);
	for (const unit of ['event', 'module', 'iteration'] as const) {
		const visited = [];
		playback.toStart();
		do {
			visited.push(playback.moment().actions);
			playback.step(unit, 1);
		} while (playback.moment().actions > visited.at(-1)!);
		expect(visited.length).toBeGreaterThan(4);
		for (const actions of visited.toReversed()) {
			expect(playback.moment().actions).toBe(actions);
			playback.step(unit, -1);
		}
	}
});

/** A log that another process writes. */
function growingLog(events: readonly RunEvent[]) {
	const log = {length: 1, growing: true, partial: null as string | null};
	const whole = recordedEvents(events);
	const recording: Recording = {
		...whole,
		count: () => log.length,
		growing: () => log.growing,
		partial: () => log.partial,
	};
	return {log, recording};
}

test('A log that grows is followed from its end on, with what has come of the calls in flight, until it is let go', () => {
	const {log, recording} = growingLog(streamed);
	log.length = 2;
	const now = Date.UTC(2026, 10, 22) + 5000;
	const playback = createPlayback(recording, {now: () => now});
	const told: string[] = [];
	playback.onEvent(({type}) => told.push(type));
	expect(playback.moment()).toMatchObject({actions: 1, following: false});
	playback.toEnd();
	expect(playback.moment()).toMatchObject({actions: 2, following: true, playing: true, recorded_at: now});
	log.length = 5;
	log.partial = 'so far';
	playback.grown();
	expect(playback.moment()).toMatchObject({actions: 5, count: 5, following: true});
	expect(told).toEqual(['model-asked', 'model-failed', 'model-asked']);
	expect(playback.live('o')?.text.toString()).toBe('so far');
	// Who looks back is not torn away by what comes.
	playback.seek(3);
	playback.pause();
	log.length = 6;
	log.growing = false;
	playback.grown();
	expect(playback.moment()).toMatchObject({actions: 3, count: 6, following: false});
	expect(playback.live('o')?.text.length).toBe(0);
	playback.toEnd();
	expect(playback.moment()).toMatchObject({actions: 6, following: false, playing: false});
});

test('An action that cannot be read ends the playback before it, with why', () => {
	const whole = recordedEvents(demo);
	const playback = createPlayback(
		{
			...whole,
			at(index) {
				if (index === 9) throw new Error('Action 10 is damaged.');
				return whole.at(index);
			},
		},
		{now: () => 0},
	);
	playback.play();
	playback.advance(1e9);
	expect(playback.moment()).toMatchObject({
		actions: 9,
		count: 9,
		playing: false,
		problem: 'Action 10 is damaged.',
	});
	playback.toStart();
	playback.toEnd();
	expect(playback.moment()).toMatchObject({actions: 9});
});
