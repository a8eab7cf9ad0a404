import {expect, test} from 'vitest';
import {type EventDraft, stamp} from '../../../source/core/events.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {timeAtWork} from '../../../source/core/state/time-at-work.ts';
import {bench} from '../../helpers/crew.ts';

const yaml = 'pipeline:\n  - {module: writer, inputs: [], output_name: text}\n';
const begun: EventDraft = bench(yaml).events[0]!;
const resumed: EventDraft = {type: 'run-resumed', settings: emptyState().settings};
const finished: EventDraft = {type: 'run-finished', status: 'stopped', message: null};
const noted: EventDraft = {type: 'note-taken', output_name: null, note: 'x'};
const forked: EventDraft = {type: 'run-forked', child_run_id: 'child'};
const unanswered = {
	type: 'model-failed',
	output_name: 'text',
	module: 'writer',
	attempt: 1,
	call: 1,
	try: 1,
	fault: 'unanswered',
	message: '',
} as EventDraft;

function worked(...events: [seconds: number, EventDraft][]): number {
	const state = emptyState();
	for (const [seconds, event] of events) {
		reduce(state, {...stamp(event, 0), timestamp: new Date(seconds * 1000).toISOString()});
	}

	return timeAtWork(state, state.at) / 1000;
}

test('A run took what its sittings took, whether it was stopped or killed in between.', () => {
	expect(worked([10, begun], [14, finished], [400, resumed], [405, finished])).toBe(9);
	expect(worked([10, begun], [14, noted], [400, resumed], [405, finished])).toBe(9);
	expect(worked([10, begun], [14, noted], [399, unanswered], [400, resumed], [405, noted])).toBe(9);
	expect(worked([10, begun], [14, finished], [50, forked])).toBe(4);
	expect(worked([10, begun], [14, finished], [50, forked], [400, resumed], [405, finished])).toBe(9);
});
