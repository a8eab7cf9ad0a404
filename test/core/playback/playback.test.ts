import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {createPlayback, type Playback} from '../../../source/core/playback/playback.ts';
import {recordedEvents} from '../../../source/core/playback/recorded-events.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';

const {actions: demo} = JSON.parse(
	readFileSync(new URL('../../../pipelines/engineering.cassette.json', import.meta.url), 'utf8'),
) as {actions: RunEvent[]};

function playbackOf(events: RunEvent[]): Playback {
	return createPlayback(recordedEvents(events), {now: () => 0});
}

/** All that a screen can see of a moment. */
function sightOf(playback: Playback) {
	const state = playback.state();
	const lives = [...state.operations.keys()].map(name =>
		playback.lives(name).map(({pieces, ...live}) => ({...live, text: pieces.join('')})),
	);
	const {texts: _, ...seen} = state;
	const {played_ms, recorded_at, ...moment} = playback.moment();
	return {state: seen, lives, moment, played_ms: Math.round(played_ms), recorded_at: Math.round(recorded_at)};
}

function playOn(playback: Playback, ms: number): void {
	playback.play();
	playback.advance(ms);
	playback.pause();
}

/** Played from the start, without ever going back, to the same moment. */
function afresh(events: RunEvent[], {actions, played_ms}: {actions: number; played_ms: number}): Playback {
	const playback = playbackOf(events);
	playback.seek(actions);
	const further = played_ms - playback.moment().played_ms;
	// Of several events at one moment some may lie ahead.
	if (further > 1e-6) playOn(playback, further);
	return playback;
}

type Act =
	| {kind: 'seek'; actions: number}
	| {kind: 'step'; unit: 'event' | 'module' | 'iteration'; by: 1 | -1}
	| {kind: 'advance'; ms: number}
	| {kind: 'start' | 'end'};

const acts: fc.Arbitrary<Act[]> = fc.array(
	fc.oneof(
		fc.record({kind: fc.constant('seek' as const), actions: fc.nat({max: 50})}),
		fc.record({
			kind: fc.constant('step' as const),
			unit: fc.constantFrom('event' as const, 'module' as const, 'iteration' as const),
			by: fc.constantFrom(1 as const, -1 as const),
		}),
		fc.record({kind: fc.constant('advance' as const), ms: fc.nat({max: 4000})}),
		fc.record({kind: fc.constantFrom('start' as const, 'end' as const)}),
	),
	{minLength: 1, maxLength: 30},
);

function perform(playback: Playback, act: Act): void {
	switch (act.kind) {
		case 'seek':
			playback.seek(act.actions);
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

test('However a moment was come to, forwards or backwards, it shows the same state and the same live text', () => {
	fc.assert(
		fc.property(acts, script => {
			const playback = playbackOf(demo);
			for (const act of script) {
				perform(playback, act);
				const seen = sightOf(playback);
				const {texts, ...folded} = demo.slice(0, seen.moment.actions).reduce(reduce, emptyState());
				expect(seen.state).toEqual(folded);
				for (const [hash, text] of texts) expect(playback.state().texts.get(hash)).toBe(text);
				expect(seen).toEqual(sightOf(afresh(demo, playback.moment())));
			}
		}),
		{numRuns: 60},
	);
});
