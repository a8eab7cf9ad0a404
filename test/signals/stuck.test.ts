/** Code of a module that lets the app do nothing else: no handler of ours hears a signal then. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
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

/** Waits in the middle of everything until `let-go` is there, as a loop without a pause would, but for the work. */
const held = `
	const {existsSync} = await import('node:fs');
	const cell = new Int32Array(new SharedArrayBuffer(4));
	while (!existsSync('let-go')) Atomics.wait(cell, 0, 0, 20);
	return 'It let go.';
`;

function folderWith(statements: string): string {
	return makeFolder({
		'pipeline.yml': pipeline,
		'modules/stuck.mjs': `export default {
	name: 'stuck', describe: 'Lets nothing else be done', by: 'module',
	async run() {${statements}},
};
`,
	});
}

const said = 'code of a module keeps the app busy';

test('The terminal is given back after a few seconds, and Ctrl-C ends it; what was done is in the log.', async () => {
	const folder = folderWith(held);
	const {terminal, app} = await startOnScreen(args, {folder});
	await terminal.until(said);
	expect(terminal.modes()).toMatchObject({alternateScreen: false, cursorHidden: false, focusReports: false});
	terminal.press('CtrlC');
	expect(await untilNothingIsLeft({app, token: null})).toBeLessThan(2000);
	await leavesItClean(130, terminal);
	const {actions} = JSON.parse(readFileSync(join(runFolderOf(folder), 'memory_log.json'), 'utf8'));
	expect(actions.at(-1)).toMatchObject({type: 'module-finished', output_name: 'request'});
});

test('Once it lets go, the screen is there again, and signals are heeded as ever.', async () => {
	const folder = folderWith(held);
	const {terminal, app} = await startOnScreen(args, {folder});
	await terminal.until(said);
	writeFileSync(join(folder, 'let-go'), '');
	await terminal.until(() => terminal.modes().alternateScreen);
	await terminal.until('It let go.');
	// Of a run that is over it makes a leave like any other: whoever does not heed it dies of it.
	process.kill(app, 'SIGTERM');
	expect(await leavesItClean(0, terminal)).toContain('✓ done');
});

test('Without a screen it is said too, and a signal ends it.', async () => {
	const folder = folderWith(held);
	const {said: says, kill, ended} = startPlainly(args, {folder});
	await says(said);
	kill('SIGTERM');
	expect(await ended).toMatchObject({code: null, signal: 'SIGTERM'});
});
