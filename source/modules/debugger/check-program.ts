/** One look at the program as it stands: install what it newly needs, run it, test it. */
import type {ModuleContext} from '../../core/module.ts';
import {usualDebugging} from '../../core/pipeline/usual.ts';
import type {InstallOutcome, ProgramOutcome} from '../../core/ports.ts';
import type {Given} from './failures/ended-run.ts';
import {readInstallFailure} from './failures/install-failure.ts';
import {type Failure, readFailure} from './failures/read-failure.ts';
import {explainLack, isLack, type Lack} from './failures/surroundings.ts';
import {type Installs, installNeeds} from './install-needs.ts';
import {measureProgress, type Progress} from './progress.ts';
import type {Provisions} from './session.ts';

export type FailedCheck = {
	state: 'fails';
	failure: Failure;
	command: string;
	stdout: string;
	stderr: string;
	/** Why the packages that it asks for are missing. */
	installProblem: string | null;
	progress: Progress;
};

export type Lacking = {kind: Lack; message: string; remedy: string | null};

export type Check =
	/** `notes`: what the person should know all the same. `lack`: what kept it from showing that it works. */
	| {state: 'works'; notes: string[]; lack: Lacking | null}
	/** It was not allowed to run. */
	| {state: 'unverified'; notes: string[]}
	| FailedCheck;

/** Never asks the model. `installs` is brought up to date. */
export async function checkProgram(
	context: ModuleContext,
	about: {command: string; iteration: number; installs: Installs; provisions: Provisions},
): Promise<Check> {
	const {command, iteration, installs, provisions} = about;
	const {debug} = context.operation;
	const failed = await installNeeds(context, installs, iteration);
	if (failed) return failedInstall(failed);
	const notes: string[] = [];
	let lack: Lacking | null = null;
	const stages = [
		{command, purpose: 'run' as const},
		...(debug.test?.trim() ? [{command: debug.test.trim(), purpose: 'test' as const}] : []),
	];
	for (const stage of stages) {
		const given = givenTo(command, provisions);
		const read = (outcome: ProgramOutcome) =>
			readFailure(outcome, {
				files: context.files.current(),
				command: stage.command,
				purpose: stage.purpose,
				given,
			});
		const outcome = await context.runner.run({
			...stage,
			stdin: provisions.stdin,
			timeout_ms: debug.run_timeout_ms ?? usualDebugging.run_timeout_ms,
			iteration,
			...(provisions.network ? {network: true} : {}),
			judge: read,
		});
		if ('denied' in outcome) {
			return {
				state: 'unverified',
				notes: [`\`${stage.command}\` was not run (${outcome.denied}), so the code is passed on unverified.`],
			};
		}
		const failure = read(outcome);
		if (failure && isLack(failure.kind)) {
			lack = {kind: failure.kind, ...explainLack(failure.kind, given)};
		} else if (failure) {
			const {stdout, stderr} = outcome;
			return {
				state: 'fails',
				failure,
				command: stage.command,
				stdout,
				stderr,
				installProblem: installs.problem,
				progress: measureProgress({stage: stage.purpose, outcome, failure}),
			};
		} else if (outcome.timed_out) {
			notes.push(
				'The program was still running when its time was over, and had printed no error: it counts as running.',
			);
		}
	}
	if (installs.problem) notes.push(`${installs.problem} The program runs without.`);
	return {state: 'works', notes, lack};
}

/** What it needs could not be had: the program is not tried without. */
function failedInstall(outcome: InstallOutcome): FailedCheck {
	const failure = readInstallFailure(outcome);
	return {
		state: 'fails',
		failure,
		command: outcome.command,
		stdout: outcome.stdout,
		stderr: outcome.stderr,
		installProblem: null,
		progress: measureProgress({stage: 'install', outcome: null, failure}),
	};
}

/** A command of more than an interpreter and a file brings arguments of its own. */
function givenTo(command: string, {stdin}: Provisions): Given {
	return {stdin: stdin !== '', args: command.trim().split(/\s+/).length > 2};
}
