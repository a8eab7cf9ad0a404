import {isLogError} from '../log-error.ts';
import type {OperationState} from '../state/run-state.ts';
import {beginAttempt, failureOf, recordOutput} from './attempt.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';
import {mustRecall, recallFor} from './recall.ts';
import {runModule} from './run-module.ts';

/**
 * Makes several outputs of one operation, told the same as what is reviewed unless there is feedback on it, for a person to choose from: side by side, or one after
 * the other where they work in the workspace. Those that fail are told of; the others stand.
 */
export async function makeVariants(
	crew: Crew,
	before: OperationState,
	{count, feedback}: {count: number; feedback: string | null},
	hands: Hands,
): Promise<void> {
	const {module, output_name} = before.operation;
	const {store} = crew;
	const rejected = before.versions[before.current - 1]?.text ?? '';
	const redo = feedback ? {feedback, rejected, model: null} : before.redone;
	const recalled = mustRecall(before) ? await recallFor(crew, before, hands.signal) : null;
	if (hands.signal.aborted) throw new Halt('stopped', 'Stopped in the middle of an operation.');
	const make = (variant: number) => makeVariant(crew, before, {recalled, variant, redo}, hands);
	const numbers = Array.from({length: count}, (_, index) => index + 1);
	const problems = store.state().modules[module]?.writes
		? await inTurn(numbers, make)
		: await sideBySide(numbers, make);
	if (problems.length === 0) return;
	const none = problems.length === count;
	const lead = none
		? `None of the ${count} variants of ${output_name} came`
		: `${problems.length} of the ${count} variants of ${output_name} did not come`;
	store.emit({type: 'note-taken', output_name: null, note: `${lead}: ${problems[0]}`});
}

async function inTurn(
	numbers: readonly number[],
	make: (variant: number) => Promise<string | null>,
): Promise<string[]> {
	const problems: string[] = [];
	for (const number of numbers) {
		const problem = await make(number);
		if (problem !== null) problems.push(problem);
	}

	return problems;
}

/** Rejects only once none of them goes on any more. */
async function sideBySide(
	numbers: readonly number[],
	make: (variant: number) => Promise<string | null>,
): Promise<string[]> {
	const made = await Promise.allSettled(numbers.map(make));
	return made.flatMap(one => {
		if (one.status === 'rejected') throw one.reason;
		return one.value === null ? [] : [one.value];
	});
}

/** Why it did not come, a sentence; null if it did. */
async function makeVariant(
	crew: Crew,
	before: OperationState,
	options: NonNullable<Parameters<typeof beginAttempt>[3]>,
	hands: Hands,
): Promise<string | null> {
	const attempt = beginAttempt(crew, before, hands, options);
	try {
		const made = await runModule(crew, before, attempt);
		recordOutput(crew, attempt, made, {review: true, variant: true});
		return null;
	} catch (error) {
		if (attempt.halted) throw attempt.halted;
		if (error instanceof Halt || isLogError(error)) throw error;
		if (hands.signal.aborted) throw new Halt('stopped', 'Stopped in the middle of an operation.');
		const {output_name, module} = attempt;
		const {kind, message, remedy} = failureOf(error);
		await crew.store.commit({
			type: 'module-failed',
			output_name,
			module,
			attempt: attempt.attempt,
			kind,
			message,
			remedy,
			paused: false,
			variant: true,
		});
		return message;
	}
}
