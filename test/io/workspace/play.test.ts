import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {afterEach, describe, expect, test} from 'vitest';
import type {Seat} from '../../../source/io/workspace/hand-over.ts';
import {type PlayOptions, playProgram, type ToPlay} from '../../../source/io/workspace/play.ts';
import {createRunner} from '../../../source/io/workspace/runner.ts';
import {createScreen} from '../../helpers/terminal-screen.ts';
import {createWaiting} from '../../helpers/terminal-waiting.ts';

const root = mkdtempSync(join(tmpdir(), 'play-'));
const made = join(root, 'made');
const workspace = join(root, 'workspace');
const venv = join(root, 'venv');
afterEach(() => rmSync(root, {recursive: true, force: true}));

const {cage} = await createRunner({workspace, made, venv});
const hasCage = cage.name !== null;
if (cage.name === null) console.warn(`PLAYING IN THE CAGE IS NOT TESTED: ${cage.why}`);

/** Somebody at a terminal, and the program that they play there. */
function aPlay(
	toPlay: Pick<ToPlay, 'caged'> & Partial<ToPlay> & {code?: string},
	more: {environment?: PlayOptions['environment']; limits?: PlayOptions['limits']} = {},
) {
	const {code = '', ...rest} = toPlay;
	const answers: string[] = [];
	const screen = createScreen({
		columns: 80,
		rows: 24,
		answer: data => answers.push(data),
		changed: () => waiting.look(),
	});
	const waiting = createWaiting(screen.text, () => [80, 24]);
	const stdin = Object.assign(new PassThrough(), {
		raw: false,
		setRawMode(raw: boolean) {
			stdin.raw = raw;
			return stdin;
		},
	});
	let written = '';
	const stdout = Object.assign(new PassThrough(), {columns: 80, rows: 24});
	stdout.on('data', (data: Buffer) => {
		written += data;
		void screen.write(String(data));
	});
	let keys = 0;
	const seat = {
		stdin,
		stdout,
		unicode: true,
		onKey() {
			keys++;
		},
	} as unknown as Seat;
	const abort = new AbortController();
	let lent = false;
	const played = playProgram(
		{files: new Map([['main.py', code]]), command: ['python3', 'main.py'], network: false, ...rest},
		{
			...{made, venv, seat, environment: {TERM: 'xterm-256color'}, ...more},
			terminal: {
				async lend(task) {
					lent = true;
					try {
						return await task();
					} finally {
						lent = false;
					}
				},
			},
		},
		abort.signal,
	);
	return {
		screen,
		stdin,
		answers,
		abort,
		played,
		sees: waiting.until,
		type: (text: string) => void stdin.write(text),
		resize(columns: number, rows: number) {
			screen.resize(columns, rows);
			Object.assign(stdout, {columns, rows});
			stdout.emit('resize');
		},
		lent: () => lent,
		keys: () => keys,
		written: () => written,
		/** Goes back after it ended. */
		async goesBack() {
			await waiting.until('press a key to go back');
			// Keys are deaf at first: whoever waits presses again.
			const pressing = setInterval(() => stdin.write(' '), 50);
			try {
				return await played;
			} finally {
				clearInterval(pressing);
			}
		},
	};
}

describe.each([
	['in the cage', true],
	['without a cage', false],
])('a program that is played %s', (_, caged) => {
	const check = test.skipIf(caged && !hasCage);

	check('asks, hears what is typed, and ends with its exit code; the rest of the line says how', async () => {
		const play = aPlay({
			caged,
			code: 'import sys\nname = input("Your name? ")\nprint(f"Hello, {name}!")\nsys.exit(3)\n',
		});
		await play.sees(
			`python3 main.py, ${caged ? 'in the cage, without network' : 'without a cage'} · Ctrl-] comes back`,
		);
		await play.sees('Your name?');
		expect(play.stdin.raw).toBe(true);
		play.type('Ada\r');
		await play.sees(/Hello, Ada!\n── it ended: exit 3 after \d+ s · press a key to go back ──/);
		expect(await play.goesBack()).toMatchObject({
			exit_code: 3,
			signal: null,
			left: false,
			made_files: [],
			tail: 'Your name? Ada\nHello, Ada!\n',
		});
		expect(play.stdin.raw).toBe(false);
		expect(play.keys()).toBeGreaterThan(0);
	});
});
