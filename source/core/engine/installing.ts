import {splitCommand} from '../command-line.ts';
import type {ConsentSubject, DependenciesInstalled} from '../events.ts';
import {type FileSet, manifestOf} from '../files/file-set.ts';
import {installManifests} from '../files/install-manifests.ts';
import {type Denied, OperationFailure, type RunnerDoor} from '../module.ts';
import type {InstallOutcome, InstallRequest} from '../ports.ts';
import {pipCommand, readRequirements} from '../requirements.ts';
import {changeCommand} from './change-command.ts';
import type {SeekConsent} from './consent.ts';
import type {Attempt, Crew} from './crew.ts';
import {keyOfRun} from './journal.ts';
import {whilePrinting} from './printing.ts';

const timeout_ms = 600_000;

type Requested<R> = R extends InstallRequest ? Omit<R, 'timeout_ms' | 'onOutput'> : never;

/** Where it would be done. */
type Where = Pick<ConsentSubject, 'caged' | 'folder'>;

/** What one installation is, before anything is done. */
type Plan = {
	key: string;
	subject: ConsentSubject;
	request: Requested<InstallRequest>;
};

/** The operation's way to what its programs need: nothing is fetched without consent. */
export function openInstalling(
	crew: Crew,
	attempt: Attempt,
	{currentFiles, seekConsent}: {currentFiles: () => FileSet; seekConsent: SeekConsent},
): RunnerDoor['install'] {
	const {store, runner, workspace} = crew;
	const author = {output_name: attempt.output_name, module: attempt.module, attempt: attempt.attempt};
	/** How many the attempt has asked for so far. */
	let asked = 0;

	return async options => {
		const where = {caged: (await runner.cage()).name !== null, folder: workspace.folder};
		const plan =
			'command' in options
				? planCommand(options.command, where)
				: planRequirements(options.requirements, where);
		const {key, subject, request} = plan;
		const number = ++asked;
		const known = attempt.journal.install(number, key);
		if (known && 'reason' in known && !subject.unusual) return {denied: known.reason};
		// What was installed may be gone, whatever the log says.
		if (known && !('reason' in known) && (!known.ok || (await isThere(plan)))) return outcomeOf(known);
		const done = 'command' in request && findDone(key);
		if (done && (await isThere(plan))) return outcomeOf(done);

		const refused = known && 'reason' in known ? {denied: known.reason} : null;
		const denied = refused ?? (await seekConsent([subject], {number, key}));
		if (denied && !subject.unusual) return denied;
		const outcome = denied ? refuse(subject, denied) : await install(plan);
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
			...(outcome.problem ? {problem: outcome.problem} : {}),
			stdout: outcome.stdout,
			stderr: outcome.stderr,
			duration_ms: outcome.duration_ms,
		});
		return outcome;
	};

	function planRequirements(requirements: string, where: Where): Plan {
		const read = readRequirements(requirements);
		const unusual = read.unusual.length > 0;
		const command = pipCommand(read);
		return {
			// Lines that are not plain may mean the files themselves.
			key: keyOfRun(`${command}\n${read.lines.join('\n')}`, '', unusual ? manifestOf(currentFiles()) : {}),
			subject: {
				kind: 'install',
				command,
				...where,
				requirements: read.lines,
				...(unusual ? {unusual: read.unusual} : {}),
			},
			request: {requirements, ...(unusual ? {unusual} : {})},
		};
	}

	function planCommand(command: string, where: Where): Plan {
		const split = splitCommand(command);
		if ('problem' in split) {
			throw new OperationFailure({
				kind: 'command',
				message: `The command \`${command}\` cannot be run: ${split.problem}`,
				remedy: changeCommand(crew, attempt, {command, usual: 'install'}),
			});
		}

		const key = keyOfRun(command, '', installManifests(split.words, manifestOf(currentFiles())));
		return {key, subject: {kind: 'command', command, ...where}, request: {command: split.words, key}};
	}

	function isThere({request}: Plan): Promise<boolean> {
		return 'command' in request ? runner.hasInstalled(request.key) : runner.hasInstalled();
	}

	/** The same, done before in this run by whichever operation. */
	function findDone(key: string): DependenciesInstalled | undefined {
		return [...store.state().operations.values()]
			.flatMap(({iterations}) => iterations.flatMap(({install}) => install ?? []))
			.findLast(install => install.ok && install.key === key);
	}

	async function install({request, subject: {command}}: Plan): Promise<InstallOutcome> {
		const outcome = await whilePrinting(store, attempt, {command, purpose: 'install'}, onOutput =>
			runner.install({...request, timeout_ms, onOutput}, attempt.signal),
		);
		return {...outcome, command};
	}
}

function refuse(
	{command, requirements = [], unusual = []}: ConsentSubject,
	{denied}: Denied,
): InstallOutcome {
	const lines = unusual.map(line => `  ${line}`).join('\n');
	return {
		ok: false,
		problem: 'refused',
		command,
		requirements,
		stdout: '',
		stderr: `Nothing was installed: ${denied.replace(/\.$/, '')}. These lines of requirements.txt are no plain names and versions, such as rich==13.9.4:\n${lines}\n`,
		duration_ms: 0,
	};
}

function outcomeOf(done: DependenciesInstalled): InstallOutcome {
	const {ok, problem = 'failed', command, requirements, stdout, stderr, duration_ms} = done;
	return {ok, problem: ok ? null : problem, command, requirements, stdout, stderr, duration_ms};
}
