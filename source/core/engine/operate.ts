/**
 * One operation, from its start to where it is settled: attempt, output or failure, and what the person
 * decides on either.
 */
import {isLogError} from '../log-error.ts';
import {isHeld} from '../state/holds.ts';
import type {RunState} from '../state/run-state.ts';
import {asError} from '../thrown.ts';
import {beginAttempt, failureOf, recordOutput} from './attempt.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';
import {isReviewed} from './is-reviewed.ts';
import {mustRecall, recallFor} from './recall.ts';
import {decideOnFailure, decideOnOutput} from './review.ts';
import {runModule} from './run-module.ts';

/** Resolves when the operation is settled, or pending again for a redo. Throws `Halt`, or what the log throws. */
export async function operate(crew: Crew, output_name: string, hands: Hands): Promise<void> {
	const {store} = crew;
	const waiting = store.state().operations.get(output_name)!;
	const recalled = mustRecall(waiting) ? await recallFor(crew, waiting, hands.signal) : null;
	// Meanwhile the person may have paused, changed what it is made from, or stopped: then it does not begin.
	if (recalled !== null && !mayBegin(store.state(), output_name, hands.signal)) return;
	const before = store.state().operations.get(output_name)!;
	const attempt = beginAttempt(crew, before, hands, {recalled});
	try {
		const made = await runModule(crew, before, attempt);
		const review = isReviewed(crew.store.state().settings.review, before.operation, made.by);
		recordOutput(crew, attempt, made, {review});
		if (review) await decideOnOutput(crew, output_name, hands);
	} catch (thrown) {
		if (attempt.halted) throw attempt.halted;
		const error = asError(thrown);
		if (error instanceof Halt) throw error;
		if (hands.signal.aborted) throw new Halt('stopped', 'Stopped in the middle of an operation.');
		// The log's own faults must reach the engine; whatever else a module throws is that operation's failure.
		if (isLogError(error)) throw error;
		await decideOnFailure(crew, output_name, failureOf(error), hands);
	}
}

function mayBegin(state: RunState, output_name: string, signal: AbortSignal): boolean {
	return !signal.aborted && state.ready.has(output_name) && !isHeld(state, output_name);
}

/** For a run that is taken up again: the output is there, and its review is still open. */
export function reviewAgain(crew: Crew, output_name: string, hands: Hands): Promise<void> {
	return decideOnOutput(crew, output_name, hands);
}
