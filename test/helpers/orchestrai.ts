/** The built program, as a person starts it. */
import {spawn} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';
import {findCanary} from './canary.ts';
import {newMark} from './marked-processes.ts';
import {plainEnvironment} from './plain-environment.ts';
import {makeFolder} from './temp-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type ProgramOptions = {
	/** Where the person stands; a new temporary folder unless said otherwise. */
	cwd?: string;
	env?: Record<string, string | undefined>;
	/** Its main.js; that of the build unless said otherwise. */
	app?: string;
};

export type Program = {
	command: string;
	args: string[];
	cwd: string;
	env: Record<string, string | undefined>;
};

/**
 * How to start the built app on the project's own Node. Its settings and keys live below `cwd`, so two
 * programs that share a folder share them, and none sees those of the person who runs the tests.
 */
export function program(
	args: string[],
	{cwd = makeFolder(), env = {}, app = join(root, 'dist/main.js')}: ProgramOptions = {},
): Program {
	return {
		command: join(root, 'node_modules/.bin/node'),
		args: [app, ...args],
		cwd,
		env: {ORCHESTRAI_CONFIG_DIR: join(cwd, '.config', 'orchestrai'), ...env},
	};
}

export type Outcome = {code: number | null; signal: string | null; stdout: string; stderr: string};

export type HeadlessProgram = {
	pid: number;
	/** Ends this process alone, as `kill` would. */
	kill(signal: NodeJS.Signals): void;
	/** Settles once stdout holds `text`, rejects if it ended without it. */
	printed(text: string): Promise<void>;
	/** The same of stderr. */
	said(text: string): Promise<void>;
	/** Nobody reads it any more. */
	leave(output: 'stdout' | 'stderr'): void;
	ended: Promise<Outcome>;
};

export type HeadlessOptions = ProgramOptions & {
	/** All of stdin; empty unless said otherwise. */
	input?: string;
	/** What it says on stderr comes on stdout too, in the order of a terminal. */
	together?: boolean;
};

/** Starts the app without a terminal. It and everything it started end with the test. */
export function startHeadless(
	args: string[],
	{input = '', together = false, ...options}: HeadlessOptions = {},
): HeadlessProgram {
	const mark = newMark();
	const {command, args: argv, cwd, env} = program(args, options);
	const line = together ? ['sh', '-c', 'exec "$0" "$@" 2>&1', command, ...argv] : [command, ...argv];
	const child = spawn(line[0]!, line.slice(1), {cwd, env: plainEnvironment({...env, ...mark.env})});
	onTestFinished(() => mark.end());
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	// A program that leaves its stdin unread breaks the pipe, and that is its right.
	child.stdin.on('error', () => undefined).end(input);

	const ended = new Promise<Outcome>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => {
			const leaked = findCanary(stdout + stderr);
			if (leaked) reject(new Error(`A key was printed (${leaked}) by: ${args.join(' ')}`));
			else resolve({code, signal, stdout, stderr});
		});
	});
	function untilHeld(stream: NodeJS.ReadableStream, held: () => string, text: string): Promise<void> {
		return new Promise((resolve, reject) => {
			const look = () => {
				if (!held().includes(text)) return;
				stream.off('data', look);
				resolve();
			};
			stream.on('data', look);
			look();
			ended.then(outcome => {
				reject(new Error(`It ended without printing ${JSON.stringify(text)}: ${JSON.stringify(outcome)}`));
			}, reject);
		});
	}

	return {
		pid: child.pid!,
		kill: signal => child.kill(signal),
		printed: text => untilHeld(child.stdout, () => stdout, text),
		said: text => untilHeld(child.stderr, () => stderr, text),
		leave: output => void child[output].destroy(),
		ended,
	};
}

/** Runs the app without a terminal, to its end. */
export function runHeadless(args: string[], options?: HeadlessOptions): Promise<Outcome> {
	return startHeadless(args, options).ended;
}
