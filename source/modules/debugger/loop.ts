/** Run, read the failure, ask for a repair, write it, again: until it works or there is a reason to stop. */
import {type ModuleContext, OperationFailure} from '../../core/module.ts';
import {toldWithoutCode} from '../codebase-inputs.ts';
import {applyFileAnswer, readFileAnswer} from '../file-answer.ts';
import {type Check, checkProgram, type FailedCheck, type Installs} from './check-program.ts';
import {describeChange} from './describe-change.ts';
import {findCommand} from './entry.ts';
import {type Ask, buildLadder, chooseRung} from './ladder.ts';
import {type Turn, writeRepairPrompt} from './repair-prompt.ts';

const MAX_ITERATIONS = 6;
const SAME_ERROR_LIMIT = 2;
const ESCALATE_AFTER = 3;

/** What is remembered for as long as the operation lasts, over several debuggings. */
export type Session = {installs: Installs; turns: Turn[]; iterations: number; lastModel: string | null};

/** `notes`: what the person should know. `repaired`: the code is no longer what it was. */
export type Verdict = {state: 'works' | 'unverified'; notes: string[]; repaired: boolean};

export function startSession(): Session {
	return {installs: {requirements: null, problem: null}, turns: [], iterations: 0, lastModel: null};
}

/**
 * Debugs the current files. `complaint`: why the person rejected a program that runs; it is worked on like a
 * failure, once. Throws an `OperationFailure` of kind `not-converged` when the iterations or the models are
 * used up; the files stay as they were last run.
 */
export async function debugUntilItWorks(
	context: ModuleContext,
	session: Session,
	complaint: string | null = null,
): Promise<Verdict> {
	const {debug, model_config} = context.operation;
	const command = findCommand(context.files.current(), debug);
	const limit = debug.max_iterations ?? MAX_ITERATIONS;
	const patience = {
		same_error_limit: debug.same_error_limit ?? SAME_ERROR_LIMIT,
		escalate_after: model_config.escalate_after ?? ESCALATE_AFTER,
	};
	const ladder = buildLadder(model_config);
	const asks: Ask[] = [];
	let open = complaint;
	let repaired = false;
	/** Of the code as it stands; null when it changed since. */
	let check: Check | null = null;

	for (let turn = 1; ; turn++) {
		session.iterations++;
		if (check === null) {
			check = await checkProgram(context, {
				command,
				iteration: session.iterations,
				installs: session.installs,
			});
			noteResult(session, check);
		}
		if (check.state !== 'fails' && !open) return {state: check.state, notes: check.notes, repaired};
		const failed = check.state === 'fails' ? check : rejected(open ?? '', command);
		if (turn >= limit) throw notConverged(failed, `after ${count(limit, 'iteration')}`);

		const answer = await askForRepair(context, session, {failed, asks, ladder, patience});
		if (answer === null) {
			throw notConverged(
				failed,
				`and the last model that was asked (${session.lastModel}) met this failure too often`,
			);
		}
		const change = await applyRepair(context, answer);
		const {summary, fingerprint} = failed.failure;
		session.turns.push({failure: summary, fingerprint, ...change.turn});
		if (change.effective) {
			repaired = true;
			open = null;
			check = null;
		}
	}
}

/** Null at the end of the ladder. A rung whose model the endpoint does not know is left out. */
async function askForRepair(
	context: ModuleContext,
	session: Session,
	state: {
		failed: FailedCheck;
		asks: Ask[];
		ladder: string[];
		patience: {same_error_limit: number; escalate_after: number};
	},
): Promise<string | null> {
	const {failed, asks, ladder, patience} = state;
	const {fingerprint} = failed.failure;
	const files = context.files.current();
	const prompt = writeRepairPrompt({
		told: toldWithoutCode(context),
		files,
		check: failed,
		turns: session.turns,
	});
	for (;;) {
		const rung = chooseRung(asks, fingerprint, ladder.length, patience);
		if (rung === null) return null;
		try {
			const answer = await context.model.ask({prompt, model: ladder[rung]});
			if (session.lastModel && session.lastModel !== answer.model) {
				context.log(`${answer.model} took over from ${session.lastModel}.`);
			}
			session.lastModel = answer.model;
			asks.push({rung, fingerprint});
			return answer.text;
		} catch (error) {
			const unknown = error instanceof OperationFailure && error.kind === 'model:unknown-model';
			if (!unknown || rung === 0) throw error;
			context.log(`${error.message} The repair goes on without it.`);
			ladder.splice(rung, 1);
		}
	}
}

async function applyRepair(
	context: ModuleContext,
	answer: string,
): Promise<{effective: boolean; turn: Pick<Turn, 'change' | 'result'>}> {
	const before = context.files.current();
	const read = readFileAnswer(answer, before);
	const {written, deleted, refused, problems} = await applyFileAnswer(context, read);
	const said = problems.length > 0 ? `(${problems.join('; ')})` : '';
	if (written.length + deleted.length > 0) {
		const change = [describeChange(before, context.files.current()), said].filter(part => part).join('\n');
		return {effective: true, turn: {change, result: null}};
	}
	const same = read.files.size > refused.length;
	const reason = `${same ? 'its files are exactly the current ones' : 'no whole file came'} ${said}`;
	context.log(`The answer changed nothing: ${reason.trim()}.`);
	return {
		effective: false,
		turn: {change: `nothing changed: ${reason.trim()}`, result: 'the program was not run again'},
	};
}

/** What came of the last repair. */
function noteResult(session: Session, check: Check): void {
	const last = session.turns.at(-1);
	if (!last || last.result !== null) return;
	if (check.state !== 'fails') last.result = check.state === 'works' ? 'it ran' : 'it was not run';
	else if (check.failure.fingerprint === last.fingerprint) last.result = 'the same failure again';
	else last.result = check.failure.summary;
}

function rejected(complaint: string, command: string): FailedCheck {
	return {
		state: 'fails',
		failure: {
			kind: 'feedback',
			fingerprint: 'feedback',
			summary: `The person rejected the program: ${complaint}`,
			excerpt: '',
		},
		command,
		stdout: '',
		stderr: '',
		installProblem: null,
	};
}

function notConverged({failure, command}: FailedCheck, why: string): OperationFailure {
	return new OperationFailure({
		kind: 'not-converged',
		message: `\`${command}\` still fails, ${why}. The last failure: ${failure.summary}. The files are kept as they were last run.`,
		remedy:
			'Retry with a hint, edit the code, raise debug.max_iterations, or name a stronger model in model_config.escalate.',
	});
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
