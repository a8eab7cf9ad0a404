/** One attempt at an operation: how it begins, what it is told, and what comes of it. */
import type {Consumed, Recalled} from '../events.ts';
import {type Input, OperationFailure} from '../module.ts';
import type {OperationState, RunState} from '../state/run-state.ts';
import {asError} from '../thrown.ts';
import type {Attempt, Crew} from './crew.ts';
import {createEnding} from './ending.ts';
import {Halt} from './halt.ts';
import type {Hands} from './hands.ts';
import {openJournal} from './journal.ts';
import type {Made} from './run-module.ts';
import {composeTold} from './told.ts';

/**
 * Writes down that it begins. `recalled`: what earlier runs tell, if they were asked just now. `variant`: the n-th of
 * several that are made side by side.
 */
export function beginAttempt(
	crew: Crew,
	before: OperationState,
	hands: Hands,
	{
		recalled = null,
		variant = 0,
		redo = before.redo,
	}: {recalled?: Recalled[] | null; variant?: number; redo?: OperationState['redo']},
): Attempt {
	const state = crew.store.state();
	const {operation} = before;
	const inputs = readInputs(state, before);
	const consumed = consumedBy(state, before);
	const number = before.attempt + Math.max(1, variant);
	const ending = createEnding(operation.module, hands.signal);
	const attempt: Attempt = {
		output_name: operation.output_name,
		module: operation.module,
		attempt: number,
		inputs,
		consumed,
		prompt: composeTold({
			inputs,
			recalled: operation.memory.recall > 0 ? (recalled ?? before.recalled ?? []) : [],
			max_tokens: operation.memory.max_tokens,
			supplement: operation.supplement,
			redo,
		}),
		system: before.system,
		feedback: redo?.feedback || null,
		journal: openJournal(before, number),
		get signal() {
			return ending.signal();
		},
		stopped: hands.signal,
		end: ending.end,
		awaitPerson: hands.awaitPerson,
		foreseeWait() {
			const wait = hands.foreseeWait();
			return (ms, enough) => wait(ms, enough ? AbortSignal.any([attempt.signal, enough]) : attempt.signal);
		},
		halted: null,
		async holdBudget() {
			try {
				await hands.holdBudget(operation.output_name);
			} catch (error) {
				if (error instanceof Halt) attempt.halted ??= error;
				throw error;
			}
		},
	};
	crew.store.emit({
		type: 'module-started',
		output_name: attempt.output_name,
		module: attempt.module,
		attempt: attempt.attempt,
		prompt: attempt.prompt,
		consumed,
		...(variant > 0 ? {variant: true} : {}),
		...(recalled ? {recalled} : {}),
	});
	return attempt;
}

function readInputs(state: RunState, {operation}: OperationState): Input[] {
	return operation.inputs.map(name => {
		const input = state.operations.get(name)!;
		return {name, text: input.versions[input.current - 1]?.text ?? ''};
	});
}

function consumedBy(state: RunState, {operation}: OperationState): Consumed {
	return Object.fromEntries(operation.inputs.map(name => [name, state.operations.get(name)!.current]));
}

/**
 * The output is there, and on its way to the disk. Nobody waits for that: a call, a question, a decision, the run's end
 * stand behind it in the log, and are waited for.
 */
export function recordOutput(
	{store}: Crew,
	{output_name, module, attempt, prompt, consumed}: Attempt,
	{output, by, files, messages}: Made,
	{review, variant = false}: {review: boolean; variant?: boolean},
): void {
	const operation = store.state().operations.get(output_name)!;
	store.record({
		type: 'module-finished',
		output_name,
		module,
		attempt,
		version: operation.versions.length + 1,
		by,
		prompt,
		response: output,
		model: operation.calls.findLast(call => call.attempt === attempt)?.model ?? null,
		consumed,
		review,
		...(variant ? {variant} : {}),
		...(files ? {files} : {}),
		...(messages.length > 0 ? {messages} : {}),
	});
}

export function failureOf(error: unknown): OperationFailure {
	if (error instanceof OperationFailure) return error;
	const {message} = asError(error);
	return new OperationFailure({kind: 'module', message, remedy: null, cause: error});
}
