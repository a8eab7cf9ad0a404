/** Which operation a recording is about at a moment: told by the moment alone, so that both ways lead to the same screen. */
import type {Playback, Recording} from '../../core/playback/playback.ts';
import type {OperationState} from '../../core/state/run-state.ts';
import {awaits} from './awaited.ts';

/** The operation of the last event if it is at it; else what waits for the person; else what runs; else that one still. */
export function happening(playback: Playback): string | null {
	const {operations} = playback.state();
	const latest = latestName(playback.recording, playback.moment().actions);
	const last = latest === null ? undefined : operations.get(latest);
	if (last && isAtIt(last)) return latest;
	const found = [...operations.values()].find(awaits) ?? [...operations.values()].find(isAtIt);
	if (found) return found.operation.output_name;
	return last ? latest : (operations.keys().next().value ?? null);
}

function isAtIt(operation: OperationState): boolean {
	return operation.status === 'running' || awaits(operation);
}

function latestName(recording: Recording, actions: number): string | null {
	for (let index = actions - 1; index >= 0; index--) {
		const {output_name} = recording.glance(index);
		if (output_name !== null) return output_name;
	}

	return null;
}
