import {existsSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {makeFolder} from './temp-folder.ts';
import {type Exit, openTerminal, type TerminalOptions} from './terminal.ts';

/** A small program, as text, in a terminal. Its terminal is raw, and keeps it alive, unless it is `cooked`. */
function open(
	code: string,
	{cooked = false, ...options}: Partial<TerminalOptions> & {cooked?: boolean} = {},
) {
	const raw = 'process.stdin.setRawMode(true); process.stdin.setEncoding("utf8"); process.stdin.resume();';
	return openTerminal({
		command: process.execPath,
		args: ['-e', cooked ? code : raw + code],
		cwd: makeFolder(),
		...options,
	});
}

const echoKeys = `
	process.stdin.on('data', data => process.stdout.write(JSON.stringify(data) + '\\r\\n'));
	process.stdout.write('ready\\r\\n');
`;

describe('what is seen', () => {
	test('The screen holds what was printed, trimmed on the right and at the end.', async () => {
		const terminal = await open(`console.log('one   \\n\\n  two ä 漢')`, {cooked: true});
		await terminal.exit;
		expect(terminal.screen()).toBe('one\n\n  two ä 漢');
	});

	test('Only the viewport is the screen, and it is as large as asked.', async () => {
		const code = `for (let i = 1; i <= 50; i++) console.log('line ' + i + ';'); console.log(process.stdout.columns, process.stdout.rows)`;
		const terminal = await open(code, {cooked: true, columns: 72, rows: 12});
		const screen = await terminal.until('72 12');
		expect(screen.split('\n')).toHaveLength(11);
		expect(screen).not.toContain('line 40;');
		expect(screen).toContain('line 41;');
	});

	test('What is awaited may be a text, a pattern, global or not, or any question.', async () => {
		const terminal = await open(echoKeys);
		await terminal.until('ready');
		const pattern = /^read(y)$/gm;
		await terminal.until(pattern);
		await terminal.until(pattern);
		terminal.type('x');
		expect(await terminal.until(screen => screen.split('\n').length === 2)).toBe('ready\n"x"');
	});

	test('What does not come is refused in time, with the screen as it was.', async () => {
		const terminal = await open(echoKeys, {columns: 60, rows: 10});
		await terminal.until('ready');
		await expect(terminal.until('never', {timeoutMs: 20})).rejects.toThrow(
			`Waited for "never": it did not come in 20 ms. The screen (60×10):\n┌${'─'.repeat(60)}\n│ready\n└`,
		);
	});

	test('A program that ends without showing what is awaited is not waited for.', async () => {
		const terminal = await open(`console.log('last words'); process.exit(7)`, {cooked: true});
		await expect(terminal.until('never')).rejects.toThrow(/ended \({"code":7,"signal":null}\).*│last words/s);
		await expect(terminal.until('never')).rejects.toThrow(/ended.*│last words/s);
	});

	test('A question that throws refuses with what it threw.', async () => {
		const terminal = await open(echoKeys);
		await expect(
			terminal.until(() => {
				throw new TypeError('my fault');
			}),
		).rejects.toThrow('my fault');
	});

	test('Half of a synchronized update is never shown, and each whole one is seen.', async () => {
		const frame = (text: string) => `\x1b[?2026h\x1b[2J\x1b[H${text} top\r\n${text} end\x1b[?2026l`;
		const halves = `\x1b[?2026h\x1b[2J\x1b[Hthird top\r\n\x07`;
		const code = `
			process.stdin.on('data', () => process.stdout.write('third end\\x1b[?2026l'));
			process.stdout.write(${JSON.stringify(frame('first') + frame('second') + halves)});
		`;
		const terminal = await open(code);
		const seen = new Set<string>();
		await terminal.until(screen => seen.add(screen) && terminal.bells() > 0);
		expect(terminal.screen()).toBe('second top\nsecond end');
		expect([...seen]).toContain('first top\nfirst end');
		terminal.press('Enter');
		expect(await terminal.until('third')).toBe('third top\nthird end');
	});
});

describe('what is pressed', () => {
	test('Keys arrive as a terminal sends them.', async () => {
		const terminal = await open(echoKeys);
		await terminal.until('ready');
		terminal.press('Up', 'ShiftTab', 'CtrlJ', 'CtrlS', 'PageUp', 'Enter', 'a', 'ä', 'Escape');
		await terminal.until('\\u001b"');
		const keys = terminal
			.screen()
			.split('\n')
			.slice(1)
			.map(line => JSON.parse(line) as string);
		expect(keys.join('')).toBe('\x1b[A\x1b[Z\n\x13\x1b[5~\raä\x1b');
	});

	test('Arrows follow the application cursor mode.', async () => {
		const terminal = await open(`process.stdout.write('\\x1b[?1h');${echoKeys}`);
		await terminal.until('ready');
		expect(terminal.modes().applicationCursor).toBe(true);
		terminal.press('Left');
		await terminal.until('"\\u001bOD"');
	});

	test('A misspelt key is refused, and so is a key on the heels of Escape.', async () => {
		const terminal = await open(echoKeys);
		expect(() => terminal.press('Entre')).toThrow('No key is called "Entre"');
		expect(() => terminal.press('toString')).toThrow('No key is called "toString"');
		expect(() => terminal.press('Escape', 'a')).toThrow('are Alt');
	});

	test('A paste is bracketed only for a program that asked for it, and ends its lines as terminals do.', async () => {
		const terminal = await open(echoKeys);
		await terminal.until('ready');
		terminal.paste('a\nb');
		await terminal.until('"a\\rb"');

		const asking = await open(`process.stdout.write('\\x1b[?2004h');${echoKeys}`);
		await asking.until('ready');
		asking.paste('a\r\nb');
		await asking.until('"\\u001b[200~a\\rb\\u001b[201~"');
		expect([terminal.modes().bracketedPaste, asking.modes().bracketedPaste]).toEqual([false, true]);
	});

	test('A large paste arrives whole.', async () => {
		const code = `
			let length = 0;
			process.stdin.on('data', data => {
				length += data.length;
				process.stdout.write('\\r' + length + ' arrived');
			});
			process.stdout.write('ready');
		`;
		const terminal = await open(code);
		await terminal.until('ready');
		terminal.paste('0123456789'.repeat(20_000));
		await terminal.until('200000 arrived');
	});

	test('Typed text reaches a cooked terminal as lines, and Ctrl-C as a signal.', async () => {
		const code = `
			process.stdin.on('data', line => console.log('line: ' + line));
			process.on('SIGINT', () => console.log('interrupted'));
			console.log('ready');
		`;
		const terminal = await open(code, {cooked: true});
		await terminal.until('ready');
		terminal.type('hello');
		terminal.press('Enter');
		await terminal.until('line: hello');
		terminal.press('CtrlC');
		await terminal.until('interrupted');
	});
});

describe('what the terminal itself is told', () => {
	test('A resize reaches the program, and the screen.', async () => {
		const terminal = await open(
			`process.stdout.on('resize', () => console.log('now', process.stdout.columns, process.stdout.rows)); ${echoKeys}`,
		);
		await terminal.until('ready');
		terminal.resize(80, 24);
		await terminal.until('now 80 24');
		await expect(terminal.until('never', {timeoutMs: 1})).rejects.toThrow('The screen (80×24)');
	});

	test('The alternate screen, the cursor, the mouse and what lies beneath are followed.', async () => {
		const code = `
			process.stdout.write('before\\r\\n\\x1b[?1049h\\x1b[?25l\\x1b[?1003h\\x1b[Hinside');
			process.stdin.on('data', () => {
				process.stdout.write('\\x1b[?1003l\\x1b[?25h\\x1b[?1049lafter');
				process.exit(0);
			});
		`;
		const terminal = await open(code);
		expect(await terminal.until('inside')).toBe('inside');
		expect(terminal.modes()).toMatchObject({
			alternateScreen: true,
			cursorHidden: true,
			mouseTracking: 'any',
		});
		terminal.press('q');
		await terminal.exit;
		expect(terminal.screen()).toBe('before\nafter');
		expect(terminal.modes()).toMatchObject({
			alternateScreen: false,
			cursorHidden: false,
			mouseTracking: 'none',
		});
		expect(terminal.written()).toMatch(/\x1b\[\?1049h.*\x1b\[\?1049l/s);
	});

	test('Title, bells, messages and copies are kept.', async () => {
		const copied = Buffer.from('a copy, ä').toString('base64');
		const terminal = await open(
			`process.stdout.write('\\x1b]2;a title\\x07\\x07\\x07\\x1b]9;come; back\\x1b\\\\\\x1b]52;c;${copied}\\x07done')`,
		);
		expect(await terminal.until('done')).toBe('done');
		expect(terminal.title()).toBe('a title');
		expect(terminal.bells()).toBe(2);
		expect(terminal.notifications()).toEqual(['come; back']);
		expect(terminal.copies()).toEqual(['a copy, ä']);
	});

	test('A program that asks the terminal where the cursor is gets its answer.', async () => {
		const terminal = await open(`process.stdin.on('data', data => process.stdout.write(JSON.stringify(data)));
			process.stdout.write('ab\\x1b[6n');`);
		await terminal.until('"\\u001b[1;3R"');
	});

	test('The environment is the same wherever the tests run.', async () => {
		process.env.NO_COLOR = '1';
		process.env.CI = 'true';
		const code = `const {CI, NO_COLOR, VITEST, NODE_ENV, TERM, COLORTERM, LANG, MINE, HOME} = process.env;
			console.log(JSON.stringify([CI, NO_COLOR, VITEST, NODE_ENV, TERM, COLORTERM, LANG, MINE, HOME]))`;
		try {
			const terminal = await open(code, {cooked: true, env: {MINE: 'yes', HOME: undefined}});
			await terminal.exit;
			expect(JSON.parse(terminal.screen())).toEqual([
				...[null, null, null, null],
				...['xterm-256color', 'truecolor', 'C.UTF-8', 'yes', null],
			]);
		} finally {
			delete process.env.NO_COLOR;
			delete process.env.CI;
		}
	});
});

describe('how it ends', () => {
	test('The exit tells the code, once the last words are on the screen.', async () => {
		const terminal = await open(`console.log('漢\\x1b[1m'.repeat(400_000) + 'last'); process.exit(3)`, {
			cooked: true,
		});
		expect(await terminal.exit).toEqual({code: 3, signal: null});
		expect(terminal.screen()).toMatch(/last$/);
	});

	test('The exit tells the signal that ended the program.', async () => {
		const terminal = await open(echoKeys);
		await terminal.until('ready');
		terminal.kill('SIGTERM');
		expect(await terminal.exit).toEqual({code: null, signal: 'SIGTERM'});
		terminal.kill();
		terminal.press('a');
	});

	test.skipIf(process.platform !== 'linux')(
		'Disposing ends everything that was started, whoever hid from the terminal too.',
		async () => {
			const code = `
				process.on('SIGHUP', () => {});
				const {spawn} = require('node:child_process');
				const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {detached: true, stdio: 'ignore'});
				child.unref();
				console.log('started ' + child.pid + ';');
				setInterval(() => {}, 1000);
			`;
			const terminal = await open(code, {cooked: true});
			const child = Number(/started (\d+);/.exec(await terminal.until(';'))?.[1]);
			await expect.poll(() => new Set(terminal.processes())).toEqual(new Set([terminal.pid, child]));
			await Promise.all([terminal.dispose(), terminal.dispose()]);
			expect(await terminal.exit).toEqual({code: null, signal: 'SIGKILL'});
			expect(terminal.processes()).toEqual([]);
			expect(existsSync(`/proc/${terminal.pid}`)).toBe(false);
		},
	);

	describe('A terminal that a test leaves open', () => {
		let left: Promise<Exit>;

		test('is open while the test runs,', async () => {
			const terminal = await open(echoKeys);
			await terminal.until('ready');
			left = terminal.exit;
		});

		test('and ends with it.', async () => {
			expect(await left).toEqual({code: null, signal: 'SIGKILL'});
		});
	});

	test('A terminal is disposed of at the end of its block, and whoever still waits is told.', async () => {
		let waiting: Promise<unknown>;
		let ended: Promise<unknown>;
		{
			await using terminal = await open(echoKeys);
			waiting = expect(terminal.until('never')).rejects.toThrow('the terminal was disposed of');
			ended = terminal.exit;
		}
		await waiting;
		expect(await ended).toEqual({code: null, signal: 'SIGKILL'});
	});

	test('A command that does not exist ends with a code, not with a hang.', async () => {
		const terminal = await openTerminal({command: '/no/such/program', cwd: makeFolder()});
		expect(await terminal.exit).toEqual({code: 1, signal: null});
	});
});
