import {expect, test} from 'vitest';
import {type EventDraft, stamp} from '../../source/core/events.ts';
import {createFreshAttempts} from '../../source/core/fresh-attempts.ts';

const started = (attempt: number, output_name = 'plan') =>
	({type: 'module-started', output_name, module: 'planner', attempt, consumed: {}, prompt: ''}) as EventDraft;
const adopted: EventDraft = {type: 'pipeline-changed', pipeline: '', system_prompts: {}};
const redone: EventDraft = {
	type: 'operation-rerun',
	output_name: 'plan',
	module: 'planner',
	why: 'asked',
};

function numberAfter(...events: EventDraft[]): number {
	const {attempt} = events.at(-1) as {attempt: number};
	return createFreshAttempts(events.map(event => stamp(event, 0))).numberOf({output_name: 'plan', attempt});
}

test('What an adopted change has made again is the first attempt of a run that begins anew, and what follows is counted from there.', () => {
	expect(numberAfter(started(1), adopted, started(2))).toBe(1);
	expect(numberAfter(started(1), adopted, started(2), redone, started(3))).toBe(2);
	expect(numberAfter(started(1), adopted, started(2), adopted, started(3))).toBe(1);
	expect(numberAfter(adopted, started(1))).toBe(1);
});

test('Nor is what an adopted change has made again after the person steered: it may be made from that.', () => {
	expect(numberAfter(started(1), redone, adopted, started(2))).toBe(2);
	expect(numberAfter(started(1), redone, started(2), adopted, started(3))).toBe(3);
});

test('Where what was recorded is kept, nothing is counted anew.', () => {
	const kept: EventDraft = {...adopted, kept: true};
	expect(numberAfter(started(1), kept, started(2))).toBe(2);
	expect(numberAfter(started(1), adopted, started(2), kept, started(3))).toBe(2);
});

test('What the person has made again is not.', () => {
	expect(numberAfter(started(1), redone, started(2))).toBe(2);
	expect(numberAfter(started(1), adopted, redone, started(2))).toBe(2);
	expect(numberAfter(started(1), adopted, started(1, 'code'), redone, started(2))).toBe(2);
});
