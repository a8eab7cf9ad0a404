/** Code of a module that lets the app do nothing else: no handler of ours hears a signal then. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {makeFolder} from '../helpers/temp-folder.ts';
import {runFolderOf} from '../stories/a-person.ts';
import {leavesItClean} from '../stories/in-a-shell.ts';
import {untilNothingIsLeft} from './ending.ts';
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
	expect(terminal.modes()).toMatchObject({alternateScreen: false, cursorHidden: false, focusReports: false});
	writeFileSync(join(folder, 'let-go'), '');
	await terminal.until(() => terminal.modes().alternateScreen);
	await terminal.until('It runs.');
	writeFileSync(join(folder, 'again'), '');
	await terminal.until(said);
	terminal.press('CtrlC');
	expect(await untilNothingIsLeft({app, token: null})).toBeLessThan(2000);
	await leavesItClean(130, terminal);
	const {actions} = JSON.parse(readFileSync(join(runFolderOf(folder), 'memory_log.json'), 'utf8'));
	expect(actions.at(-1)).toMatchObject({type: 'note-taken', note: 'It let go.'});
});

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
