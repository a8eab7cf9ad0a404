import {splitCommand} from '../command-line.ts';
import type {ConsentSubject, ProgramRan} from '../events.ts';
import {type FileSet, manifestOf} from '../files/file-set.ts';
import {type Denied, OperationFailure, type RunnerDoor} from '../module.ts';
import type {ProgramOutcome} from '../ports.ts';
import type {Attempt, Crew} from './crew.ts';
import {halt} from './halt.ts';
import {keyOfRun} from './journal.ts';

const defaultTimeout_ms = 30_000;

/** The operation's way to programs: nothing that a model wrote runs but caged, or with consent. */
export function openRunnerDoor(crew: Crew, attempt: Attempt, currentFiles: () => FileSet): RunnerDoor {
	const {store, runner, workspace} = crew;
	const {output_name} = attempt;
	const author = {output_name: attempt.output_name, module: attempt.module, attempt: attempt.attempt};
	const caged = runner.cage.name !== null;
	/** Counted apart: how many the attempt has asked for so far. */
	const asked = {run: 0, install: 0};

	return {
		async run(options) {
			const split = splitCommand(options.command);
			if ('problem' in split) {
				throw new OperationFailure({
					kind: 'command',
					message: `The command \`${options.command}\` cannot be run: ${split.problem}`,
					remedy: 'Change `debug.run` in the pipeline.',
				});
			}

			const stdin = options.stdin ?? '';
			const number = ++asked.run;
			const key = keyOfRun(options.command, stdin, manifestOf(currentFiles()));
			const known = attempt.journal.program(number, key);
			if (known) return 'reason' in known ? {denied: known.reason} : outcomeOf(known);
			const denied = await seekConsent(
				{kind: 'run', command: options.command, caged, folder: workspace.folder},
				{number, key},
			);
			if (denied) return denied;
			store.beginPrinting(output_name, {command: options.command, purpose: options.purpose ?? 'run'});
			const outcome = await runner
				.run(
					{
						command: split.words,
						of: {output_name: attempt.output_name, number},
						stdin,
						timeout_ms: options.timeout_ms ?? defaultTimeout_ms,
						caged,
						network: options.network ?? false,
						onOutput: text => store.pushPrinted(output_name, text),
					},
					attempt.signal,
				)
				.finally(() => store.endPrinting(output_name));
			attempt.signal.throwIfAborted();
			if (outcome.not_started) {
				throw new OperationFailure({
					kind: 'runner',
					message: outcome.not_started.message,
					remedy: outcome.not_started.remedy,
				});
			}

			const verdict = options.judge?.(outcome) ?? null;
			await store.commit({
				type: 'program-ran',
				...author,
				number,
				key,
				iteration: options.iteration ?? 1,
				command: options.command,
				purpose: options.purpose ?? 'run',
				exit_code: outcome.exit_code,
				signal: outcome.signal,
				timed_out: outcome.timed_out,
				...(outcome.stopped ? {stopped: outcome.stopped} : {}),
				caged,
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

		async install(options) {
			const lines = options.requirements
				.split(/\r?\n/)
				.map(line => line.trim())
				.filter(line => line !== '' && !line.startsWith('#'));
			const command = `pip install ${lines.join(' ')}`;
			const number = ++asked.install;
			const key = keyOfRun(command, '', {});
			const known = attempt.journal.install(number, key);
			if (known && 'reason' in known) return {denied: known.reason};
			// What was installed may be gone, whatever the log says.
			if (known && (!known.ok || (await runner.hasInstalled()))) return known;
			const denied = await seekConsent(
				{kind: 'install', command, caged, folder: workspace.folder, requirements: lines},
				{number, key},
			);
			if (denied) return denied;
			store.beginPrinting(output_name, {command, purpose: 'install'});
			const outcome = await runner
				.install(
					{
						requirements: options.requirements,
						timeout_ms: 300_000,
						onOutput: text => store.pushPrinted(output_name, text),
					},
					attempt.signal,
				)
				.finally(() => store.endPrinting(output_name));
			attempt.signal.throwIfAborted();
			await store.commit({
				type: 'dependencies-installed',
				...author,
				number,
				key,
				iteration: options.iteration ?? 1,
				command: outcome.command,
				requirements: outcome.requirements,
				ok: outcome.ok,
				stdout: outcome.stdout,
				stderr: outcome.stderr,
				duration_ms: outcome.duration_ms,
			});
			return outcome;
		},
	};

	async function seekConsent(
		subject: ConsentSubject,
		which: {number: number; key: string},
	): Promise<Denied | null> {
		attempt.signal.throwIfAborted();
		if (subject.kind === 'run' && store.state().settings.allow_run === 'never') {
			return {denied: 'programs are not run here (--allow-run never)'};
		}

		if (isAllowed(subject)) return null;
		await store.commit({type: 'consent-asked', ...author, subject});
		const consent = await attempt.awaitPerson(crew.human.allow({...author, subject}, attempt.signal));
		attempt.signal.throwIfAborted();
		switch (consent.kind) {
			case 'nobody':
				return halt(attempt, 'waiting', consent.message);
			case 'refused':
				await store.commit({type: 'consent-refused', ...author, ...which, subject, reason: consent.reason});
				return {denied: consent.reason};
			case 'given':
				await store.commit({type: 'consent-given', ...author, subject, lasts: consent.lasts});
				return null;
		}
	}

	function isAllowed(subject: ConsentSubject): boolean {
		const {allowed, settings} = store.state();
		if (allowed.has(subject.kind)) return true;
		if (subject.kind === 'install') return settings.allow_install;
		if (settings.allow_run === 'always') return true;
		return settings.allow_run === 'sandbox' && (caged || runner.vouches(currentFiles(), subject.command));
	}
}

function outcomeOf(ran: ProgramRan): ProgramOutcome {
	const {exit_code, signal, timed_out, stdout, stderr, duration_ms, made_files} = ran;
	const outcome = {exit_code, signal, timed_out, stdout, stderr, duration_ms, made_files, not_started: null};
	return {
		...outcome,
		...(ran.stopped ? {stopped: ran.stopped} : {}),
		...(ran.recorded ? {recorded: ran.recorded} : {}),
	};
}

function endOf(outcome: ProgramOutcome): string {
	if (outcome.stopped) return `stopped: ${outcome.stopped}`;
	if (outcome.timed_out) return 'still running when its time was over';
	return outcome.signal === null ? `exit ${outcome.exit_code}` : `ended by ${outcome.signal}`;
}
