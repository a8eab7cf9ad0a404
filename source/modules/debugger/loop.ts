/** Run, read the failure, ask for a repair, write it, again: until it works or there is a reason to stop. */
import {type ModuleContext, OperationFailure} from '../../core/module.ts';
import {usualDebugging} from '../../core/pipeline/usual.ts';
import {applyRepair, unchanged} from './apply-repair.ts';
import {askForRepair, type Climb, renewPatience} from './ask-for-repair.ts';
import {askWhenStuck, meetLack, type Next} from './ask-person.ts';
import {type Check, checkProgram, type FailedCheck, type Lacking} from './check-program.ts';
import {findCommand} from './entry.ts';
import {buildLadder} from './ladder.ts';
import {describeProgress, isFurther, measureProgress} from './progress.ts';
import {findBest, findLook, isSame, type Look, type Session} from './session.ts';

/** `notes`: what the person should know. `repaired`: the code is no longer what it was. */
export type Verdict = {state: 'works' | 'unverified'; notes: string[]; repaired: boolean};

/**
 * Debugs the current files. `complaint`: why the person rejected a program that runs; it is worked on like a
 * failure, once. Throws an `OperationFailure` of kind `not-converged` when the iterations or the models are
 * used up and nobody has it go on; the files stay as they were last run.
 */
export async function debugUntilItWorks(
	context: ModuleContext,
	session: Session,
	complaint: string | null = null,
): Promise<Verdict> {
	const {debug, model_config} = context.operation;
	const max_iterations = debug.max_iterations ?? usualDebugging.max_iterations;
	const climb: Climb = {
		ladder: buildLadder(model_config),
		asks: [],
		floor: 0,
		patience: {
			same_error_limit: debug.same_error_limit ?? usualDebugging.same_error_limit,
			escalate_after: model_config.escalate_after ?? usualDebugging.escalate_after,
		},
	};
	const ground = {context, session, climb, max_iterations};
	const started = context.files.current();
	/** The first iteration looks only. */
	let asksLeft = max_iterations - 1;
	let open = complaint;
	let person = false;

	for (;;) {
		const command = commandFor(context, session);
		const check = await look(context, session, command);
		const verdict = (state: Verdict['state'], notes: string[]): Verdict => ({
			state,
			notes,
			repaired: !isSame(context.files.current(), started),
		});
		if (check.state !== 'fails' && !open) {
			if (check.state === 'unverified') return verdict('unverified', check.notes);
			const {lack, notes} = check;
			const next = lack && (await meetLack(ground, {lack, command}));
			if (next === null || next.kind === 'pass')
				return verdict('works', lack ? [...notes, passedOn(lack, command)] : notes);
			asksLeft = Math.max(asksLeft, climb.patience.escalate_after);
			if (next.kind === 'go on') continue;
			open = next.wish;
			renewPatience(climb);
		}

		const failed = check.state === 'fails' ? check : rejected(open ?? '', command);
		const answer = person || asksLeft === 0 ? null : await askForRepair(context, session, failed, climb);
		if (answer === null) {
			const why = person
				? 'and its code is what it was then'
				: asksLeft === 0
					? `after ${count(iterationsOf(session), 'iteration')}${inVain(session)}`
					: `and the last model that was asked${session.lastModel ? ` (${session.lastModel})` : ''} met this failure too often`;
			const next: Next = await askWhenStuck(ground, {failed, why});
			person = next.kind === 'person';
			if (next.kind === 'give up') throw notConverged(failed, why, session);
			if (next.kind === 'pass') return verdict('unverified', [knownToFail(failed)]);
			if (next.kind === 'go on') asksLeft = Math.max(asksLeft, next.asks);
			continue;
		}

		const {summary, fingerprint} = failed.failure;
		const {outcome, turn} = await applyRepair(context, session, {answer, command, failure: summary});
		session.turns.push({failure: summary, fingerprint, ...turn});
		// What the person rejects is their doing: it takes no iteration from the models.
		if (outcome === 'rejected') climb.asks.pop();
		else asksLeft--;
		if (outcome === 'changed') open = null;
	}
}

/** What runs the program as it stands, with the arguments that it is given. Throws an `OperationFailure` where nothing says. */
export function commandFor({files, operation}: ModuleContext, {provisions}: Session): string {
	return findCommand(files.current(), {...operation.debug, args: provisions.args});
}

/** Code that failed already is not run again: what came of it is known. */
async function look(context: ModuleContext, session: Session, command: string): Promise<Check> {
	const files = context.files.current();
	const known = findLook(session, files);
	if (known?.check.state === 'fails') {
		noteResult(session, known.check, known);
		return known.check;
	}

	const iteration = iterationsOf(session) + 1;
	const {installs, provisions} = session;
	const check = await checkProgram(context, {command, iteration, installs, provisions});
	session.looks.push({iteration, files, provisions, check});
	noteResult(session, check, null);
	return check;
}

function iterationsOf({looks}: Session): number {
	return looks.at(-1)?.iteration ?? 0;
}

/** What came of the last repair. */
function noteResult({turns}: Session, check: Check, known: Look | null): void {
	const last = turns.at(-1);
	if (!last || last.result !== null) return;
	const again = known ? `the code of iteration ${known.iteration} again: ` : '';
	if (check.state !== 'fails')
		last.result = `${again}${check.state === 'works' ? 'it ran' : 'it was not run'}`;
	else if (check.failure.fingerprint === last.fingerprint) last.result = `${again}the same failure again`;
	else last.result = `${again}${check.failure.summary}`;
}

/** Answers that could not be taken count too, though nothing ran for them. */
function inVain({turns}: Session): string {
	const idle = turns.filter(({change}) => change.startsWith(unchanged)).length;
	if (idle === 0) return '';
	const last = turns.at(-1)!.change;
	const why = last.startsWith(unchanged) ? ` (the last one: ${last.slice(unchanged.length)})` : '';
	return ` and ${count(idle, 'answer')} that changed nothing${why}`;
}

function rejected(complaint: string, command: string): FailedCheck {
	return {
		state: 'fails',
		failure: {
			kind: 'feedback',
			fingerprint: 'feedback',
			summary: `The person rejected the program: ${complaint}`,
			excerpt: '',
			frames: [],
			moment: 'running',
			tests: null,
		},
		command,
		stdout: '',
		stderr: '',
		installProblem: null,
		progress: measureProgress({stage: 'run', outcome: null, failure: null}),
	};
}

function passedOn({message, remedy}: Lacking, command: string): string {
	const sentences = [
		message,
		'Nothing in the code needs repair, so it is passed on as it is.',
		...(remedy === null ? [] : [remedy]),
		`Try it yourself: ${command}`,
	];
	return sentences.join(' ');
}

function knownToFail({failure, command}: FailedCheck): string {
	return `You passed the code on as it is, though \`${command}\` fails: ${failure.summary}`;
}

function notConverged(
	{failure, command, progress}: FailedCheck,
	why: string,
	session: Session,
): OperationFailure {
	const best = findBest(session);
	const further =
		best && isFurther(best.progress, progress)
			? ` Iteration ${best.iteration} got further (${describeProgress(best.progress)}); its code is in the log.`
			: '';
	return new OperationFailure({
		kind: 'not-converged',
		message: `\`${command}\` still fails, ${why}. The last failure: ${failure.summary}. The files are kept as they were last run.${further}`,
		remedy:
			'Retry with a hint, edit the code, raise debug.max_iterations, or name a stronger model in model_config.escalate.',
	});
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
