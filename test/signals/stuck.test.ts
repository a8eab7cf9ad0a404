/** Code of a module that lets the app do nothing else: no handler of ours hears a signal then. */

import {readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test, vi} from 'vitest';
import {hasCage} from '../helpers/cage.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, runFolderOf} from '../stories/a-person.ts';
import {leavesItClean} from '../stories/in-a-shell.ts';
import {longest, untilNothingIsLeft} from './ending.ts';
import {startOnScreen, startPlainly} from './going.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: stuck, inputs: [request], output_name: result}
`;
const args = ['run', '--request', 'A fox', '--trust', '--base-url', 'http://127.0.0.1:9/v1'];

/** Waits in the middle of everything until a file is there, as a loop without a pause would, but for the work. */
const untilThere = (file: string) => `
	while (!existsSync('${file}')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
`;

function folderWith(statements: string): string {
	return makeFolder({
		'pipeline.yml': pipeline,
		'modules/stuck.mjs': `import {existsSync} from 'node:fs';
import {setTimeout as pause} from 'node:timers/promises';
export default {
	name: 'stuck', describe: 'Lets nothing else be done', by: 'module',
	async run({log}) {${statements}},
};
`,
	});
}

const said = 'code of a module keeps the app busy';

test('The terminal is given back after a few seconds; if it lets go, the screen is there again, and if it does not, Ctrl-C ends it.', async () => {
	const folder = folderWith(`
		${untilThere('let-go')}
		log('It let go.');
		while (!existsSync('again')) await pause(20);
		${untilThere('never')}
	`);
	const {terminal, app} = await startOnScreen(args, {folder});
	await terminal.until(said);
	const whole = terminal.screen().replaceAll(/\s+/g, '');
	expect(whole).toContain(
		`orchestrairesume${basename(runFolderOf(folder))}--trust--base-urlhttp://127.0.0.1:9/v1goeson.`,
	);
	expect(terminal.modes()).toMatchObject({alternateScreen: false, cursorHidden: false, focusReports: false});
	writeFileSync(join(folder, 'let-go'), '');
	await terminal.until(() => terminal.modes().alternateScreen);
	await terminal.until('It runs.');
	writeFileSync(join(folder, 'again'), '');
	await terminal.until(said);
	terminal.press('CtrlC');
	expect(await untilNothingIsLeft({app, token: null})).toBeLessThan(longest);
	await leavesItClean(130, terminal);
	const {actions} = JSON.parse(readFileSync(join(runFolderOf(folder), 'memory_log.json'), 'utf8'));
	expect(actions.at(-1)).toMatchObject({type: 'note-taken', note: 'It let go.'});
});

test('An editor that is open meanwhile keeps its screen, where Ctrl-C would be its own: nothing is written over it.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const folder = folderWith(`
		while (!existsSync('hold')) await pause(20);
		${untilThere('let-go')}
		return 'It let go.';
	`);
	writeFileSync(
		join(folder, 'pipeline.yml'),
		`${pipeline}  - {module: storyteller, inputs: [request], output_name: tale}\n`,
	);
	const editor = join(folder, 'editor.sh');
	writeFileSync(editor, 'echo EDITING; read line; echo "$line" >"$1"\n');
	const {terminal, app} = await startOnScreen(
		['run', '--request', 'A fox', '--trust', '--no-preflight', ...answeredBy(model)],
		{folder, env: {EDITOR: `sh ${editor}`}},
	);
	await terminal.until(' E editor');
	terminal.press('E');
	await terminal.until('EDITING');
	writeFileSync(join(folder, 'hold'), '');
	// The last thing that is done before anything is said.
	await vi.waitFor(() => expect(hears(app, 15)).toBe(false), {timeout: 20_000, interval: 20});
	writeFileSync(join(folder, 'let-go'), '');
	await vi.waitFor(() => expect(hears(app, 15)).toBe(true), {timeout: 20_000, interval: 20});
	expect(terminal.modes().alternateScreen).toBe(false);
	terminal.type('By hand.\r');
	await terminal.until('3 of 3 operations');
	expect(terminal.written()).not.toContain(said);
	terminal.press('q');
	await leavesItClean(0, terminal);
});

test.runIf(process.env.ORCHESTRAI_TEST_SIGNALS && hasCage)(
	'A program that is played meanwhile stands still too: that is said where it stands, it goes on when the module lets go, and else Ctrl-C ends all.',
	async () => {
		const code =
			'import sys, tty\ntty.setraw(0)\nprint("Press:", end="", flush=True)\nwhile True:\n    print(f" {ord(sys.stdin.read(1))}.", end="", flush=True)\n';
		const model = await aModel(() => ({text: `\`main.py\`\n\`\`\`python\n${code}\`\`\`\n`}));
		const folder = folderWith(`
			while (!existsSync('hold')) await pause(20);
			${untilThere('let-go')}
			while (!existsSync('again')) await pause(20);
			${untilThere('never')}
		`);
		const played = `${pipeline.replace('inputs: [request], output_name: result', 'inputs: [code], output_name: result')}`;
		writeFileSync(
			join(folder, 'pipeline.yml'),
			played.replace(
				'  - {module: stuck',
				'  - {module: engineer, inputs: [request], output_name: code}\n  - {module: stuck',
			),
		);
		const {terminal, app} = await startOnScreen(
			[
				...['run', '--request', 'A game', '--trust', '--no-preflight', '--review', 'none'],
				...answeredBy(model),
			],
			{folder},
		);
		await terminal.until('─ result · stuck');
		terminal.press('Left');
		await terminal.until('─ code · engineer');
		terminal.press('t');
		await terminal.until(/── python3 main.py, .*\nPress:/);
		writeFileSync(join(folder, 'hold'), '');
		await terminal.until(said);
		writeFileSync(join(folder, 'let-go'), '');
		await vi.waitFor(() => expect(hears(app, 15)).toBe(true), {timeout: 20_000, interval: 20});
		terminal.press('x');
		await terminal.until(' 120.');
		terminal.press('CtrlC');
		await terminal.until(' 3.');
		writeFileSync(join(folder, 'again'), '');
		await terminal.until(screen => screen.split(said).length === 3);
		terminal.press('CtrlC');
		expect(await untilNothingIsLeft({app, token: null})).toBeLessThan(longest);
		await leavesItClean(130, terminal);
	},
);

/** Whether a signal of that number is for the program itself, and does not end it. */
function hears(pid: number, signal: number): boolean {
	const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
	return ((BigInt(`0x${caught}`) >> BigInt(signal - 1)) & 1n) === 1n;
}

test.runIf(process.env.ORCHESTRAI_TEST_SIGNALS)(
	'Without a screen it is said too, and a signal ends it; one that comes after it let go is heeded as ever.',
	async () => {
		for (const letsGo of [false, true]) {
			const folder = folderWith(
				`${untilThere('let-go')} console.log('It let go.'); await new Promise(() => setInterval(() => {}, 1000));`,
			);
			const {said: says, kill, ended} = startPlainly(args, {folder});
			await says(said);
			if (letsGo) {
				writeFileSync(join(folder, 'let-go'), '');
				await says('It let go.');
				// The watching thread is as slow to notice as it is to complain.
				await sleep(1000);
			}
			kill('SIGTERM');
			const {code, signal} = await ended;
			expect({code, signal}).toEqual(letsGo ? {code: 143, signal: null} : {code: null, signal: 'SIGTERM'});
		}
	},
);
