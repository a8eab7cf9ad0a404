/**
 * One operation, from its start to where it is settled: attempt, output or failure, and what the person
 * decides on either.
 */
import type {By} from '../events.ts';
import {isLogError} from '../log-error.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {beginAttempt, commitOutput, failureOf, runModule} from './attempt.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';
import {decideOnFailure, decideOnOutput} from './review.ts';

/** Resolves when the operation is settled, or pending again for a redo. Throws `Halt`, or what the log throws. */
export async function operate(crew: Crew, output_name: string, hands: Hands): Promise<void> {
	const before = crew.store.state().operations.get(output_name)!;
	const attempt = beginAttempt(crew, before, hands);
	try {
		const made = await runModule(crew, before, attempt);
		const review = made.by !== 'person' && isReviewed(crew.store.state(), before, made.by);
		await commitOutput(crew, attempt, made, {review});
		if (review) await decideOnOutput(crew, output_name, hands);
	} catch (error) {
		if (attempt.halted) throw attempt.halted;
		if (error instanceof Halt) throw error;
		if (hands.signal.aborted) throw new Halt('stopped', 'Stopped in the middle of an operation.');
		// The log's own faults must reach the engine; whatever else a module throws is that operation's failure.
		if (isLogError(error)) throw error;
		await decideOnFailure(crew, output_name, failureOf(error), hands);
	}
}

/** For a run that is taken up again: the output is there, and its review is still open. */
export function reviewAgain(crew: Crew, output_name: string, hands: Hands): Promise<void> {
	return decideOnOutput(crew, output_name, hands);
}

function isReviewed({settings}: RunState, {operation}: OperationState, by: By): boolean {
	if (settings.review === 'none' || operation.checkpoint === 'never') return false;
	if (operation.checkpoint === 'always') return true;
	return settings.review === 'all' && by !== 'module';
}
