/** A pseudo-terminal and its emulator, whose cells become a picture. */
import {setTimeout as sleep} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import headless from '@xterm/headless';
import {type Key, keySequence} from '../../test/helpers/terminal-keys.ts';
import {createWaiting, type Sought} from '../../test/helpers/terminal-waiting.ts';
import {type Cell, readCells, textOf} from './cell.ts';
import {own} from './colours.ts';

export type Terminal = {
	/** Settles once the screen holds it. */
	until(what: Sought): Promise<string>;
	press(...keys: Key[]): void;
	type(text: string): void;
	/** What stands on the screen as soon as nothing moves there any more. */
	cells(): Promise<Cell[][]>;
	/** The exit code, once the program has ended and its last words are on the screen. */
	ended: Promise<number>;
	/** Ends the program as a closed window would, and waits until it is gone. */
	close(): Promise<void>;
};

/** So long nothing may have been written for the screen to count as still, ms. */
const still = 250;
const patience = 20_000;

export type TerminalOptions = {
	command: string;
	args: string[];
	cwd: string;
	env: Record<string, string>;
	columns: number;
	rows: number;
};

export function openTerminal({command, args, cwd, env, columns, rows}: TerminalOptions): Terminal {
	const emulator = new headless.Terminal({cols: columns, rows, scrollback: 0, allowProposedApi: true});
	const pty = spawn(command, args, {name: 'xterm-256color', cols: columns, rows, cwd, env});
	let lastWrite = performance.now();
	let over = false;
	const text = () => textOf(readCells(emulator, own));
	const waiting = createWaiting(text, () => [columns, rows]);
	const write = (data: string) => new Promise<void>(resolve => emulator.write(data, resolve));
	const send = (data: string) => {
		if (!over) pty.write(data);
	};
	emulator.onData(send);
	pty.onData(data => {
		lastWrite = performance.now();
		void write(data).then(waiting.look);
	});
	const ended = new Promise<number>(resolve => {
		pty.onExit(async ({exitCode}) => {
			over = true;
			await write('');
			waiting.look();
			waiting.close(`the program ended with ${exitCode}`);
			resolve(exitCode);
		});
	});
	return {
		until: what => waiting.until(what, {timeoutMs: patience}),
		press(...keys) {
			for (const key of keys) send(keySequence(key, emulator.modes.applicationCursorKeysMode));
		},
		type: send,
		async cells() {
			for (let left = still; left > 0; left = lastWrite + still - performance.now()) await sleep(left);
			await write('');
			return readCells(emulator, own);
		},
		ended,
		async close() {
			if (!over) pty.kill('SIGHUP');
			await ended;
			emulator.dispose();
		},
	};
}
