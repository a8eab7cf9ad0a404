/** A person takes the terminal over, plays the program, and comes back. */

import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test, vi} from 'vitest';
import {alive} from '../helpers/alive.ts';
import {hasCage, warnWithoutCage} from '../helpers/cage.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, logged, type Person, runFolderOf} from './a-person.ts';

const engineering = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: engineer, inputs: [request], output_name: code}
  - {module: debugger, inputs: [code], output_name: working_code}
`;

warnWithoutCage('THE STORIES OF PLAYING IN THE CAGE ARE SKIPPED');

/** The file as an engineer would answer it. */
const mainPy = (code: string) => `\`main.py\`\n\`\`\`python\n${code}\`\`\`\n`;

/** Somebody whose run has made this program, and is over. */
async function aPersonWith(
	code: string,
	args: string[] = [],
	options = 'on_error: continue',
): Promise<Person> {
	const model = await aModel(() => ({text: mainPy(code)}));
	const pipeline = engineering.replace('output_name: working_code', `output_name: working_code, ${options}`);
	const folder = makeFolder({'pipeline.yml': pipeline});
	const person = await aPersonAt({
		args: ['run', '--review', 'none', '--request', 'A program', ...args, ...answeredBy(model)],
		folder,
	});
	await person.sees('3 of 3 operations');
	return person;
}

/** What the terminal is in while the app's own screen stands. */
const appsOwn = {
	alternateScreen: true,
	cursorHidden: true,
	bracketedPaste: true,
	applicationCursor: false,
	mouseTracking: 'none',
};

/** Any key goes back, once keys are heard. */
async function goesBack({terminal}: Person): Promise<void> {
	await terminal.until('press a key to go back');
	const pressing = setInterval(() => terminal.press('Space'), 100);
	await terminal.until(() => terminal.modes().alternateScreen);
	clearInterval(pressing);
}

/** What a program that draws does, without a library: its own page, the mouse, single keys, no ear for signals. */
const game = `import fcntl, os, signal, sys, termios, time, tty
if not os.isatty(0): sys.exit()
for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGQUIT):
    signal.signal(name, signal.SIG_IGN)
tty.setraw(0)
columns = lambda *_: print(f"\x1b[9;10H{os.get_terminal_size().columns} columns  ", end="", flush=True)
signal.signal(signal.SIGWINCH, columns)
print("\x1b[?1049h\x1b[?1000h\x1b[?1006h\x1b[?2004h\x1b[?1h\x1b[?25l\x1b[3;9r\x1b(0\x1b]0;Owned\x07\x1b]52;c;T3duZWQ=\x07\x1b[c\x1b[6n", end="", flush=True)
print(f"\x1b(B\x1b[2J\x1b[5;10HA {'game'.upper()}", end="", flush=True)
try:
    for key in b"qyq": fcntl.ioctl(0, termios.TIOCSTI, bytes([key]))
except OSError:
    pass
if os.fork() == 0:
    os.setsid()
    while True:
        time.sleep(1)
while True:
    key = os.read(0, 32)
    print(f"\x1b[7;10Hkey {key.hex()}  ", end="", flush=True)
`
	.replaceAll('\x1b', '\\x1b')
	.replaceAll('\x07', '\\x07');

test.skipIf(!hasCage)(
	'A person plays a program that asks, answers it, reads its reply, and the screen stands whole again.',
	async () => {
		const person = await aPersonWith(
			'name = input("Your name? ")\nprint(f"Hello, {name}!")\nopen("score.txt", "w").write(name)\n',
		);
		const {terminal} = person;
		const before = terminal.screen();
		person.presses('t');
		await person.sees('── python3 main.py, in the cage, without network · Ctrl-] comes back ──\nYour name?');
		expect(terminal.modes().alternateScreen).toBe(false);
		terminal.type('Ada\r');
		await person.sees('Hello, Ada!\n── it ended: exit 0 after');
		await goesBack(person);
		await person.sees(/It ended: exit 0 after .*It made 1 file, kept in made\//);
		expect(terminal.modes()).toMatchObject(appsOwn);
		expect(readFileSync(join(runFolderOf(person.folder), 'made', 'score.txt'), 'utf8')).toBe('Ada');
		person.presses('?');
		await person.sees('─ every key ─');
		person.presses('?');
		await person.sees(before);
		expect(logged(person.folder, 'program-ran')).toHaveLength(1);
		expect(await person.leaves()).toEqual({code: 0, signal: null});
	},
);

test.skipIf(!hasCage)(
	'A program that draws, takes single keys and ignores every signal is left with Ctrl-]; what it did to the terminal is undone.',
	async () => {
		const person = await aPersonWith(game);
		const {terminal} = person;
		const before = terminal.screen();
		const processes = terminal.processes().length;
		const title = terminal.title();
		person.presses('t');
		await person.sees('A GAME');
		expect(terminal.modes()).toMatchObject({mouseTracking: 'vt200', applicationCursor: true});
		person.presses('CtrlC');
		await person.sees('key 03');
		person.presses('CtrlZ');
		await person.sees('key 1a');
		terminal.resize(100, 30);
		await person.sees('100 columns');
		person.presses('Up');
		await person.sees('key 1b4f41');
		terminal.resize(120, 36);
		terminal.type('\u001d');
		await person.sees('You came back from it after');
		expect(terminal.modes()).toMatchObject(appsOwn);
		expect({title: terminal.title(), copies: terminal.copies()}).toEqual({title, copies: []});
		expect(terminal.written()).not.toMatch(/\u001b\](0|52);/);
		person.presses('?');
		await person.sees('─ every key ─');
		person.presses('?');
		await person.sees(before);
		expect(terminal.processes()).toHaveLength(processes);
		expect(await person.leaves()).toEqual({code: 0, signal: null});
		expect(terminal.modes()).toMatchObject({
			alternateScreen: false,
			mouseTracking: 'none',
			cursorHidden: false,
		});
	},
);

test.skipIf(!hasCage)(
	'With --allow-run ask the person is asked first, and nothing is played where they say no.',
	async () => {
		const model = await aModel(() => ({text: mainPy('print(input("Your name? "))\n')}));
		const folder = makeFolder({'pipeline.yml': engineering});
		const args = ['run', '--review', 'none', '--allow-run', 'ask', '--request', 'A program'];
		const person = await aPersonAt({args: [...args, ...answeredBy(model)], folder});
		await person.sees('asks leave to run a program');
		await person.chooses('N refuse');
		await person.sees('3 of 3 operations');
		person.presses('t');
		await person.sees('Play `python3 main.py` in the cage, without network?');
		await person.chooses('n no');
		expect(person.terminal.modes().alternateScreen).toBe(true);
		person.presses('t');
		await person.sees('Play `python3 main.py` in the cage, without network?');
		person.presses('y');
		await person.sees('Ctrl-] comes back ──\nYour name?');
		person.terminal.type('\u0004');
		await person.sees('EOFError');
		await goesBack(person);
		await person.sees('It ended: exit 1 after');
	},
);

test.skipIf(!hasCage)(
	'While its debugger waits for the person, the program is played as it stands, and the decision is open afterwards.',
	async () => {
		const model = await aModel(() => ({
			text: mainPy('print("The secret is", 42)\nraise ValueError("never right")\n'),
		}));
		const folder = makeFolder({
			'pipeline.yml': engineering.replace(
				'output_name: working_code',
				'output_name: working_code, debug: {max_iterations: 2}',
			),
		});
		const args = ['run', '--review', 'none', '--request', 'A program', ...answeredBy(model)];
		const person = await aPersonAt({args, folder});
		await person.sees('working_code does not converge');
		await person.chooses('t play');
		await person.sees('The secret is 42');
		await person.sees('ValueError: never right');
		await goesBack(person);
		await person.sees('It ended: exit 1 after');
		await person.sees('working_code does not converge');
		person.presses('r');
		await person.sees('When I played it, it ended (exit 1) and had printed:');
		await person.sees(/^│ +ValueError: never right/m);
	},
);

test.skipIf(!hasCage)('Killed while a program is played, the app leaves nothing of it.', async () => {
	const token = randomUUID();
	const person = await aPersonWith(game, [], `debug: {run: python3 main.py ${token}}`);
	const {terminal} = person;
	person.presses('t');
	await person.sees('A GAME');
	expect(alive(token)).not.toEqual([]);
	terminal.kill('SIGKILL');
	await terminal.exit;
	await vi.waitFor(() => expect(alive(token)).toEqual([]), {timeout: 5000});
});
