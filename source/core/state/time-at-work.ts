import type {RunState} from './run-state.ts';

/** How long the run's sittings were together, in ms: without the time in which the app was closed. `now`: for one that goes on. */
export function timeAtWork(
	{startedAt, finishedAt, awayFor}: Pick<RunState, 'startedAt' | 'finishedAt' | 'awayFor'>,
	now: number,
): number {
	return (finishedAt ?? now) - startedAt - awayFor;
}
