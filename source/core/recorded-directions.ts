/** How the person of a recording had debuggers go on, so that a rehearsal without one takes the same course. */
import type {DirectionGiven, RunEvent} from './events.ts';

/** What was given on the same code, failure and command by that operation; null if nothing was. */
export type RecordedDirections = (output_name: string, key: string) => DirectionGiven | null;

export const nothingDirected: RecordedDirections = () => null;

/** The last that was given counts. A recording grants no leave: the network is not among them. */
export function recordedDirections(actions: readonly RunEvent[]): RecordedDirections {
	const given = new Map<string, DirectionGiven>();
	for (const action of actions) {
		if (action.type === 'direction-given' && action.course !== 'network')
			given.set(keyOf(action.output_name, action.key), action);
	}
	return (output_name, key) => given.get(keyOf(output_name, key)) ?? null;
}

function keyOf(output_name: string, key: string): string {
	return JSON.stringify([output_name, key]);
}
