/** A program that the person plays in their own terminal, caged as when it is run for its debugger. */
import {dirname, join} from 'node:path';
import {quoteWord} from '../../../core/command-line.ts';
import type {FileSet} from '../../../core/files/file-set.ts';
import type {PlayOutcome, Terminal} from '../../../core/ports.ts';
import {makeVisible} from '../../../core/visible.ts';
import {describeFault} from '../../memory/file-fault.ts';
import {openInstalled} from '../installs/installed.ts';
import {dyingWithUs} from '../programs/die-with-us.ts';
import {bareWorld, cagedProgramWorld} from '../programs/places.ts';
import {resolveProgram} from '../programs/program.ts';
import {findPython, pythonRemedy} from '../programs/python.ts';
import {dropRunCopy, keepMadeFiles, makeRunCopy, type RunCopy} from '../programs/run-copy.ts';
import {defaultLimits, type Limits, systemPath, wrapInCage} from '../programs/sandbox.ts';
import {worksCaged} from '../runner.ts';
import {handOver, type Seat} from './hand-over.ts';
import {openPseudoTerminal, takingTerminal} from './pseudo-terminal.ts';

export type ToPlay = {
	files: FileSet;
	/** The command line in words. */
	command: readonly string[];
	caged: boolean;
	network: boolean;
};

export type PlayOptions = {
	/** Folder for what programs make. */
	made: string;
	/** Folder of the virtual environment; need not exist. */
	venv: string;
	environment: Record<string, string | undefined>;
	limits?: Partial<Limits>;
	/** How the terminal is lent. */
	terminal: Terminal;
	seat: Seat;
};

/**
 * Plays it until it ends and the person goes back, until they press Ctrl-], or until `signal` aborts; then nothing
 * that it started is left. Settles with a sentence where it could not be started.
 */
export async function playProgram(
	toPlay: ToPlay,
	options: PlayOptions,
	signal: AbortSignal,
): Promise<PlayOutcome | {why: string}> {
	const host = await openPseudoTerminal();
	if (!host) return {why: explainNoTerminal(toPlay.command)};
	try {
		const copy = await makeRunCopy(toPlay.files);
		try {
			return await playIn(copy, toPlay, {...options, host}, signal);
		} finally {
			await dropRunCopy(copy);
		}
	} catch (error) {
		return {why: `It could not be played: ${describeFault(error)}.`};
	} finally {
		host.close();
	}
}

async function playIn(
	copy: RunCopy,
	{command, caged, network}: ToPlay,
	{
		made,
		venv,
		environment,
		terminal,
		seat,
		host,
		...options
	}: PlayOptions & {host: Parameters<typeof handOver>[1]['host']},
	signal: AbortSignal,
): Promise<PlayOutcome | {why: string}> {
	const limits = {...defaultLimits, ...options.limits};
	const python = await findPython(async found => !caged || worksCaged(found, limits));
	const laid = await openInstalled(join(dirname(venv), 'installed'), venv).layInto(copy, {caged});
	const world = await (caged
		? cagedProgramWorld(copy, {python, venv, name: command[0]!})
		: bareWorld(copy, {python, venv}));
	const resolved = await resolveProgram(command, world);
	if ('missing' in resolved) {
		return {
			why:
				resolved.missing === 'python'
					? `There is no Python 3 on this machine that it could run with. ${pythonRemedy}`
					: `There is no program called ${resolved.missing} on this machine.`,
		};
	}

	const env = {...withoutDumbness(world.env), ...terminalEnvironment(environment)};
	const {workspace, accounts} = copy;
	const program = caged
		? {
				argv: wrapInCage({
					...{workspace, accounts, binds: [...world.binds, ...laid], env, network, limits},
					argv: [...takingTerminal, ...resolved.argv],
				}),
				env: systemPath,
			}
		: {argv: await dyingWithUs(resolved.argv), env};
	const where = caged ? `in the cage, ${network ? 'with' : 'without'} network` : 'without a cage';
	const what = makeVisible(`${command.map(quoteWord).join(' ')}, ${where}`, {keepNewlines: false});
	const played = await terminal.lend(() =>
		handOver(
			seat,
			{
				what,
				host,
				program: {...program, cwd: workspace, caged, allowance: {...limits.all, folders: [copy.beside]}},
			},
			signal,
		),
	);
	const {files} = await keepMadeFiles(copy, made);
	return {...played, made_files: files};
}

/** Programs that are run for a debugger are told to print plainly. */
function withoutDumbness({NO_COLOR: _, ...env}: Record<string, string>): Record<string, string> {
	return env;
}

/** What a program is told of the terminal: nothing else of the person's environment. */
function terminalEnvironment(environment: Record<string, string | undefined>): Record<string, string> {
	const told = ['TERM', 'COLORTERM', 'NO_COLOR'].flatMap(name => {
		const value = environment[name];
		return value !== undefined && /^[\w.+-]{1,64}$/.test(value) ? [[name, value] as const] : [];
	});
	return {TERM: 'xterm-256color', ...Object.fromEntries(told)};
}

function explainNoTerminal(command: readonly string[]): string {
	const line = makeVisible(command.map(quoteWord).join(' '), {keepNewlines: false});
	return `There is no library for terminals on this machine (the package @lydell/node-pty with its part for ${process.platform}-${process.arch}). Play it yourself, in a copy of the run's workspace: ${line}`;
}
