/** Whatever ends the app, the terminal is as it was before, and what was done and typed is kept. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {logged, runFolderOf} from './a-person.ts';
import {anAppInAShell, aRunInAShell, leavesItClean, leftWith} from './in-a-shell.ts';

const preload = fileURLToPath(new URL('../fixtures/break.mjs', import.meta.url));

/** Has a function of the app throw, e.g. `ui/components/help.tsx:Help`. */
function broken(what: string): {env: Record<string, string>} {
	return {env: {NODE_OPTIONS: `--import=${preload}`, BREAK: what}};
}

test('A failure while the screen is drawn ends with a sentence, the terminal given back and the run kept.', async () => {
	const {terminal, folder} = await aRunInAShell(broken('ui/components/help.tsx:Help'));
	terminal.press('?');
	const screen = await leftWith(1, terminal);
	expect(screen).toContain('The screen failed, which is a mistake in the app itself: broken on purpose');
	expect(logged(folder, 'run-finished').map(({status}) => status)).toEqual(['stopped']);
});

test('So does a failure in the handling of a key.', async () => {
	const {terminal, folder} = await aRunInAShell(broken('ui/input/keystrokes.ts:readKeystrokes'));
	terminal.press('j');
	const screen = await leftWith(1, terminal);
	expect(screen).toContain('The screen failed, which is a mistake in the app itself: broken on purpose');
	expect(logged(folder, 'run-finished').map(({status}) => status)).toEqual(['stopped']);
});

test('What a key sets off may fail, and is told; the run goes on.', async () => {
	const {terminal} = await aRunInAShell(broken('ui/run/selection.ts:walk'));
	terminal.press('j');
	await terminal.until('That did not work: broken on purpose');
	terminal.press('?');
	await terminal.until('close the help');
});

test('A failure at a change of size keeps what was being typed.', async () => {
	const run = ['run', '--no-preflight', '--base-url', 'http://127.0.0.1:9/v1', '--model', 'test-model'];
	const {terminal, folder} = await anAppInAShell(run, broken('ui/components/too-small.tsx:TooSmall'));
	await terminal.until('request asks');
	terminal.type('A tale of a half');
	await terminal.until('> A tale of a half');
	terminal.resize(58, 36);
	await leavesItClean(1, terminal);
	const draft = join(runFolderOf(folder), 'drafts', 'request.answer.txt');
	expect(readFileSync(draft, 'utf8')).toBe('A tale of a half');
});

test('A failure on the page before the start ends with a sentence, with nothing asked and the run kept.', async () => {
	const run = ['run', '--request', 'A tale', '--base-url', 'http://127.0.0.1:9/v1', '--model', 'test-model'];
	const {terminal, folder} = await anAppInAShell(run, broken('ui/preflight/preflight.ts:pressPreflight'));
	await terminal.until(' enter start');
	terminal.press('r');
	const screen = await leftWith(1, terminal);
	expect(screen).toContain('The screen failed, which is a mistake in the app itself: broken on purpose');
	expect(logged(folder, 'module-started')).toEqual([]);
});

test('A failure at home ends with a sentence and the terminal given back.', async () => {
	for (const what of ['ui/input/keystrokes.ts:readKeystrokes', 'ui/components/help.tsx:Help']) {
		const {terminal} = await anAppInAShell([], broken(what));
		terminal.press('?');
		const screen = await leavesItClean(1, terminal);
		expect(screen).toContain(
			'orchestrai: The screen failed, which is a mistake in the app itself: broken on p',
		);
	}
});
