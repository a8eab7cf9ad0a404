import {spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test, vi} from 'vitest';
import type {Seat} from '../../../../source/io/workspace/playing/hand-over.ts';
import {type PlayOptions, playProgram, type ToPlay} from '../../../../source/io/workspace/playing/play.ts';
import {alive} from '../../../helpers/alive.ts';
import {allPrograms} from '../../../helpers/all-programs.ts';
import {hasCage, warnWithoutCage} from '../../../helpers/cage.ts';
import {createScreen} from '../../../helpers/terminal-screen.ts';
import {createWaiting} from '../../../helpers/terminal-waiting.ts';

const root = mkdtempSync(join(tmpdir(), 'play-'));
const made = join(root, 'made');
const _workspace = join(root, 'workspace');
const venv = join(root, 'venv');
afterEach(() => rmSync(root, {recursive: true, force: true}));

warnWithoutCage('PLAYING IN THE CAGE IS NOT TESTED');

/** Ignores every signal, and so does the daemon that it starts. */
const immortal = `import os, signal, sys, time
for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGTSTP):
    signal.signal(name, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        print("daemon", os.path.exists("main.py"), flush=True)
    while True:
        time.sleep(1)
while True:
    time.sleep(1)
`;

/** Somebody at a terminal, and the program that they play there. */
function aPlay(
	toPlay: Pick<ToPlay, 'caged'> & Partial<ToPlay> & {code?: string},
	{blind = false, ...more}: Partial<Pick<PlayOptions, 'environment'>> & {blind?: boolean} = {},
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
		if (blind) return;
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
	// Without a cage it is the same but for where it runs.
	const check = test.skipIf(caged ? !hasCage : hasCage && !allPrograms);

	check(
		'asks, hears what is typed, and ends with its exit code, which is told until a key goes back',
		async () => {
			const play = aPlay({
				caged,
				code: 'import sys\nname = input("Your name? ")\nprint(f"Hello, {name}!")\nsys.exit(3)\n',
			});
			const where = caged ? 'in the cage, without network' : 'without a cage';
			await play.sees(`── python3 main.py, ${where} · Ctrl-] comes back ──\nYour name?`);
			expect(play.lent()).toBe(true);
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
		},
	);

	check('has Ctrl-C and Ctrl-\\ for itself, and nobody is suspended by Ctrl-Z', async () => {
		const play = aPlay({
			caged,
			code: 'import time\ntry:\n    print("ready")\n    while True: time.sleep(0.05)\nexcept KeyboardInterrupt: print("caught")\nprint(input())\nwhile True: time.sleep(0.05)\n',
		});
		await play.sees('ready');
		play.type('\u001a');
		await play.sees('^Z');
		play.type('\u0003');
		await play.sees('caught');
		play.type('goes on\r');
		await play.sees(/goes on\s+goes on/);
		play.type('\u001c');
		await play.sees('it was ended by SIGQUIT after');
		expect(await play.goesBack()).toMatchObject({exit_code: null, signal: 'SIGQUIT', left: false});
	});

	check('is left with Ctrl-], with all that it started, though it ignores every signal', async () => {
		const token = randomUUID();
		const play = aPlay({caged, code: immortal, command: ['python3', 'main.py', token]});
		await play.sees('daemon True');
		expect(alive(token)).not.toEqual([]);
		play.type('\u001d');
		expect(await play.played).toMatchObject({left: true});
		expect(alive(token)).toEqual([]);
		expect(play.stdin.raw).toBe(false);
		expect(play.screen.text()).not.toContain('press a key');
	});

	check('is ended when the app has to end, and nobody is asked for a key', async () => {
		const token = randomUUID();
		const play = aPlay({caged, code: immortal, command: ['python3', 'main.py', token]});
		await play.sees('daemon True');
		play.abort.abort();
		expect(await play.played).toMatchObject({left: true});
		expect(alive(token)).toEqual([]);
		expect(play.stdin.raw).toBe(false);
	});

	check('leaves nothing behind when the app ends while a key is awaited', async () => {
		const play = aPlay({caged, code: 'print("short")\n'});
		await play.sees('press a key to go back');
		play.abort.abort();
		expect(await play.played).toMatchObject({exit_code: 0, left: false});
		expect(play.stdin.raw).toBe(false);
	});

	check('has a terminal of its own, of the size of the real one, and hears when that changes', async () => {
		const play = aPlay({
			caged,
			// A signal just before a read that waits for ever would be heard after it.
			code: `import os, select, signal
signal.signal(signal.SIGWINCH, lambda *_: print(os.get_terminal_size()))
print(os.isatty(0), os.isatty(1), os.tcgetpgrp(0) == os.getpgrp(), os.get_terminal_size())
open("/dev/tty", "w").write("its own\\n")
while not select.select([0], [], [], 0.1)[0]: pass
`,
		});
		await play.sees('True True True os.terminal_size(columns=80, lines=24)\nits own');
		play.resize(60, 20);
		await play.sees('os.terminal_size(columns=60, lines=20)');
		play.type('\r');
		await play.goesBack();
	});

	check('sees of the environment what the terminal is, and nothing of the person', async () => {
		vi.stubEnv('OPENAI_API_KEY', 'sk-a-key-that-must-not-be-seen');
		const environment = {
			TERM: 'screen-256color',
			COLORTERM: 'truecolor',
			EDITOR: 'vi',
			OPENAI_API_KEY: 'sk-x',
		};
		const play = aPlay(
			{caged, code: 'import os\nfor name in sorted(os.environ): print(name, os.environ[name][:30])\n'},
			{environment},
		);
		await play.sees('press a key to go back');
		vi.unstubAllEnvs();
		const told = await play.goesBack();
		const seen = 'tail' in told ? told.tail : '';
		expect(seen).toContain('TERM screen-256color\n');
		expect(seen).toContain('COLORTERM truecolor\n');
		expect(seen).not.toMatch(/sk-|EDITOR|NO_COLOR/);
	});

	check('runs in a copy: what it makes is kept beside the workspace', async () => {
		const play = aPlay({
			caged,
			files: new Map([
				['main.py', 'exec(open("play.py").read())'],
				['play.py', 'open("score.txt", "w").write("42")\nprint(open("data/words.txt").read())\n'],
				['data/words.txt', 'some words'],
				['../outside.txt', 'must not be written'],
			]),
		});
		await play.sees('some words');
		expect(await play.goesBack()).toMatchObject({exit_code: 0, made_files: ['score.txt']});
		expect(readFileSync(join(made, 'score.txt'), 'utf8')).toBe('42');
	});

	check('that is ended by a signal of its own says which', async () => {
		const play = aPlay({caged, code: 'import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n'});
		await play.sees('it was ended by SIGSEGV after');
		expect(await play.goesBack()).toMatchObject({exit_code: null, signal: 'SIGSEGV'});
	});

	check('may close its terminal and run on: Ctrl-] still comes back', async () => {
		const token = randomUUID();
		const play = aPlay({
			caged,
			code: 'import os, signal, time\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\nprint("bye", flush=True)\nos.closerange(0, 3)\nwhile True: time.sleep(1)\n',
			command: ['python3', 'main.py', token],
		});
		await play.sees('bye');
		play.resize(60, 20);
		play.type('hello\r');
		play.type('\u001d');
		expect(await play.played).toMatchObject({left: true});
		expect(alive(token)).toEqual([]);
	});

	check('that prints without end is left with Ctrl-]', async () => {
		const play = aPlay({caged, code: 'while True: print("x" * 1000)\n'}, {blind: true});
		await vi.waitFor(() => expect(play.lent()).toBe(true), {timeout: 10_000});
		play.type('\u001d');
		const told = await play.played;
		expect(told).toMatchObject({left: true});
	});

	check('has all that it printed shown, however soon it ends', async () => {
		const play = aPlay({
			caged,
			code: 'for _ in range(5000): print("y" * 79)\nprint("the end")\n',
		});
		await play.sees('the end\n── it ended: exit 0');
		expect(play.written().match(/y{79}/g)).toHaveLength(5000);
		await play.goesBack();
	});

	check(
		'has the modes that it left the terminal in undone, its page kept until a key goes back',
		async () => {
			const play = aPlay({
				caged,
				code: 'print("\\x1b[?1049h\\x1b[?1003h\\x1b[?1006h\\x1b[?2004h\\x1b[?1h\\x1b[?25l\\x1b[2;5r\\x1b(0\\x1b[4h\\x1b[?7l\\x1b[3;3Hq\\x1b(B its page", end="")\n',
			});
			await play.sees(/─ its page[\s\S]*── it ended: exit 0/);
			expect(play.screen.modes()).toMatchObject({
				alternateScreen: true,
				mouseTracking: 'none',
				cursorHidden: false,
			});
			await play.goesBack();
			await play.screen.write('');
			expect(play.screen.modes()).toEqual({
				alternateScreen: false,
				cursorHidden: false,
				bracketedPaste: false,
				applicationCursor: false,
				focusReports: false,
				mouseTracking: 'none',
			});
			expect(play.screen.text()).toContain('── python3 main.py');
			expect(play.answers).toEqual([]);
		},
	);

	check('that this machine lacks is not started, and the terminal not lent', async () => {
		const play = aPlay({caged, command: ['no-such-program-here']});
		expect(await play.played).toEqual({
			why: 'There is no program called no-such-program-here on this machine.',
		});
		expect(play.stdin.raw).toBe(false);
		expect(play.written()).toBe('');
	});

	test.skipIf(process.platform !== 'linux' || (caged && !hasCage))(
		'is gone, with all that it started, when the app is killed',
		async () => {
			const token = randomUUID();
			const script = `
				import {PassThrough} from 'node:stream';
				import {playProgram} from ${JSON.stringify(fileURLToPath(new URL('../../../../source/io/workspace/playing/play.ts', import.meta.url)))};
				const stdin = Object.assign(new PassThrough(), {setRawMode() {}});
				void playProgram(
					{files: new Map([['main.py', ${JSON.stringify(immortal)}]]), command: ['python3', 'main.py', ${JSON.stringify(token)}], caged: ${caged}, network: false},
					{made: ${JSON.stringify(made)}, venv: ${JSON.stringify(venv)}, environment: {}, terminal: {lend: task => task()},
						seat: {stdin, stdout: process.stdout, unicode: true, onKey() {}}},
					new AbortController().signal,
				);`;
			const app = spawn(process.execPath, ['--input-type=module', '--eval', script], {
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			let printed = '';
			app.stdout.on('data', data => {
				printed += data;
			});
			await vi.waitFor(() => expect(printed).toContain('daemon True'), {timeout: 20_000});
			expect(alive(token).length).toBeGreaterThan(1);
			app.kill('SIGKILL');
			await vi.waitFor(() => expect(alive(token)).toEqual([]), {timeout: 10_000});
		},
	);
});

test.skipIf(!hasCage)(
	'In the cage a played program reaches the network only where that is allowed.',
	async () => {
		const server: Server = createServer(socket => socket.end('reached')).listen(0, '127.0.0.1');
		await new Promise(resolve => server.once('listening', resolve));
		const {port} = server.address() as {port: number};
		const code = `import socket
try: print(socket.create_connection(("127.0.0.1", ${port}), 5).recv(99).decode())
except OSError as error: print("denied:", error)
`;
		try {
			for (const [network, said] of [
				[false, 'denied: '],
				[true, 'reached'],
			] as const) {
				const play = aPlay({caged: true, network, code});
				await play.sees(`${network ? 'with' : 'without'} network`);
				await play.sees(said);
				await play.goesBack();
			}
		} finally {
			server.close();
		}
	},
);
