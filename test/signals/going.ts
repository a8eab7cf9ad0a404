/** An app that is doing something, on a screen or without one, and all that is to be looked at once it has ended. */
import {mkdirSync, readFileSync, readlinkSync} from 'node:fs';
import {join} from 'node:path';
import {type HeadlessProgram, program, startHeadless as start} from '../helpers/orchestrai.ts';
import {openTerminal, type Terminal} from '../helpers/terminal.ts';

type Common = {
	/** The app's own process. */
	app: number;
	folder: string;
	/** A text in the command line of every program that it has started: a cage takes all marks away. */
	token: string | null;
	/** What is to come of its run: `none` where there is none, `over` where it was done already. */
	run: 'stopped' | 'over' | 'none';
	/** Has it print something, for those that find out only then that nobody reads. */
	goOn(): void;
	/** Holds, after the end, that what was in its hands is kept. */
	kept(): void;
};

export type OnScreen = Common & {terminal: Terminal};
export type Headless = Common & {program: HeadlessProgram};
export type Going = OnScreen | Headless;

/** What else there is to say of it; the rest is as of a run that has nothing in its hands. */
export type Told = Partial<Pick<Common, 'token' | 'run' | 'goOn' | 'kept'>>;

export type StartOptions = {folder: string; env?: Record<string, string | undefined>};

/** Where the app puts what is for a while only; it has to be empty in the end. */
export function temporaryOf(folder: string): string {
	return join(folder, 'temporary');
}

function environmentFor({folder, env}: StartOptions): Record<string, string | undefined> {
	mkdirSync(temporaryOf(folder), {recursive: true});
	return {TMPDIR: temporaryOf(folder), ...env};
}

/**
 * Starts it in a shell that goes on after it and tells how it found the terminal; settles once it has taken that.
 * `before`: words of the shell in front of the app's, e.g. `setsid`.
 */
export async function startOnScreen(
	args: string[],
	{before = [], ...options}: StartOptions & {before?: string[]},
): Promise<{terminal: Terminal; app: number}> {
	const {command, args: words, ...where} = program(args, {cwd: options.folder, env: environmentFor(options)});
	const terminal = await openTerminal({
		command: '/bin/sh',
		args: ['-c', 'trap : INT; "$@"; echo "left with $?"; stty -a', 'sh', ...before, command, ...words],
		...where,
	});
	await terminal.until(() => terminal.modes().bracketedPaste);
	return {terminal, app: appAmong(terminal.processes())};
}

export function startPlainly(args: string[], options: StartOptions): HeadlessProgram {
	return start(args, {cwd: options.folder, env: environmentFor(options)});
}

/** Not its helpers, nor who started it; nor what it has just begun, which is the app still until it is a program. */
export function appAmong(pids: number[]): number {
	const apps = pids.filter(pid => programOf(pid).endsWith('/node'));
	const found = apps.filter(pid => !apps.includes(parentOf(pid)));
	if (found.length !== 1) throw new Error(`Not one app among ${pids.join(', ')}: ${found.join(', ')}`);
	return found[0]!;
}

/** Empty once it is gone. */
function programOf(pid: number): string {
	try {
		return readlinkSync(`/proc/${pid}/exe`);
	} catch {
		return '';
	}
}

/** 0 once it is gone. */
function parentOf(pid: number): number {
	try {
		return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
	} catch {
		return 0;
	}
}
