import {describe, expect, it} from 'vitest';
import {type Ask, buildLadder, chooseRung} from '../../../source/modules/debugger/ladder.ts';

const patience = {same_error_limit: 2, escalate_after: 3};

/** Climbs a ladder through failures, and tells which rung was asked about each. */
function climb(failures: string[], rungs: number, limits = patience): (number | null)[] {
	const asks: Ask[] = [];
	return failures.map(fingerprint => {
		const rung = chooseRung(asks, fingerprint, rungs, limits);
		if (rung !== null) asks.push({rung, fingerprint});
		return rung;
	});
}

describe('the ladder of models', () => {
	it('is small, medium, large unless somebody chose', () => {
		expect(buildLadder({parameters: {}})).toEqual(['small', 'medium', 'large']);
	});

	it('goes on with the roles above a chosen role', () => {
		expect(buildLadder({model: 'medium', parameters: {}})).toEqual(['medium', 'large']);
	});

	it('is one model if one was named', () => {
		expect(buildLadder({model: 'ollama/qwen3', parameters: {}})).toEqual(['ollama/qwen3']);
	});

	it('is what the pipeline says', () => {
		expect(buildLadder({model: 'a', escalate: ['b', 'c'], parameters: {}})).toEqual(['a', 'b', 'c']);
		expect(buildLadder({model: 'small', escalate: [], parameters: {}})).toEqual(['small']);
		expect(buildLadder({escalate: ['b'], parameters: {}})).toEqual(['small', 'b']);
	});
});

describe('the choice of a rung', () => {
	it('stays with the cheapest model while every failure is a new one', () => {
		expect(climb(['a', 'b', 'c'], 3)).toEqual([0, 0, 0]);
	});

	it('climbs when the same failure is seen as often as same_error_limit', () => {
		expect(climb(['a', 'a'], 3)).toEqual([0, 1]);
		expect(climb(['a', 'a', 'a', 'a'], 3, {...patience, same_error_limit: 3, escalate_after: 9})).toEqual([
			0, 0, 1, 1,
		]);
	});

	it('climbs when two failures take turns', () => {
		expect(climb(['a', 'b', 'a', 'b'], 3)).toEqual([0, 0, 1, 1]);
	});

	it('climbs after escalate_after requests to one model', () => {
		expect(climb(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 3)).toEqual([0, 0, 0, 1, 1, 1, 2]);
	});

	it('asks each model at least once, however short the patience', () => {
		expect(climb(['a', 'a', 'a'], 3, {same_error_limit: 1, escalate_after: 3})).toEqual([0, 1, 2]);
	});

	it('never comes down', () => {
		expect(climb(['a', 'a', 'b', 'c'], 3)).toEqual([0, 1, 1, 1]);
	});

	it('ends where the last model has met the same failure too often', () => {
		expect(climb(['a', 'a', 'a', 'a', 'a'], 3)).toEqual([0, 1, 2, 2, null]);
		expect(climb(['a', 'a', 'a'], 1)).toEqual([0, 0, null]);
	});

	it('stays with the last model while the failures are new', () => {
		expect(climb(['a', 'b', 'c', 'd', 'e'], 1)).toEqual([0, 0, 0, 0, 0]);
	});
});

describe('two failures in turn', () => {
	const patient = {same_error_limit: 5, escalate_after: 9};
	const asked = (rung: number, ...fingerprints: string[]) =>
		fingerprints.map(fingerprint => ({rung, fingerprint}));

	it('are a ping-pong from the second round on, which the next model is to end', () => {
		expect(chooseRung(asked(0, 'a', 'b'), 'a', 3, patient)).toBe(0);
		expect(chooseRung(asked(0, 'a', 'b', 'a'), 'b', 3, patient)).toBe(1);
	});

	it('end the ladder on its last rung', () => {
		expect(chooseRung(asked(2, 'a', 'b', 'a'), 'b', 3, patient)).toBeNull();
	});

	it('are none where a third came between', () => {
		expect(chooseRung(asked(0, 'a', 'b', 'c', 'a'), 'b', 3, patient)).toBe(0);
	});
});

describe('a floor', () => {
	const patience = {same_error_limit: 2, escalate_after: 3};

	it('is where the next request goes, whatever was asked below it', () => {
		expect(chooseRung([], 'a', 4, patience, 3)).toBe(3);
		expect(chooseRung([{rung: 0, fingerprint: 'a'}], 'a', 4, patience, 2)).toBe(2);
	});
});
