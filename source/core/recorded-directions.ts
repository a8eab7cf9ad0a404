/** How the person of a recording had debuggers go on, so that a rehearsal without one takes the same course. */
import type {DirectionGiven, RunEvent} from './events.ts';

/**
 * What was given by that operation when it met the same code, failure and command for the `sight`-th time, from 1; null
 * if nothing was.
 */
export type RecordedDirections = (output_name: string, key: string, sight: number) => DirectionGiven | null;

export const nothingDirected: RecordedDirections = () => null;

/** Of several attempts the last counts. A recording grants no leave: the network is not among them. */
export function recordedDirections(actions: readonly RunEvent[]): RecordedDirections {
	const given = new Map<string, DirectionGiven[]>();
	for (const action of actions) {
		if (action.type !== 'direction-given' || action.course === 'network') continue;
		const key = keyOf(action.output_name, action.key);
		const before = (given.get(key) ?? []).filter(
			({attempt, number}) => attempt === action.attempt && number < action.number,
		);
		given.set(key, [...before, action]);
	}
	return (output_name, key, sight) => given.get(keyOf(output_name, key))?.[sight - 1] ?? null;
}

function keyOf(output_name: string, key: string): string {
	return JSON.stringify([output_name, key]);
}
