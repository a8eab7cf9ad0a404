import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {nextTry, remedyOf} from '../../../source/core/engine/retry.ts';
import type {ModelFault} from '../../../source/core/ports.ts';

function fault(overrides: Partial<ModelFault>): ModelFault {
	return {
		kind: 'rate-limit',
		message: 'Too many requests.',
		remedy: null,
		retryable: true,
		retry_after_ms: null,
		possibly_paid: false,
		partial: '',
		usage: null,
		cost_usd: null,
		...overrides,
	};
}

function waitAfter(overrides: Partial<ModelFault>, options: Partial<Parameters<typeof nextTry>[0]> = {}) {
	return nextTry({
		fault: fault(overrides),
		tryNumber: 1,
		retries: 3,
		random: () => 0,
		allowStallOnce: false,
		...options,
	});
}

describe('trying again', () => {
	it('waits twice as long after each failure, up to a minute', () => {
		const waits = [1, 2, 3, 4, 10, 40].map(tryNumber => waitAfter({}, {tryNumber, retries: 50})?.retry_in_ms);
		expect(waits).toEqual([500, 1000, 2000, 4000, 30_000, 30_000]);
	});

	it('keeps half of each wait and leaves the other half to chance', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 1, max: 20}),
				fc.double({min: 0, max: 0.999, noNaN: true}),
				(tryNumber, chance) => {
					const whole = Math.min(60_000, 1000 * 2 ** (tryNumber - 1));
					const wait = waitAfter({}, {tryNumber, retries: 20, random: () => chance})!.retry_in_ms;
					expect(wait).toBeGreaterThanOrEqual(whole / 2);
					expect(wait).toBeLessThanOrEqual(whole);
				},
			),
		);
	});

	it('ends when the retries are used up', () => {
		expect(waitAfter({}, {tryNumber: 3, retries: 3})).not.toBeNull();
		expect(waitAfter({}, {tryNumber: 4, retries: 3})).toBeNull();
		expect(waitAfter({}, {retries: 0})).toBeNull();
	});

	it('obeys Retry-After, also beyond a minute, but never comes sooner than the backoff', () => {
		expect(waitAfter({retry_after_ms: 150_000})).toEqual({retry_in_ms: 150_000});
		expect(waitAfter({retry_after_ms: 20})).toEqual({retry_in_ms: 500});
	});

	it('spreads those that were all told to come back at the same time', () => {
		const chances = [0, 0.25, 0.5, 0.75, 0.999];
		const waits = chances.map(
			chance => waitAfter({retry_after_ms: 7000}, {random: () => chance})!.retry_in_ms,
		);
		expect(waits).toEqual([7000, 7125, 7250, 7375, 7500]);
	});

	it('gives up on an endpoint that wants to be left alone for more than an hour', () => {
		expect(waitAfter({retry_after_ms: 3_600_000})).toEqual({retry_in_ms: 3_600_000});
		expect(waitAfter({retry_after_ms: 3_600_001})).toBeNull();
	});

	it('says when an endpoint wants to be asked again for which nobody waits so long', () => {
		const now = Date.parse('2026-11-22T12:00:00Z');
		const day = fault({retry_after_ms: 86_400_000});
		expect(remedyOf(day, now)).toMatch(/until 2026-11-23 12:00 UTC, .* an hour by itself\. Try again then/);
		expect(remedyOf({...day, retryable: false}, now)).toBe(day.remedy);
		expect(remedyOf(fault({retry_after_ms: 3_600_000, remedy: 'Wait.'}), now)).toBe('Wait.');
		expect(remedyOf(fault({retry_after_ms: 1e300}), now)).toContain('+275760-09-13 00:00 UTC');
	});

	it('never happens by itself for a fault that another try does not mend', () => {
		for (const kind of [
			'quota',
			'bad-key',
			'unknown-model',
			'bad-request',
			'length',
			'content-filter',
		] as const)
			expect(waitAfter({kind, retryable: false})).toBeNull();
	});

	it('happens once after a stall where nobody is there to decide, and never where somebody is', () => {
		const stall = {kind: 'stall', retryable: false, possibly_paid: true} as const;
		expect(waitAfter(stall)).toBeNull();
		expect(waitAfter(stall, {allowStallOnce: true})).toEqual({retry_in_ms: 500});
		expect(waitAfter(stall, {allowStallOnce: true, tryNumber: 2})).toBeNull();
	});
});
