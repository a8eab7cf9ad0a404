import {isLogError} from '../log-error.ts';
import type {OperationState} from '../state/run-state.ts';
import {beginAttempt, commitOutput, failureOf, runModule} from './attempt.ts';
import type {Crew} from './crew.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';

/**
 * Makes several outputs of one operation, told the same, for a person to choose from: side by side, or one after
 * the other where they work in the workspace. One that fails leaves a note; the others stand.
 */
export async function makeVariants(
	crew: Crew,
	before: OperationState,
	{count, feedback}: {count: number; feedback: string | null},
	hands: Hands,
): Promise<void> {
	const {module} = before.operation;
	const rejected = before.versions[before.current - 1]?.text ?? '';
	const redo = feedback ? {feedback, rejected, model: null} : null;
	const make = (variant: number) => makeVariant(crew, before, {variant, redo}, hands);
	const numbers = Array.from({length: count}, (_, index) => index + 1);
	if (crew.store.state().modules[module]?.writes) {
		for (const number of numbers) await make(number);
		return;
	}

	const made = await Promise.allSettled(numbers.map(make));
	const failed = made.find(({status}) => status === 'rejected');
	if (failed?.status === 'rejected') throw failed.reason;
}

async function makeVariant(
	crew: Crew,
	before: OperationState,
	options: {variant: number; redo: OperationState['redo']},
	hands: Hands,
): Promise<void> {
	const attempt = beginAttempt(crew, before, hands, options);
	try {
		const made = await runModule(crew, before, attempt);
		await commitOutput(crew, attempt, made, {review: true, variant: true});
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
	}
}
