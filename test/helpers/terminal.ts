/** A program in a real pseudo-terminal, driven and seen as a person would. */
import {constants} from 'node:os';
import {type IPty, spawn} from '@lydell/node-pty';
import {onTestFinished} from 'vitest';
import {findCanaryOnScreen, refuseLeaks} from './canary.ts';
import {endProcess, newMark} from './marked-processes.ts';
import {plainEnvironment} from './plain-environment.ts';
import {type Key, keySequence} from './terminal-keys.ts';
import {createScreen, type Modes} from './terminal-screen.ts';
import {createWaiting, type Sought} from './terminal-waiting.ts';

export type TerminalOptions = {
	command: string;
	args?: string[];
	cwd: string;
	/** Laid over a plain environment; undefined takes a variable away. */
	env?: Record<string, string | undefined>;
	columns?: number;
	rows?: number;
};

/** `code` is null when a signal ended the program, `signal` when none did. */
export type Exit = {code: number | null; signal: string | null};

export type Terminal = {
	pid: number;
	/** The viewport as shown: never the half of a synchronized update. */
	screen(): string;
	/**
	 * Settles with the screen as soon as it holds `what`, looked at after each parsed write. Rejects, the
	 * screen in its message, after `timeoutMs` (10 s), or at once when the program ended without showing it.
	 */
	until(what: Sought, options?: {timeoutMs?: number}): Promise<string>;
	/**
	 * Escape must come last: a key on its heels would make it Alt. Before the next press, wait for what
	 * Escape does.
	 */
	press(...keys: Key[]): void;
	type(text: string): void;
	/** As one bracketed paste if the program asked for these, otherwise as if typed; a line ends in `\r`, as terminals send it. */
	paste(text: string): void;
	resize(columns: number, rows: number): void;
	modes(): Modes;
	/** Where the terminal's own cursor stands: cells from the upper left corner. */
	cursor(): {x: number; y: number};
	/** All that the program wrote, escape sequences included. */
	written(): string;
	title(): string;
	bells(): number;
	/** Messages of OSC 9. */
	notifications(): string[];
	/** Texts put on the clipboard by OSC 52. */
	copies(): string[];
	/** Ids of the living processes that the program started, itself included (Linux only). */
	processes(): number[];
	/** Settles once the program has ended and its last words are on the screen. */
	exit: Promise<Exit>;
	kill(signal?: NodeJS.Signals): void;
	/** Closes the window: the terminal is gone, and who had it is told by SIGHUP. */
	close(): void;
	/** Ends the program and everything it started; may be called again. */
	dispose(): Promise<void>;
	[Symbol.asyncDispose](): Promise<void>;
};

/** Starts `command` in a terminal of its own, which is disposed when the test ends, if not before. */
export async function openTerminal({
	command,
	args = [],
	cwd,
	env = {},
	columns = 120,
	rows = 36,
}: TerminalOptions): Promise<Terminal> {
	onTestFinished(() => dispose());
	const mark = newMark();
	const screen = createScreen({columns, rows, answer: data => send(data), changed: () => waiting.look()});
	const pty = spawn(command, args, {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd,
		env: plainEnvironment({TERM: 'xterm-256color', COLORTERM: 'truecolor', ...env, ...mark.env}),
	});
	const waiting = createWaiting(screen.text, () => [pty.cols, pty.rows]);
	let written = '';
	let ended: Exit | null = null;
	let disposed: Promise<void> | null = null;

	pty.onData(data => {
		written += data;
		void screen.write(data);
	});
	const exit = new Promise<Exit>(resolve => {
		pty.onExit(async ({exitCode, signal}) => {
			await screen.write('');
			ended = signal ? {code: null, signal: signalName(signal)} : {code: exitCode, signal: null};
			waiting.close(`the program ended (${JSON.stringify(ended)}) without showing it`);
			resolve(ended);
		});
	});

	function send(data: string): void {
		if (!ended) pty.write(data);
	}

	async function end(): Promise<void> {
		waiting.close('the terminal was disposed of');
		if (!ended) endProcess(pty.pid);
		await mark.end();
		await exit;
		const leaked = findCanaryOnScreen(written) ?? findCanaryOnScreen(screen.text());
		screen.dispose();
		refuseLeaks(`the terminal of ${[command, ...args].join(' ')}`, leaked);
	}

	function dispose(): Promise<void> {
		disposed ??= end();
		return disposed;
	}

	return {
		pid: pty.pid,
		screen: screen.text,
		until: waiting.until,
		press(...keys) {
			const early = keys.indexOf('Escape');
			if (early !== -1 && early < keys.length - 1)
				throw new Error(
					`Escape and ${keys[early + 1]} at once are Alt: wait for what Escape does, then press.`,
				);
			for (const key of keys) send(keySequence(key, screen.modes().applicationCursor));
		},
		type: send,
		paste(text) {
			const body = text.replace(/\r?\n/g, '\r');
			send(screen.modes().bracketedPaste ? `\x1b[200~${body}\x1b[201~` : body);
		},
		resize(columns, rows) {
			screen.resize(columns, rows);
			pty.resize(columns, rows);
		},
		modes: screen.modes,
		cursor: screen.cursor,
		written: () => written,
		title: screen.title,
		bells: screen.bells,
		notifications: screen.notifications,
		copies: screen.copies,
		processes: mark.processes,
		exit,
		kill(signal = 'SIGTERM') {
			if (!ended) endProcess(pty.pid, signal);
		},
		close() {
			// Missing in the types of node-pty.
			(pty as IPty & {destroy(): void}).destroy();
		},
		dispose,
		[Symbol.asyncDispose]: dispose,
	};
}

function signalName(number: number): string {
	const known = Object.entries(constants.signals).find(([, value]) => value === number);
	return known?.[0] ?? String(number);
}
