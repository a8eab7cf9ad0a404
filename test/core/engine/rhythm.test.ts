import {expect, test} from 'vitest';
import {createRhythm} from '../../../source/core/engine/rhythm.ts';

test('The rhythm of a short answer is kept in steps of a tenth of a second.', () => {
	const rhythm = createRhythm();
	for (const at of [0, 40, 90, 100, 130, 400]) rhythm.note(at, 2);
	expect(rhythm.points()).toEqual([
		[0, 2],
		[100, 8],
		[400, 12],
	]);
});

test('That of an answer of eight hours takes no more room, and still goes from its beginning to its end.', () => {
	const rhythm = createRhythm();
	const hours_ms = 8 * 3600 * 1000;
	for (let at = 0; at <= hours_ms; at += 20) rhythm.note(at, 4);
	const points = rhythm.points();
	expect(points.length).toBeGreaterThan(400);
	expect(points.length).toBeLessThanOrEqual(1000);
	expect(points[0]).toEqual([0, 4]);
	expect(points.at(-1)![0]).toBeGreaterThan(hours_ms * 0.99);
	for (const [at, characters] of points) expect(characters).toBe((at / 20 + 1) * 4);
});
