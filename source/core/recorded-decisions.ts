/** What the person of a recording decided in the middle of operations, so that a rehearsal without one takes the same course. */
import type {DraftDecided, RunEvent} from './events.ts';
import {nothingDirected, type RecordedDirections, recordedDirections} from './recorded-directions.ts';

/** What was decided by that operation's person on the same draft when it was shown for the `sight`-th time, from 1. */
type RecordedVerdicts = (output_name: string, key: string, sight: number) => DraftDecided | null;

export type RecordedDecisions = {direction: RecordedDirections; verdict: RecordedVerdicts};

export const nothingDecided: RecordedDecisions = {direction: nothingDirected, verdict: () => null};

export function recordedDecisions(actions: readonly RunEvent[]): RecordedDecisions {
	return {direction: recordedDirections(actions), verdict: recordedVerdicts(actions)};
}

/** Of several attempts the last counts. What a policy decided is for the rehearsal's own to decide. */
function recordedVerdicts(actions: readonly RunEvent[]): RecordedVerdicts {
	const given = new Map<string, DraftDecided[]>();
	for (const action of actions) {
		if (action.type !== 'draft-decided' || action.by !== 'person') continue;
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
