import {splitCommand} from '../command-line.ts';
import type {ConsentSubject, ProgramRan} from '../events.ts';
import {type FileSet, manifestOf} from '../files/file-set.ts';
import {OperationFailure, type RunnerDoor} from '../module.ts';
import type {ProgramOutcome} from '../ports.ts';
import {changeCommand} from './change-command.ts';
import {openConsent} from './consent.ts';
import type {Attempt, Crew} from './crew.ts';
import {openInstalling} from './installing.ts';
import {keyOfRun} from './journal.ts';
import {whilePrinting} from './printing.ts';

const defaultTimeout_ms = 30_000;

/** The operation's way to programs: nothing that a model wrote runs but caged, or with consent. */
export function openRunnerDoor(crew: Crew, attempt: Attempt, currentFiles: () => FileSet): RunnerDoor {
	const {store, runner, workspace} = crew;
	const author = {output_name: attempt.output_name, module: attempt.module, attempt: attempt.attempt};
	const seekConsent = openConsent(crew, attempt, currentFiles);
	/** How many runs the attempt has asked for so far. */
	let asked = 0;

	return {
		async run(options) {
			const split = splitCommand(options.command);
			if ('problem' in split) {
				throw new OperationFailure({
					kind: 'command',
					message: `The command \`${options.command}\` cannot be run: ${split.problem}`,
					remedy: changeCommand(crew, attempt, {
						command: options.command,
						usual: options.purpose ?? 'run',
					}),
				});
			}

			// As they are now: the module may go on to write others.
			const manifest = manifestOf(currentFiles());
			const cage = await runner.cage();
			const caged = cage.name !== null;
			const stdin = options.stdin ?? '';
			const purpose = options.purpose ?? 'run';
			// Where there is no cage, the network is there without asking for it.
			const network = caged && (options.network ?? false);
			const number = ++asked;
			const key = keyOfRun(options.command, stdin, manifest, network);
			const known = attempt.journal.program(number, key);
			if (known) return 'reason' in known ? {denied: known.reason} : outcomeOf(known);
			const runs: ConsentSubject = {
				kind: 'run',
				command: options.command,
				caged,
				...(cage.name === null ? {cageless: cage.why} : {}),
				folder: workspace.folder,
			};
			const denied = await seekConsent(network ? [{...runs, kind: 'network'}, runs] : [runs], {number, key});
			if (denied) return denied;
			const outcome = await whilePrinting(store, attempt, {command: options.command, purpose}, onOutput =>
				runner.run(
					{
						command: split.words,
						of: {output_name: attempt.output_name, number},
						stdin,
						timeout_ms: options.timeout_ms ?? defaultTimeout_ms,
						caged,
						network,
						onOutput,
					},
					attempt.signal,
				),
			);
			attempt.signal.throwIfAborted();
			if (outcome.not_started) {
				throw new OperationFailure({
					kind: 'runner',
					message: outcome.not_started.message,
					remedy: outcome.not_started.remedy,
				});
			}

			const verdict = options.judge ? options.judge(outcome) : judgeByEnd(outcome);
			await store.commit({
				type: 'program-ran',
				...author,
				number,
				key,
				iteration: options.iteration ?? 1,
				command: options.command,
				purpose,
				exit_code: outcome.exit_code,
				signal: outcome.signal,
				timed_out: outcome.timed_out,
				...(outcome.stopped ? {stopped: outcome.stopped} : {}),
				caged,
				...(network ? {network} : {}),
				stdout: outcome.stdout,
				stderr: outcome.stderr,
				duration_ms: outcome.duration_ms,
				fingerprint: verdict?.fingerprint ?? null,
				summary: verdict?.summary ?? endOf(outcome),
				made_files: outcome.made_files,
				...(outcome.recorded ? {recorded: true} : {}),
			});
			return outcome;
		},

		install: openInstalling(crew, attempt, {currentFiles, seekConsent}),
	};
}

function outcomeOf(ran: ProgramRan): ProgramOutcome {
	const {
		exit_code,
		signal,
		timed_out,
		stopped = null,
		stdout,
		stderr,
		duration_ms,
		made_files,
		recorded,
	} = ran;
	const printed = {stdout, stderr, duration_ms, made_files, not_started: null};
	return {exit_code, signal, timed_out, stopped, ...printed, ...(recorded ? {recorded} : {})};
}

/** Where the module does not judge for itself: only what ends by itself, with 0, went well. */
function judgeByEnd(outcome: ProgramOutcome): {fingerprint: string; summary: string} | null {
	if (outcome.exit_code === 0 && !outcome.timed_out && !outcome.stopped) return null;
	const end = endOf(outcome);
	return {fingerprint: end, summary: end};
}

function endOf({exit_code, signal, timed_out, stopped}: ProgramOutcome): string {
	if (timed_out) return 'still running when its time was over';
	if (stopped) return `stopped: ${stopped}`;
	return signal === null ? `exit ${exit_code}` : `ended by ${signal}`;
}
