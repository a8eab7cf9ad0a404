import {homedir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {hashText} from '../../core/hash.ts';
import type {Cage, ProgramOutcome, ProgramRequest, Runner} from '../../core/ports.ts';
import {thenTakeUp} from '../../core/taking-up.ts';
import {describeFault} from '../memory/file-fault.ts';
import {installByCommand, installRequirements} from './installs/install.ts';
import {bareInstall, cagedInstall} from './installs/install-place.ts';
import {openInstalled} from './installs/installed.ts';
import {hasVenv} from './installs/venv.ts';
import {dyingWithUs} from './programs/die-with-us.ts';
import {endAbandoned} from './programs/leftovers.ts';
import {bareWorld, cagedProgramWorld, pythonBinds, type World} from './programs/places.ts';
import {resolveProgram} from './programs/program.ts';
import {findPython, type Python, pythonRemedy} from './programs/python.ts';
import {dropRunCopy, keepMadeFiles, makeRunCopy, type RunCopy, sweepRunCopies} from './programs/run-copy.ts';
import {defaultLimits, type Limits, systemPath, tryCage, wrapInCage} from './programs/sandbox.ts';
import {type Ending, infoDescriptor, signalOfExitCode, supervise} from './programs/supervise.ts';

export type RunnerOptions = {
	/** Folder with the files; programs run in a copy of it. */
	workspace: string;
	/** Folder for what programs make. */
	made: string;
	/** Folder of the virtual environment; need not exist. Beside it stands what the pipeline's command installs. */
	venv: string;
	/** sha256 of texts that are known to be harmless. */
	knownHashes?: ReadonlySet<string>;
	/** Command lines that are known to be harmless over such texts. */
	knownCommands?: ReadonlySet<string>;
	/** False: do without a cage even where there is one. */
	cage?: boolean;
	limits?: Partial<Limits>;
};

/**
 * A runner for one run's folder. When it is first asked for its cage, or for anything that needs to know of it, it ends
 * and deletes what the programs of a runner left that was killed. Whether there is a cage never rejects.
 */
export function createRunner(options: RunnerOptions): Runner {
	const made = resolve(options.made);
	const venv = resolve(options.venv);
	const limits = {...defaultLimits, ...options.limits};
	const installed = openInstalled(join(dirname(venv), 'installed'), venv);
	let tried: Promise<Cage> | undefined;
	const cage = () => {
		tried ??= begin();
		return tried;
	};

	let sought: Promise<Python | null> | undefined;
	const python = async () => {
		const {name} = await cage();
		sought ??= findPython(async found => name === null || worksCaged(found, limits));
		return sought;
	};

	return {
		cage,
		hasInstalled: key => (key === undefined ? hasVenv(venv) : installed.has(key)),
		vouches: (files, command) =>
			files.size > 0 &&
			(options.knownCommands?.has(command) ?? false) &&
			[...files.values()].every(text => options.knownHashes?.has(hashText(text)) ?? false),

		async run(request, signal) {
			const caging = await cage();
			if (request.caged && caging.name === null)
				return notStarted(caging.why, 'Allow it without a cage, or mend that.');
			try {
				return await inFreshCopy(resolve(options.workspace), copy => runIn(copy, request, signal));
			} catch (error) {
				return notStarted(
					`The program was not run: a copy of the files could not be made: ${describeFault(error)}.`,
					`Make room or mend the rights of the temporary folder${thenTakeUp}`,
				);
			}
		},

		async install(request, signal) {
			const {name} = await cage();
			const found = await python();
			const started = performance.now();
			const byCommand = 'command' in request;
			try {
				// Of the files pip sees none where all lines are plain.
				const from = byCommand || request.unusual ? resolve(options.workspace) : '';
				return await inFreshCopy(from, async copy => {
					const place =
						name !== null
							? await cagedInstall({venv, python: found, copy, limits, needs: byCommand ? 'npm' : null})
							: bareInstall({venv, python: found, copy, home: byCommand ? copy.home : homedir()});
					const site = {venv, python: found, place, copy};
					if (!byCommand) {
						// The environment is made anew, and what a command had put into it is gone.
						await installed.drop();
						return installRequirements(site, request, signal);
					}

					const outcome = await installByCommand(site, request, signal);
					if (outcome.ok) await installed.keep(copy, request.key);
					return outcome;
				});
			} catch (error) {
				return {
					ok: false,
					problem: 'failed',
					command: byCommand ? request.command.join(' ') : 'pip install',
					requirements: [],
					stdout: '',
					stderr: `Nothing was installed: ${describeFault(error)}.`,
					duration_ms: Math.round(performance.now() - started),
				};
			}
		},
	};

	async function begin(): Promise<Cage> {
		try {
			// What still writes into the copies ends before they go.
			await endAbandoned();
			await sweepRunCopies(Date.now());
			if (options.cage === false) return {name: null, why: 'The cage is turned off.'};
			const why = await inFreshCopy('', async copy => tryCage(trialOf(copy, limits, [])));
			return why === null ? {name: 'bubblewrap'} : {name: null, why};
		} catch (error) {
			return {name: null, why: `The cage could not be tried: ${describeFault(error)}.`};
		}
	}

	async function runIn(copy: RunCopy, request: ProgramRequest, signal: AbortSignal): Promise<ProgramOutcome> {
		const found = await python();
		const binds = await installed.layInto(copy, {caged: request.caged});
		const world = await (request.caged
			? cagedProgramWorld(copy, {python: found, venv, name: request.command[0]!})
			: bareWorld(copy, {python: found, venv}));
		const resolved = await resolveProgram(request.command, world);
		if ('missing' in resolved) return explainMissing(resolved.missing);

		const {argv, env} = request.caged
			? {
					argv: wrapInCage({
						workspace: copy.workspace,
						accounts: copy.accounts,
						binds: [...world.binds, ...binds],
						env: world.env,
						network: request.network,
						limits,
						tells: infoDescriptor,
						argv: resolved.argv,
					}),
					env: systemPath,
				}
			: {argv: await dyingWithUs(resolved.argv), env: world.env};
		const {onOutput} = request;
		const asSeen = (text: string) => text.replaceAll(copy.workspace, '/workspace');
		const ending = await supervise(
			{
				argv,
				cwd: copy.workspace,
				env,
				stdin: request.stdin,
				timeout_ms: request.timeout_ms,
				tells: request.caged,
				allowance: {...limits.all, folders: [copy.beside]},
				onOutput: onOutput && (text => onOutput(asSeen(text))),
			},
			signal,
		);
		if (ending.failed && !request.command[0]!.includes('/')) {
			return notStarted(
				`${request.command[0]} could not be started: ${ending.failed.message}.`,
				'Run `orchestrai doctor`.',
			);
		}

		if (
			request.caged &&
			ending.exit_code === 1 &&
			ending.stdout === '' &&
			ending.stderr.startsWith('bwrap: ')
		) {
			return notStarted(`The cage could not be set up: ${ending.stderr.trim()}.`, 'Run `orchestrai doctor`.');
		}

		const {files, left} = await keepMadeFiles(copy, made);
		const note =
			left === 0
				? ''
				: `\n[${left} or more of the files that it made were too many or too large, and not kept.]\n`;
		return {
			...endOf(ending, request),
			stdout: asSeen(ending.stdout) + note,
			stderr: asSeen(ending.stderr),
			timed_out: ending.timed_out,
			stopped: ending.stopped,
			duration_ms: ending.duration_ms,
			made_files: files,
			not_started: null,
		};
	}
}

/** How it ended, with the shell's numbers for a path that cannot be executed, which is the code's own fault. */
function endOf(ending: Ending, request: ProgramRequest): {exit_code: number | null; signal: string | null} {
	if (ending.failed) {
		return {exit_code: (ending.failed as NodeJS.ErrnoException).code === 'ENOENT' ? 127 : 126, signal: null};
	}

	const inside = request.caged ? signalOfExitCode(ending.exit_code) : null;
	return inside === null
		? {exit_code: ending.exit_code, signal: ending.signal}
		: {exit_code: null, signal: inside};
}

/** Whether an interpreter can be used in the cage. */
export async function worksCaged(python: Python, limits: Limits): Promise<boolean> {
	return inFreshCopy('', async copy => {
		const argv = wrapInCage({
			...trialOf(copy, limits, pythonBinds(python)),
			argv: [python.path, '-I', '-c', ''],
		});
		const ending = await supervise(
			{argv, cwd: '/', env: systemPath, stdin: '', timeout_ms: 10_000},
			new AbortController().signal,
		);
		return ending.exit_code === 0;
	});
}

function trialOf({workspace, accounts}: RunCopy, limits: Limits, binds: World['binds']) {
	return {workspace, accounts, binds, env: systemPath, network: false, limits};
}

async function inFreshCopy<T>(from: string, task: (copy: RunCopy) => Promise<T>): Promise<T> {
	const copy = await makeRunCopy(from);
	try {
		return await task(copy);
	} finally {
		// A program may have made so much that it takes long to clear away: what came of it is told before.
		await Promise.race([dropRunCopy(copy), sleep(patience, undefined, {ref: false})]);
	}
}

/** How long a copy may take to be cleared away before the program's end is told, ms. */
const patience = 500;

function explainMissing(name: string): ProgramOutcome {
	return name === 'python'
		? notStarted('There is no Python 3 on this machine that a program could run with.', pythonRemedy)
		: notStarted(
				`There is no program called ${name} on this machine.`,
				`Install ${name}, or say in the pipeline what is run instead (debug.run)${thenTakeUp}`,
			);
}

function notStarted(message: string, remedy: string): ProgramOutcome {
	return {
		exit_code: null,
		signal: null,
		timed_out: false,
		stopped: null,
		stdout: '',
		stderr: '',
		duration_ms: 0,
		made_files: [],
		not_started: {message, remedy},
	};
}
