/** One look at the program as it stands: install what it newly needs, run it, test it. */
import type {ModuleContext} from '../../core/module.ts';
import type {ProgramOutcome} from '../../core/ports.ts';
import {type Failure, readFailure} from './read-failure.ts';
import {explainLack, type Given, isLack} from './surroundings.ts';

const RUN_TIMEOUT = 30_000;

/** What was last installed; `problem` if it could not be, a sentence. */
export type Installs = {requirements: string | null; problem: string | null};

export type FailedCheck = {
	state: 'fails';
	failure: Failure;
	command: string;
	stdout: string;
	stderr: string;
	/** Why the packages that it asks for are missing. */
	installProblem: string | null;
};

export type Check =
	/** `notes`: what the person should know all the same. */
	| {state: 'works'; notes: string[]}
	/** It was not allowed to run. */
	| {state: 'unverified'; notes: string[]}
	| FailedCheck;

/** Never asks the model. `installs` is brought up to date. */
export async function checkProgram(
	context: ModuleContext,
	{command, iteration, installs}: {command: string; iteration: number; installs: Installs},
): Promise<Check> {
	const {debug} = context.operation;
	await installWhatChanged(context, installs, iteration);
	const notes: string[] = [];
	const stages = [
		{command, purpose: 'run' as const},
		...(debug.test?.trim() ? [{command: debug.test.trim(), purpose: 'test' as const}] : []),
	];
	for (const stage of stages) {
		const read = (outcome: ProgramOutcome) =>
			readFailure(outcome, {
				paths: [...context.files.current().keys()],
				purpose: stage.purpose,
				given: givenTo(context, command),
			});
		const outcome = await context.runner.run({
			...stage,
			stdin: debug.stdin ?? '',
			timeout_ms: debug.run_timeout_ms ?? RUN_TIMEOUT,
			iteration,
			judge: read,
		});
		if ('denied' in outcome) {
			return {
				state: 'unverified',
				notes: [`\`${stage.command}\` was not run (${outcome.denied}), so the code is passed on unverified.`],
			};
		}
		const failure = read(outcome);
		if (failure && isLack(failure.kind))
			notes.push(explainLack(failure.kind, command, givenTo(context, command)));
		else if (failure) {
			const {stdout, stderr} = outcome;
			return {
				state: 'fails',
				failure,
				command: stage.command,
				stdout,
				stderr,
				installProblem: installs.problem,
			};
		} else if (outcome.timed_out) {
			notes.push(
				'The program was still running when its time was over, and had printed no error: it counts as running.',
			);
		}
	}
	if (installs.problem) notes.push(`${installs.problem} The program runs without them.`);
	return {state: 'works', notes};
}

async function installWhatChanged(
	context: ModuleContext,
	installs: Installs,
	iteration: number,
): Promise<void> {
	const requirements = context.files.current().get('requirements.txt')?.trim() ?? '';
	if (requirements === (installs.requirements ?? '')) return;
	installs.requirements = requirements;
	installs.problem = null;
	if (requirements === '') return;
	const outcome = await context.runner.install({requirements, iteration});
	if ('denied' in outcome) {
		installs.problem = `The packages in requirements.txt were not installed: ${outcome.denied}.`;
	} else if (!outcome.ok) {
		const reason = (outcome.stderr.trim() || outcome.stdout.trim()).split(/\r?\n/).slice(-5).join('\n');
		installs.problem = `The packages in requirements.txt could not be installed:\n${reason}\n`;
	}
}

/** A command of more than an interpreter and a file brings arguments of its own. */
function givenTo({operation: {debug}}: ModuleContext, command: string): Given {
	return {stdin: Boolean(debug.stdin), args: command.trim().split(/\s+/).length > 2};
}
