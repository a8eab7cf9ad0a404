/**
 * One operation, from its start to where it is settled: attempt, output or failure, and what the person
 * decides on either.
 */
import {isLogError} from '../log-error.ts';
import {beginAttempt, commitOutput, failureOf, runModule} from './attempt.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';
import {isReviewed} from './is-reviewed.ts';
import {decideOnFailure, decideOnOutput} from './review.ts';

/** Resolves when the operation is settled, or pending again for a redo. Throws `Halt`, or what the log throws. */
export async function operate(crew: Crew, output_name: string, hands: Hands): Promise<void> {
	const before = crew.store.state().operations.get(output_name)!;
	const attempt = beginAttempt(crew, before, hands);
	try {
		const made = await runModule(crew, before, attempt);
		const review = isReviewed(crew.store.state().settings.review, before.operation, made.by);
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
