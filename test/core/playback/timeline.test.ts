import {expect, test} from 'vitest';
import {burstsOf} from '../../../source/core/playback/bursts.ts';
import {createSteadyTime} from '../../../source/core/playback/steady-time.ts';
import {layTimeline} from '../../../source/core/playback/timeline.ts';

test('Silences of more than two seconds are played in two, and what happens in them lasts as it did', () => {
	// At 0 and 1 s something happens, text comes from 61 to 64 s, and the end is at 65 s.
	const timeline = layTimeline([
		[1000, 1000],
		[0, 0],
		[61_000, 64_000],
		[65_000, 65_000],
	]);
	expect(timeline.length_ms).toBe(1000 + 2000 + 3000 + 1000);
	expect(timeline.ends_at).toBe(65_000);
	for (const [recorded, played] of [
		[0, 0],
		[1000, 1000],
		[31_000, 2000],
		[61_000, 3000],
		[64_000, 6000],
		[65_000, 7000],
	] as const) {
		expect(timeline.playedAt(recorded)).toBe(played);
		expect(timeline.recordedAt(played)).toBe(recorded);
	}

	expect([999, 1000, 60_999, 61_000].map(timeline.shortenedAt)).toEqual([null, 60_000, 60_000, null]);
	expect([timeline.playedAt(-5), timeline.playedAt(1e9)]).toEqual([0, 7000]);
	expect([timeline.recordedAt(-5), timeline.recordedAt(1e9)]).toEqual([0, 65_000]);
});

test('A recording of nothing, and one of a single moment, have no length', () => {
	expect(layTimeline([])).toMatchObject({length_ms: 0});
	expect(layTimeline([[7, 7]])).toMatchObject({length_ms: 0, ends_at: 7});
});

test('Where the clock was set back, what follows is moved on by as much', () => {
	const steady = createSteadyTime();
	expect([10, 20, 5, 6, 30, 2].map(steady)).toEqual([10, 20, 20, 21, 45, 45]);
});

test('The text of an answer comes in bursts between its silences, and never after it was whole', () => {
	const timing = [
		[500, 1],
		[1500, 20],
		[9000, 30],
		[99_000, 40],
	];
	expect(burstsOf({at: 110_000, duration_ms: 10_000, timing})).toEqual([
		[100_500, 101_500],
		[109_000, 110_000],
	]);
});
