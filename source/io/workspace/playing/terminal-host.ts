/**
 * Runs as a process of its own: it holds the terminal of a played program, whose other end no other child of the app
 * inherits then, and ends the program with all that it started when the app is gone, however that went. What is typed
 * comes by stdin, what is printed goes to stdout, all else are messages.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, constants, openSync, readdirSync, readlinkSync} from 'node:fs';
import {constants as system} from 'node:os';
import type {ReadStream} from 'node:tty';
import type {IPty} from '@lydell/node-pty';
import {endGroup, endMarked, makeMark, RUN_MARK} from '../programs/leftovers.ts';
import {type Allowance, prepareWatch} from '../programs/watch.ts';

export type Size = {columns: number; rows: number};

export type HostedProgram = {
	/** What it may take of the machine in all. */
	allowance: Allowance;
	argv: string[];
	cwd: string;
	/** The whole environment: nothing is inherited. */
	env: Record<string, string>;
	size: Size;
	/** It takes the terminal by itself, from within the cage. */
	caged: boolean;
};

export type Ended = {exit_code: number | null; signal: string | null};

export type ToHost = {kind: 'run'; program: HostedProgram} | {kind: 'resize'; size: Size} | {kind: 'kill'};
/** `ready` comes first; `able`: there is a library for terminals here. */
export type FromHost = {kind: 'ready'; able: boolean} | ({kind: 'ended'} & Ended);

/** The program at its end of the terminal. */
type Hosted = {
	pid: number | undefined;
	type(keys: Uint8Array): void;
	resize(size: Size): void;
	pause(): void;
	resume(): void;
	/** Settles once it has ended and its last words were heard. */
	ended: Promise<Ended>;
};

/** As the library has it, beyond its types. */
type Library = {
	spawn: typeof import('@lydell/node-pty').spawn;
	open(options: {cols: number; rows: number; encoding: null}): Pair;
};
type Pair = {
	/** The descriptor of our end. */
	fd: number;
	master: ReadStream;
	slave: ReadStream;
	/** The path of the program's end. */
	ptsName: string;
	resize(columns: number, rows: number): void;
};

/** So long, in ms, something may hold the terminal open after the program was killed. */
const longestEnd = 1000;

/** Of what the app has not read yet, in bytes: then the program has to wait. */
const mostUnread = 1024 * 1024;

const library = await loadLibrary();
let hosted: Hosted | null = null;
let killed = false;
const mark = await makeMark();

process.on('message', (message: ToHost) => {
	switch (message.kind) {
		case 'run':
			host(message.program).catch(notHosted);
			return;
		case 'resize':
			resize(message.size);
			return;
		case 'kill':
			kill();
	}
});
process.once('disconnect', () => void giveUp());
process.stdout.on('error', () => undefined);
tell({kind: 'ready', able: library !== null});

async function loadLibrary(): Promise<Library | null> {
	try {
		return ((await import('@lydell/node-pty')) as unknown as {default: Library}).default;
	} catch {
		return null;
	}
}

function tell(message: FromHost): void {
	process.send?.(message);
}

async function host(program: HostedProgram): Promise<void> {
	if (!library) return;
	const watch = await prepareWatch(program.allowance);
	hosted = program.caged ? await hostCaged(library, program, print) : hostBare(library, program, print);
	// It may have been asked for while the terminal was opened.
	if (killed) kill();
	process.stdin.on('data', keys => hosted?.type(keys));
	const over = new AbortController();
	if (hosted.pid !== undefined) {
		watch(hosted.pid, {
			signal: over.signal,
			exceeded(why) {
				print(Buffer.from(`\r\n[It was stopped: ${why}.]\r\n`));
				kill();
			},
		});
	}

	const ended = await hosted.ended;
	over.abort();
	kill();
	await endMarked(mark);
	// What was printed is written before this is told.
	process.stdout.end(() => tell({kind: 'ended', ...ended}));
}

/** It could not be begun: that is read where its output would have been. */
function notHosted(error: unknown): void {
	print(Buffer.from(`It could not be started: ${(error as Error).message}\r\n`));
	process.stdout.end(() => tell({kind: 'ended', exit_code: 126, signal: null}));
}

/** The app is gone. */
async function giveUp(): Promise<void> {
	kill();
	await endMarked(mark);
	process.exit();
}

function resize(size: Size): void {
	try {
		hosted?.resize(size);
	} catch {
		// It has closed its terminal, and runs on without.
	}
}

function print(bytes: Uint8Array): void {
	process.stdout.write(bytes);
	if (process.stdout.writableLength < mostUnread) return;
	hosted?.pause();
	process.stdout.once('drain', () => hosted?.resume());
}

function kill(): void {
	killed = true;
	if (hosted?.pid === undefined) return;
	try {
		endGroup(hosted.pid);
	} catch {
		// It has become another user's: it loses its terminal, at the latest when this process ends.
	}

	hosted.resume();
}

/**
 * The cage's own processes stay outside of the program's session, so that what is typed there (Ctrl-C) is for the
 * program alone.
 */
async function hostCaged(
	library: Library,
	{argv, cwd, env, size}: HostedProgram,
	onOutput: (bytes: Uint8Array) => void,
): Promise<Hosted> {
	const pair = library.open({cols: size.columns, rows: size.rows, encoding: null});
	const {fd, master} = pair;
	const end = await openOtherEnd(pair);
	master.on('data', onOutput);
	// That nobody holds the other end any more is told as an error.
	master.on('error', () => master.destroy());
	const silent = new Promise<void>(resolve => void master.once('close', resolve));
	const nothing = openSync('/dev/null', constants.O_RDWR);
	const [file, ...rest] = argv;
	// A child inherits our end of the terminal, unless something else has its number.
	const beyond = Array.from({length: fd - 2}, (_, index) =>
		index + 3 === fd ? nothing : ('ignore' as const),
	);
	const child = spawn(file!, rest, {cwd, env, stdio: [end, end, end, ...beyond], detached: true});
	closeSync(end);
	closeSync(nothing);
	const exited = new Promise<Ended>(resolve => {
		child.once('error', () => resolve({exit_code: 127, signal: null}));
		child.once('exit', (code, signal) =>
			resolve(code !== null && code > 128 ? endedBy(code - 128) : {exit_code: code, signal}),
		);
	});
	return {
		pid: child.pid,
		type: keys => void master.write(keys),
		resize: ({columns, rows}) => pair.resize(columns, rows),
		pause: () => master.pause(),
		resume: () => master.resume(),
		ended: exited.then(async ended => {
			const timer = setTimeout(() => master.destroy(), longestEnd);
			master.resume();
			await silent;
			clearTimeout(timer);
			return ended;
		}),
	};
}

/** The program's end. The library reads there, where what is typed would be lost, and leaves it open. */
async function openOtherEnd({slave, ptsName}: Pair): Promise<number> {
	const closed = once(slave, 'close');
	slave.destroy();
	await closed;
	for (const name of readdirSync('/proc/self/fd')) {
		if (readLink(`/proc/self/fd/${name}`) === ptsName) closeSync(Number(name));
	}

	return openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY);
}

function readLink(path: string): string | null {
	try {
		return readlinkSync(path);
	} catch {
		// The one by which the folder was read is closed again.
		return null;
	}
}

function hostBare(
	library: Library,
	{argv, cwd, env, size}: HostedProgram,
	onOutput: (bytes: Uint8Array) => void,
): Hosted {
	const [file, ...rest] = argv;
	const pty: IPty = library.spawn(file!, rest, {
		name: env.TERM,
		cols: size.columns,
		rows: size.rows,
		cwd,
		env: {...env, [RUN_MARK]: mark},
		encoding: null,
	});
	pty.onData(data => onOutput(Buffer.from(data)));
	return {
		pid: pty.pid,
		type: keys => pty.write(keys as unknown as string),
		resize: ({columns, rows}) => pty.resize(columns, rows),
		pause: () => pty.pause(),
		resume: () => pty.resume(),
		ended: new Promise(resolve => {
			pty.onExit(({exitCode, signal}) =>
				resolve(signal ? endedBy(signal) : {exit_code: exitCode, signal: null}),
			);
		}),
	};
}

function endedBy(number: number): Ended {
	const known = Object.entries(system.signals).find(([, value]) => value === number);
	return known ? {exit_code: null, signal: known[0]} : {exit_code: 128 + number, signal: null};
}
