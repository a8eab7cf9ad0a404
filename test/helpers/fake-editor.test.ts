import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {type Edit, fakeEditor} from './fake-editor.ts';
import {makeFolder} from './temp-folder.ts';
import {openTerminal} from './terminal.ts';

/** What an edit leaves of `text`, and how the editor left. */
async function edited(text: string, edit: Edit) {
	const folder = makeFolder();
	const path = join(folder, 'note.md');
	writeFileSync(path, text);
	const {code, stderr} = await new Promise<{code: unknown; stderr: string}>(resolve =>
		execFile(fakeEditor(folder, edit), [path], (error, _, stderr) =>
			resolve({code: error?.code ?? 0, stderr}),
		),
	);
	return {text: readFileSync(path, 'utf8'), code, stderr};
}

test('It replaces texts at every occurrence, literally.', async () => {
	const {text, code} = await edited('a.a\nb$', {replace: {a: '$&', b$: 'ä'}});
	expect(text).toBe('$&.$&\nä');
	expect(code).toBe(0);
});

test('It writes a whole text, and leaves with the code it was given.', async () => {
	expect(await edited('old', {content: 'new\n', exitCode: 5})).toEqual({text: 'new\n', code: 5, stderr: ''});
});

test('A text that is missing changes nothing, and is said.', async () => {
	const {text, code, stderr} = await edited('old', {replace: {other: 'new'}});
	expect(text).toBe('old');
	expect(code).toBe(3);
	expect(stderr).toContain('did not find "other" in:\nold');
});

test('In a terminal it can wait for Enter; each editor of a folder is its own.', async () => {
	const folder = makeFolder();
	const path = join(folder, 'note.md');
	writeFileSync(path, 'old');
	const quick = fakeEditor(folder, {content: 'quick'});
	const slow = fakeEditor(folder, {content: 'slow', waits: 'editing'});
	expect(slow).not.toBe(quick);
	const terminal = await openTerminal({
		command: slow,
		args: [path],
		cwd: folder,
		env: {OPENAI_API_KEY: undefined},
	});
	await terminal.until('editing');
	expect(readFileSync(path, 'utf8')).toBe('old');
	terminal.press('Enter');
	expect(await terminal.exit).toEqual({code: 0, signal: null});
	expect(readFileSync(path, 'utf8')).toBe('slow');
});

test('It leaves with 4, and the text as it was, if it is given the key of the programs under test.', async () => {
	const folder = makeFolder({'note.md': 'old'});
	const path = join(folder, 'note.md');
	const terminal = await openTerminal({
		command: fakeEditor(folder, {content: 'new'}),
		args: [path],
		cwd: folder,
	});
	expect(await terminal.exit).toEqual({code: 4, signal: null});
	expect(terminal.screen()).toContain('The editor was given a key.');
	expect(readFileSync(path, 'utf8')).toBe('old');
});
