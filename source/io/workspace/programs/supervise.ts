import {constants} from 'node:os';
import type {Readable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {lookAtProcess} from '../../process-identity.ts';
import {OutputCapture, relayLive} from './capture.ts';
import {endGroup, endMarked, makeMark, RUN_MARK} from './leftovers.ts';
import {type Allowance, prepareWatch} from './watch.ts';

/** A program that prints more than this, in bytes, is stopped. */
const FLOOD = 64 * 1024 * 1024;
/** On it a cage may tell which process is its first: when that is gone, so is all that ran in it. */
export const infoDescriptor = 3;
/** How long, in ms, the pipes may stay open after the program ended and its processes were killed. */
const DRAIN_LIMIT = 1000;

export type Supervised = {
	argv: string[];
	cwd: string;
	/** The whole environment: nothing is inherited. */
	env: Record<string, string>;
	stdin: string;
	timeout_ms: number;
	onOutput?: (text: string) => void;
	/** It tells on `infoDescriptor` which process is the first of its cage. */
	tells?: boolean;
	/** What it may take of the machine in all; nothing is looked at without it. */
	allowance?: Allowance;
};

export type Ending = {
	exit_code: number | null;
	signal: string | null;
	timed_out: boolean;
	/** Why it was ended before its time, a clause; null if it was not. */
	stopped: string | null;
	stdout: string;
	stderr: string;
	duration_ms: number;
	/** What the system said when it could not start it. */
	failed: Error | null;
};

/**
 * Runs a program to its end, or kills it: when its time is over, when it floods or takes more of the machine than it
 * may, when `signal` aborts. Settles soon after the program itself ended, even if something it started holds its output
 * open; all that is killed.
 */
export async function supervise(program: Supervised, signal: AbortSignal): Promise<Ending> {
	const [file, ...rest] = program.argv;
	const started = performance.now();
	const mark = await makeMark();
	const watch = program.allowance ? await prepareWatch(program.allowance) : null;
	const {execa} = await import('execa');
	const child = execa(file!, rest, {
		cwd: program.cwd,
		env: {...program.env, [RUN_MARK]: mark},
		extendEnv: false,
		stdio: ['pipe', 'pipe', 'pipe', ...(program.tells ? ['pipe' as const] : [])],
		input: program.stdin,
		buffer: false,
		detached: true,
		cleanup: false,
		reject: false,
		stripFinalNewline: false,
		windowsHide: true,
	});
	const info = (child.stdio[infoDescriptor] ?? null) as Readable | null;
	const firstInCage = readFirstInCage(info);
	const stop = () => child.pid !== undefined && endGroup(child.pid);
	const outputs = {stdout: new OutputCapture(), stderr: new OutputCapture()};
	const relay = program.onOutput && relayLive(program.onOutput);
	let stopped: string | null = null;
	const exceeded = (why: string) => {
		stopped ??= why;
		stop();
	};
	const follow = (stream: Readable, capture: OutputCapture) => {
		const live = relay?.();
		stream.on('data', (chunk: Buffer) => {
			capture.add(chunk);
			live?.(chunk);
			if (outputs.stdout.total + outputs.stderr.total > FLOOD && stopped === null)
				exceeded(`it printed more than ${FLOOD / 1024 / 1024} MB`);
		});
	};
	follow(child.stdout, outputs.stdout);
	follow(child.stderr, outputs.stderr);

	let timedOut = false;
	const timer = setTimeout(() => {
		timedOut = true;
		stop();
	}, program.timeout_ms);
	signal.addEventListener('abort', stop);
	if (signal.aborted) stop();
	process.on('exit', stop);
	const over = new AbortController();
	if (watch && child.pid !== undefined) watch(child.pid, {signal: over.signal, exceeded});
	let drain: NodeJS.Timeout | undefined;
	const exited = new Promise<{code: number | null; signal: string | null} | null>(resolve => {
		child.nodeChildProcess.once('exit', (code, name) => resolve({code, signal: name}));
		child.nodeChildProcess.once('error', () => resolve(null));
	});

	try {
		const exit = await exited;
		clearTimeout(timer);
		over.abort();
		if (exit) {
			stop();
			await endMarked(mark);
			await untilGone(firstInCage());
			// Our own end of it would be waited for.
			info?.destroy();
			drain = setTimeout(() => {
				child.stdout.destroy();
				child.stderr.destroy();
			}, DRAIN_LIMIT);
		}

		const result = await child;
		return {
			exit_code: exit?.code ?? null,
			signal: exit?.signal ?? null,
			timed_out: timedOut,
			stdout: outputs.stdout.text(),
			stopped,
			stderr: outputs.stderr.text() + (stopped === null ? '' : `\n[It was stopped: ${stopped}.]\n`),
			duration_ms: Math.round(performance.now() - started),
			failed:
				exit === null ? ((result.cause as Error | undefined) ?? new Error('it could not be started')) : null,
		};
	} finally {
		over.abort();
		clearTimeout(timer);
		clearTimeout(drain);
		signal.removeEventListener('abort', stop);
		process.off('exit', stop);
	}
}

/** The cage says `{"child-pid": 1234}`, by our numbers. */
function readFirstInCage(stream: Readable | null): () => number | null {
	let told = '';
	stream?.on('data', chunk => {
		if (told.length < 1000) told += String(chunk);
	});
	stream?.on('error', () => undefined);
	return () => Number(/"child-pid":\s*(\d+)/.exec(told)?.[1] ?? 0) || null;
}

/** The system ends what is in a cage with its first process, but a moment after the cage itself. */
async function untilGone(pid: number | null): Promise<void> {
	if (pid === null) return;
	const until = performance.now() + DRAIN_LIMIT;
	while (performance.now() < until) {
		const seen = await lookAtProcess(pid);
		// Who is to take note of its end may take their time.
		if (seen === null || seen.ended) return;
		await sleep(2);
	}
}

/** A wrapper's exit code of 128 + n means that signal n ended the program inside. */
export function signalOfExitCode(code: number | null): string | null {
	if (code === null || code <= 128) return null;
	const found = Object.entries(constants.signals).find(([, number]) => number === code - 128);
	return found?.[0] ?? null;
}
