/** Ctrl-Z, `fg`, `bg`, and being stopped from elsewhere: the terminal is the shell's meanwhile, and the screen whole again. */

import {existsSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import {hasCage} from '../helpers/cage.ts';
import {canaryKey} from '../helpers/canary.ts';
import {endProcess} from '../helpers/marked-processes.ts';
import {gate} from '../helpers/model-server.ts';
import {program} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {openTerminal, type Terminal} from '../helpers/terminal.ts';
import {aModel, answeredBy} from '../stories/a-person.ts';
import {longest} from './ending.ts';
import {appAmong} from './going.ts';

const hasBash = existsSync('/bin/bash') && process.platform === 'linux';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;

type InBash = {terminal: Terminal; app: number; folder: string};

/** The app as a job of a shell, once it shows `first`. */
async function inBash(
	args: string[],
	first: string,
	{folder = makeFolder({'pipeline.yml': tale}), env: more = {}, around = (line: string) => line} = {},
): Promise<InBash> {
	const {command, args: words, cwd, env} = program(args, {cwd: folder, env: more});
	const terminal = await openTerminal({
		command: '/bin/bash',
		args: ['--norc', '--noprofile', '-i'],
		cwd,
		env: {...env, PS1: 'ready> '},
	});
	await terminal.until('ready>');
	terminal.type(`clear; ${around([command, ...words].map(word => `'${word}'`).join(' '))}\r`);
	await terminal.until(() => terminal.modes().alternateScreen);
	await terminal.until(first);
	return {terminal, app: appAmong(terminal.processes()), folder};
}

/** In the shell, the terminal as it was. */
async function isInShell(terminal: Terminal): Promise<void> {
	await terminal.until(screen => !terminal.modes().alternateScreen && screen.includes('Stopped'));
	expect(terminal.modes()).toMatchObject({cursorHidden: false, focusReports: false, mouseTracking: 'none'});
	terminal.type('stty -a; jobs | wc -l\r');
	await terminal.until(/ icanon\b.* echo\b.*\n1\n/s);
}

async function comesBack(terminal: Terminal, sought: string): Promise<string> {
	// What the shell has said before is not taken for what it says next.
	terminal.type('clear; fg\r');
	await terminal.until(() => terminal.modes().alternateScreen);
	const screen = await terminal.until(sought);
	expect(terminal.modes()).toMatchObject({bracketedPaste: true, cursorHidden: true});
	return screen;
}

/** The app's own process is stopped. */
async function stopped(app: number): Promise<void> {
	await vi.waitFor(() => expect(readFileSync(`/proc/${app}/stat`, 'utf8')).toMatch(/\) T /), {
		timeout: 5000,
		interval: 10,
	});
}

test.runIf(hasBash)(
	'Ctrl-Z leads to the shell from home and from the page before a run too; in the background it waits and hangs nobody; fg leads back, at whatever size the window has by then.',
	async () => {
		const model = await aModel(() => ({hang: true}));
		const pages = [
			{args: [], first: '? help'},
			{args: ['run', '--request', 'A fox', ...answeredBy(model)], first: ' enter start'},
		];
		for (const {args, first} of pages) {
			const {terminal, app} = await inBash(args, first);
			terminal.press('CtrlZ');
			await isInShell(terminal);
			terminal.type('clear; bg; echo in the background\r');
			await terminal.until(/^in the background$/m);
			await stopped(app);
			expect(terminal.modes().alternateScreen).toBe(false);
			terminal.resize(100, 30);
			const screen = await comesBack(terminal, first);
			expect(screen.split('\n')).toHaveLength(30);
			terminal.press('q');
			await terminal.until(screen => !terminal.modes().alternateScreen && screen.endsWith('ready>'));
			terminal.type('stty -a\r');
			await terminal.until(/ icanon\b.* echo\b/s);
		}
	},
);

test.runIf(hasBash)(
	'Stopped by Ctrl-Z or from elsewhere while an answer streams, it gives the terminal back first; stopped so that it cannot, it draws the screen anew; the answer arrives.',
	async () => {
		const more = gate();
		const model = await aModel(() => ({
			text: '',
			chunks: ['A tale', ' of a fox.'],
			gate: i => (i === 1 ? more.opened : undefined),
		}));
		const args = ['run', '--no-preflight', '--request', 'A fox', ...answeredBy(model)];
		const {terminal, app} = await inBash(args, 'A tale');
		for (const stop of [() => terminal.press('CtrlZ'), () => endProcess(app, 'SIGTSTP')]) {
			stop();
			await isInShell(terminal);
			await comesBack(terminal, 'Back: nothing went on meanwhile.');
			terminal.press('Tab');
			await terminal.until(screen => !screen.includes('Back: nothing'));
		}

		endProcess(app, 'SIGSTOP');
		await stopped(app);
		await terminal.until('Stopped');
		terminal.type('clear; echo scribbled\r');
		await terminal.until(screen => screen.includes('scribbled') && !screen.includes('A tale'));
		const screen = await comesBack(terminal, 'A tale');
		expect(screen).not.toContain('scribbled');
		more.open();
		await terminal.until('Review tale');
	},
);

test.runIf(hasBash)('An editor that stops itself stops the app with it, and both go on.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	// As vi does it at Ctrl-Z: the whole group of processes is stopped.
	const folder = makeFolder({
		'pipeline.yml': tale,
		'editor.sh': 'echo EDITING; read line; kill -TSTP 0; echo "GOES ON"; read line; echo "$line" >"$1"\n',
	});
	const args = ['run', '--no-preflight', '--request', 'A fox', ...answeredBy(model)];
	const {terminal, app} = await inBash(args, ' E editor', {folder, env: {EDITOR: `sh ${folder}/editor.sh`}});
	terminal.press('E');
	await terminal.until('EDITING');
	terminal.type('\r');
	await stopped(app);
	await terminal.until('Stopped');
	terminal.type('fg\r');
	await terminal.until('GOES ON');
	terminal.type('By hand.\r');
	await terminal.until('2 of 2 operations');
});

test.runIf(hasBash)(
	'So does one that home opened on a pipeline, and what it saves shows there.',
	async () => {
		const folder = makeFolder({
			'pipelines/tale.yml': tale,
			'editor.sh':
				'echo EDITING; read line; kill -TSTP 0; echo "GOES ON"; read line; sed -i "s/: tale/: $line/" "$1"\n',
		});
		const env = {EDITOR: `sh ${folder}/editor.sh`, OPENAI_API_KEY: canaryKey('own')};
		const {terminal, app} = await inBash([], ' E edit', {folder, env});
		terminal.press('E');
		await terminal.until('EDITING');
		terminal.type('\r');
		await stopped(app);
		await terminal.until('Stopped');
		terminal.type('fg\r');
		await terminal.until('GOES ON');
		terminal.type('fable\r');
		await terminal.until(/request +├──▶│ fable/);
	},
);

test.runIf(hasBash && hasCage)(
	'Stopped from elsewhere while a program is played, the app stops and the shell has its terminal; fg leads back into the program, whose keys are single ones again.',
	async () => {
		const code =
			'import sys, tty\nname = input("Your name? ")\ntty.setraw(0)\nprint(f"Hello, {name}! Press:", end="", flush=True)\nkey = sys.stdin.read(1)\nprint(f"\\r\\nIt was {ord(key)}.", end="\\r\\n")\n';
		const model = await aModel(() => ({text: `\`main.py\`\n\`\`\`python\n${code}\`\`\`\n`}));
		const folder = makeFolder({
			'pipeline.yml':
				'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n  - {module: engineer, inputs: [request], output_name: code}\n',
		});
		const args = ['run', '--no-preflight', '--review', 'none', '--request', 'A game', ...answeredBy(model)];
		const {terminal, app} = await inBash(args, '2 of 2 operations', {folder});
		terminal.press('t');
		await terminal.until(/── python3 main.py, .*\nYour name\?/);
		const stopsAndComesBack = async () => {
			endProcess(app, 'SIGTSTP');
			await stopped(app);
			await isInShell(terminal);
			terminal.type('clear; fg\r');
			await terminal.until(screen => /^\S*node/m.test(screen) && !screen.includes('ready>'));
		};
		await stopsAndComesBack();
		terminal.type('Ada\r');
		await terminal.until('Hello, Ada! Press:');
		await stopsAndComesBack();
		terminal.press('x');
		await terminal.until('It was 120.');
		await terminal.until('press a key to go back');
		const pressing = setInterval(() => terminal.press('Space'), 100);
		await terminal.until(() => terminal.modes().alternateScreen);
		clearInterval(pressing);
		await terminal.until('It ended: exit 0');
	},
);

test.runIf(hasBash)(
	'Where whoever started it is killed and the shell takes the terminal back, it ends.',
	async () => {
		const model = await aModel(() => ({hang: true}));
		const args = ['run', '--no-preflight', '--request', 'A fox', ...answeredBy(model)];
		// As npm would: a process between the shell and the app.
		const {terminal, app} = await inBash(args, 'Asked; no word yet', {
			around: line => `sh -c "${line}; true"`,
		});
		const [, between] = terminal.processes();
		endProcess(between!, 'SIGKILL');
		await terminal.until('ready>');
		const started = performance.now();
		while (terminal.processes().includes(app)) await sleep(5);
		expect(performance.now() - started).toBeLessThan(longest);
	},
);
