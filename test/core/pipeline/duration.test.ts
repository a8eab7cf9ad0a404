import {describe, expect, it} from 'vitest';
import {longestDuration, parseDuration} from '../../../source/core/pipeline/duration.ts';

describe('parseDuration', () => {
	it.each([
		['500ms', 500],
		['30s', 30_000],
		['10m', 600_000],
		['1.5h', 5_400_000],
		['1m30s', 90_000],
		['1h 5m', 3_900_000],
		['24d', longestDuration],
		['30', 30_000],
		[' 2s ', 2000],
		[30, 30_000],
		[0.25, 250],
	])('reads %j as %i ms', (source, milliseconds) => {
		expect(parseDuration(source)).toBe(milliseconds);
	});

	it.each([
		'',
		'soon',
		's',
		'-5s',
		'5 s',
		'5sec',
		'1e3',
		'0x10',
		'0s',
		'0',
		'0.0001ms',
		'25d',
		'.5s',
		'5s!',
		0,
		-1,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		1e12,
	])('refuses %j', source => {
		expect(parseDuration(source)).toBeNull();
	});

	it('allows no more than a timer can hold', () => {
		expect(longestDuration).toBeLessThan(2 ** 31);
	});

	it('reads a long text to its end', () => {
		expect(parseDuration('1s'.repeat(100_000))).toBeNull();
		expect(parseDuration(`${'1'.repeat(200_000)}x`)).toBeNull();
	});
});
