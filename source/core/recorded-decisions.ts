/** What the person of a recording decided in the middle of operations, so that a rehearsal without one takes the same course. */
import type {DraftDecided, RunEvent} from './events.ts';
import {nothingDirected, type RecordedDirections, recordedDirections} from './recorded-directions.ts';
import {type RecordedSights, recordedSights} from './recorded-sights.ts';

/** What was decided by that operation's person on the same draft when it was shown for the `sight`-th time, from 1. */
type RecordedVerdicts = RecordedSights<DraftDecided>;

export type RecordedDecisions = {direction: RecordedDirections; verdict: RecordedVerdicts};

export const nothingDecided: RecordedDecisions = {direction: nothingDirected, verdict: () => null};

export function recordedDecisions(actions: readonly RunEvent[]): RecordedDecisions {
	return {direction: recordedDirections(actions), verdict: recordedVerdicts(actions)};
}

/** What a policy decided is for the rehearsal's own to decide. */
function recordedVerdicts(actions: readonly RunEvent[]): RecordedVerdicts {
	return recordedSights(
		actions.filter(action => action.type === 'draft-decided').filter(({by}) => by === 'person'),
	);
}
