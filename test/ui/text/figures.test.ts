import {describe, expect, test} from 'vitest';
import {nothingSpent} from '../../../source/core/state/money.ts';
import {
	age,
	clockFace,
	dollars,
	duration,
	recordedShare,
	spent,
	spentInWords,
	tokens,
} from '../../../source/ui/text/figures.ts';

describe('figures', () => {
	test('shorten tokens to thousands and millions', () => {
		expect([0, 999, 1000, 12_400, 999_949, 1_200_000].map(tokens)).toEqual([
			'0',
			'999',
			'1.0k',
			'12.4k',
			'999.9k',
			'1.2M',
		]);
	});

	test('show small sums with more decimals, and never as nothing', () => {
		expect([0, 0.0004, 0.031, 1.5].map(dollars)).toEqual(['$0.00', '<$0.001', '$0.031', '$1.50']);
	});

	test('say when a part of the cost is unknown or a guess', () => {
		expect(spent({...nothingSpent, usd: 0.031, unknown: true})).toBe('$0.031+?');
		expect(spent({...nothingSpent, unknown: true})).toBe('$?');
		expect(spentInWords({...nothingSpent, unknown: true})).toBe('cost unknown');
		expect(spentInWords({...nothingSpent, usd: 0.031, unknown: true})).toBe('$0.031+?');
		expect(spent({...nothingSpent, usd: 0.2, estimated: true})).toBe('~$0.20');
	});

	test('tell recorded answers from those that were asked for', () => {
		expect(recordedShare({...nothingSpent, calls: 3})).toBeNull();
		expect(recordedShare({...nothingSpent, calls: 3, recorded: 2})).toBe('2 of 3 recorded');
		expect(recordedShare({...nothingSpent, calls: 3, recorded: 3})).toBe('recorded');
	});

	test('show times at a fitting scale', () => {
		expect([400, 12_000, 185_000, 7_800_000].map(duration)).toEqual(['0.4s', '12s', '3m 05s', '2h 10m']);
		expect([42_000, 3_723_000].map(clockFace)).toEqual(['00:42', '1:02:03']);
		expect([10_000, 300_000, 10_800_000, 172_800_000].map(age)).toEqual([
			'just now',
			'5 min ago',
			'3 h ago',
			'2 days ago',
		]);
	});
});
