import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test, vi} from 'vitest';
import {copyText} from '../../source/io/clipboard.ts';
import {createEditor, discardEdit, openInEditor} from '../../source/io/editor.ts';
import {fakeEditor} from '../helpers/fake-editor.ts';
import {makeFolder} from '../helpers/temp-folder.ts';

const aside = {
	terminal: {lend: <T>(task: () => Promise<T>) => task()},
	write: () => undefined,
	signal: new AbortController().signal,
};
const environment = (editor: string) => ({EDITOR: editor});

test('What was edited stays in its file until it is discarded', async () => {
	const folder = join(makeFolder(), 'drafts');
	const editor = fakeEditor(makeFolder(), {content: 'new'});
	const opened = createEditor({folder, environment: environment(editor), ...aside});
	expect(await opened.edit('old', 'a/b')).toEqual({kind: 'edited', text: 'new'});
	expect(readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))).toEqual(['new']);
	await discardEdit(folder, 'a/b');
	expect(readdirSync(folder)).toEqual([]);
	await discardEdit(folder, 'a/b');
});

test('What was not changed leaves no file', async () => {
	const folder = join(makeFolder(), 'drafts');
	const editor = fakeEditor(makeFolder(), {content: 'old\n'});
	const opened = createEditor({folder, environment: environment(editor), ...aside});
	expect(await opened.edit('old', 'plan')).toEqual({kind: 'unchanged'});
	expect(readdirSync(folder)).toEqual([]);
});

test('An editor that fails leaves its file, and says what it held', async () => {
	const folder = join(makeFolder(), 'drafts');
	const editor = fakeEditor(makeFolder(), {content: 'half', exitCode: 1});
	const opened = createEditor({folder, environment: environment(editor), ...aside});
	expect(await opened.edit('old', 'plan')).toMatchObject({kind: 'failed', text: 'half'});
	expect(readdirSync(folder)).toHaveLength(1);
});

test('Where no editor is named, the next usual one is opened if the first is not there, and not once the first had its turn, or the app is to end.', async () => {
	for (const {nano, ends, opened} of [
		{nano: null, ends: null, opened: ['vi']},
		{nano: 'exit 1', ends: null, opened: ['nano']},
		{nano: 'kill -KILL $$', ends: null, opened: ['nano']},
		{nano: null, ends: 'before', opened: []},
		{nano: 'exec /bin/sleep 60', ends: 'meanwhile', opened: ['nano']},
	]) {
		const bin = makeFolder();
		const log = join(bin, 'opened');
		const app = new AbortController();
		const isThere = (name: string, does: string) =>
			writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >>${log}\n${does}\n`, {mode: 0o755});
		if (nano !== null) isThere('nano', nano);
		isThere('vi', 'exit 1');
		if (ends === 'before') app.abort();
		const folder = join(makeFolder(), 'drafts');
		const {edit} = createEditor({folder, environment: {PATH: bin}, ...aside, signal: app.signal});
		const editing = edit('old', 'plan');
		if (ends === 'meanwhile') {
			await vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain('\n'));
			app.abort();
		}

		expect(await editing).toMatchObject({kind: 'failed', text: 'old'});
		expect(existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []).toEqual(opened);
	}
});

test('A copy is put into its folder and onto the clipboard, and it is told where', async () => {
	const folder = join(makeFolder(), 'copied');
	let written = '';
	const said = await copyText({
		text: 'é',
		name: 'plan.output',
		folder,
		write: data => {
			written += data;
		},
	});
	const file = join(folder, 'plan.output.txt');
	expect(existsSync(file)).toBe(true);
	expect(readFileSync(file, 'utf8')).toBe('é');
	expect(said).toBe(`Copied to the clipboard and to ${file}.`);
	expect(written).toBe('\u001B]52;c;w6k=\u0007');
});

test('A file of the person’s own is opened as it stands, and what went wrong with the editor is a sentence', async () => {
	const file = join(makeFolder({'tale.yml': 'old'}), 'tale.yml');
	const editor = fakeEditor(makeFolder(), {replace: {old: 'new'}});
	expect(await openInEditor(file, {environment: environment(editor), ...aside})).toBeNull();
	expect(readFileSync(file, 'utf8')).toBe('new');
	expect(await openInEditor(file, {environment: environment('/no/such/editor'), ...aside})).toBe(
		'The editor `/no/such/editor` could not be started. Set $EDITOR to an editor that is installed.',
	);
});
