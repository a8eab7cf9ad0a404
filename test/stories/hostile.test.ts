/** A person whose model, program, files and folder all try to act on their terminal: every byte that it got is looked at. */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {foreignIn} from '../helpers/foreign-sequences.ts';
import {payloads} from '../helpers/payloads.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt, runFolderOf} from './a-person.ts';

const pipeline = `
description: ${JSON.stringify(`Zq${payloads['the title (OSC 0)']}`)}
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale, supplement: ${JSON.stringify(payloads['passed through tmux'])}}
  - {module: engineer, inputs: [tale], output_name: code}
  - {module: debugger, inputs: [code], output_name: working_code, on_error: continue, debug: {max_iterations: 1}}
`;

const all = Object.values(payloads);
const tale = `Zq ${all.join('\nZq ')}`;

/** A program that prints the bytes of all of them, on both streams, and fails with a last one. */
const program = `import sys
data = bytes.fromhex("${Buffer.from(all.map(one => `Zq ${one}\n`).join('')).toString('hex')}9b324a9d303b70776e65649cff1b")
sys.stdout.buffer.write(data)
sys.stderr.buffer.write(data)
raise SystemExit("Zq\\x1b]0;pwned\\x07")
`;
const code = `\`ma\u001B]0;pwned\u0007in.py\`\n\`\`\`python\nprint(1)\n\`\`\`\n\`main.py\`\n\`\`\`python\n${program}\`\`\`\n`;

/** A folder whose own name would set a title. */
function aHostileFolder(): string {
	const folder = join(makeFolder(), 'Zq\u001B]2;pwned\u0007\u202E');
	mkdirSync(folder);
	writeFileSync(join(folder, 'pipeline.yml'), pipeline);
	return folder;
}

test('Whatever the model, its program, the files and the folder hold, the terminal is told nothing but what the app says.', async () => {
	const model = await aModel(({n}) =>
		n === 1
			? {
					text: '',
					// Three units at a time, so that sequences and characters are cut everywhere.
					chunks: tale.match(/.{1,3}/gs)!,
					model: `Zq${payloads['the clipboard (OSC 52)']}`,
					finish_reason: 'stop',
				}
			: {text: code},
	);
	const folder = aHostileFolder();
	const request = `Zq${all.filter(one => !one.includes('\0')).join(' ')}`;
	const {terminal, sees, presses, chooses, leaves} = await aPersonAt({
		args: ['run', '--allow-run', 'always', '--request', request, ...answeredBy(model)],
		folder,
		columns: 100,
		rows: 30,
	});
	await sees('Review tale');
	for (const _ of [1, 2, 3, 4]) presses('PageDown');
	presses('v');
	await sees(/␛|⟨U\+/);
	await chooses('a approve');
	await sees('Review code');
	await chooses('a approve');
	await sees('The last failure: exit 1');
	presses('+');
	for (const _ of [1, 2, 3, 4, 5]) {
		presses('>');
		presses('PageDown');
	}
	presses('+');
	await sees('Everything is in');
	expect(await leaves()).toEqual({code: 1, signal: null});
	const written = terminal.written();
	expect(foreignIn(written, {screen: true, window: true})).toEqual([]);
	expect(written).toContain('␛]0;pwned␇');
	expect(terminal.title()).toBe('');
	expect(terminal.copies()).toEqual([]);
	expect(terminal.notifications().join('\n')).not.toContain('pwned');
	// On the disk it is as it came: it is a file, and for other tools.
	expect(readFileSync(join(runFolderOf(folder), 'outputs', 'tale.md'), 'utf8')).toContain(
		payloads['the title (OSC 0)']!,
	);
});

test('A person copies a text that hides something only when they were told, and then as it is.', async () => {
	const answer = 'Run this: ls\u001B[201~\u202E -la';
	const model = await aModel(() => ({text: answer}));
	const folder = makeFolder({
		'pipeline.yml': `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`,
	});
	const {terminal, sees, presses, leaves} = await aPersonAt({
		args: ['run', '--review', 'none', '--request', 'A tale', ...answeredBy(model)],
		folder,
	});
	await sees('2 of 2 operations');
	presses('y');
	await sees('It holds 2 hidden characters (ESC, U+202E). y again copies it as it is, V as it is shown.');
	expect(terminal.copies()).toEqual([]);
	presses('y');
	await sees('Copied to the clipboard');
	expect(terminal.copies()).toEqual([answer]);
	presses('V');
	await sees('As it is shown, with 2 hidden characters (ESC, U+202E) made visible.');
	expect(terminal.copies()[1]).toBe('Run this: ls␛[201~⟨U+202E⟩ -la');
	await leaves();
	expect(foreignIn(terminal.written(), {screen: true, window: true})).toEqual([]);
});

test('What a failure of the screen says acts neither while the screen goes nor afterwards.', async () => {
	const saying = `Zq${all.filter(one => !one.includes('\0')).join(' ')}`;
	const env = {
		NODE_OPTIONS: `--import=${fileURLToPath(new URL('../fixtures/break.mjs', import.meta.url))}`,
		BREAK: 'ui/components/help.tsx:Help',
		BREAK_SAYING: saying,
	};
	const model = await aModel(() => ({hang: true}));
	const folder = makeFolder({'pipeline.yml': pipeline});
	const {terminal, sees, presses} = await aPersonAt({
		args: ['run', '--debug', '--request', 'A tale', ...answeredBy(model)],
		folder,
		env,
	});
	await sees('Asked; no word yet');
	presses('?');
	expect(await terminal.exit).toMatchObject({code: 1});
	expect(terminal.written()).toContain('The screen failed');
	expect(foreignIn(terminal.written(), {screen: true, window: true})).toEqual([]);
});
