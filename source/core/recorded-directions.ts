/** How the person of a recording had debuggers go on, so that a rehearsal without one takes the same course. */
import type {DirectionGiven, RunEvent} from './events.ts';
import {type RecordedSights, recordedSights} from './recorded-sights.ts';

/**
 * What was given by that operation when it met the same code, failure and command for the `sight`-th time, from 1; null
 * if nothing was.
 */
export type RecordedDirections = RecordedSights<DirectionGiven>;

export const nothingDirected: RecordedDirections = () => null;

/** A recording grants no leave: the network is not among them. */
export function recordedDirections(actions: readonly RunEvent[]): RecordedDirections {
	return recordedSights(
		actions.filter(action => action.type === 'direction-given').filter(({course}) => course !== 'network'),
	);
}
