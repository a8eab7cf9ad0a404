import type {RunEvent} from '../events.ts';
import {burstsOf} from './bursts.ts';
import type {Glance, Recording} from './playback.ts';
import {createSteadyTime} from './steady-time.ts';

/** A recording of events that are in memory already. */
export function recordedEvents(events: readonly RunEvent[]): Recording {
	const steady = createSteadyTime();
	const glances = events.map(event => glanceAt(event, steady(Date.parse(event.timestamp))));
	return {
		count: () => events.length,
		glance: index => glances[index]!,
		at: index => events[index]!,
		growing: () => false,
		partial: () => null,
	};
}

/** `at`: the event's time, made steady. */
function glanceAt(event: RunEvent, at: number): Glance {
	return {
		type: event.type,
		output_name: 'output_name' in event ? event.output_name : null,
		at,
		bursts: event.type === 'model-answered' ? burstsOf({...event, at, timing: event.timing ?? []}) : [],
	};
}
