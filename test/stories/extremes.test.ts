/** Sizes, names and texts that nobody would choose: the screen stays whole, and listens. */
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {gate} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aModel, answeredBy, aPersonAt} from './a-person.ts';

const tale = `
pipeline:
  - {module: start_module, inputs: [], output_name: request}
  - {module: storyteller, inputs: [request], output_name: tale}
`;

/**
 * Every row of a frame ends where the screen does, the key line is the last one and the state line the first. To be
 * waited for: while the app has not heard of a new size yet, the terminal shows what is left of the old frame.
 */
function fills({columns, rows}: {columns: number; rows: number}): (screen: string) => boolean {
	return screen => {
		const lines = screen.split('\n');
		return (
			lines.length === rows &&
			lines[0]!.includes('pipeline') &&
			/\? help$/.test(lines.at(-1)!) &&
			lines.slice(1, -1).every(
				line =>
					/^[╭│╰].*[╮│╯]$/.test(line) &&
					// The emulator is of the time when an emoji was one cell wide.
					(/\p{Extended_Pictographic}/u.test(line) || stringWidth(line) === columns),
			)
		);
	};
}

test('Through a storm of sizes, 1×1 among them, an answer goes on to stream, and the next frame is whole.', async () => {
	const pieces = [gate(), gate()];
	const model = await aModel(() => ({
		text: '',
		chunks: ['The first.\n', 'The second.\n'],
		gate: i => pieces[i]?.opened,
	}));
	const folder = makeFolder({'pipeline.yml': tale});
	const {terminal, sees} = await aPersonAt({
		args: ['run', '--request', 'A tale', '--review', 'none', ...answeredBy(model)],
		folder,
	});
	await sees('Asked; no word yet');
	const sizes = [
		[1, 1],
		[300, 90],
		[2, 60],
		[400, 2],
		[59, 15],
		[60, 16],
	] as const;
	for (let round = 0; round < 5; round++) {
		for (const [columns, rows] of sizes) {
			terminal.resize(columns, rows);
			// None of them leads to another operation, should one be heard and the next not.
			terminal.press('v', 'v', 'Tab');
		}
		if (round === 2) pieces[0]!.open();
	}
	terminal.resize(1, 1);
	terminal.resize(100, 30);
	await sees('The first.');
	pieces[1]!.open();
	await sees('2/2');
	await sees('The second.');
	await sees(fills({columns: 100, rows: 30}));
	terminal.resize(80, 24);
	await sees(fills({columns: 80, rows: 24}));
	await sees('The second.');
});

test('A hundred operations with names of 200 characters, in any script, fit 80×24 and can be walked through.', async () => {
	const kinds = ['漢字かな', 'שלום_عالم_', 'a_long_name_', '👩‍💻🦊', 'é_ǅ_ß_'];
	const names = Array.from({length: 99}, (_, n) => {
		const kind = kinds[n % kinds.length]!;
		return [...kind.repeat(200 / kind.length)].slice(0, 90).join('').slice(0, 196) + n;
	});
	const operations = names.map(
		(name, n) =>
			`  - {module: storyteller, inputs: ["${names[n - 10] ?? 'request'}"], output_name: "${name}"}`,
	);
	const model = await aModel(() => ({text: 'שלום עולם, 漢字かな, 👩‍💻 café. '.repeat(60)}));
	const folder = makeFolder({
		'pipeline.yml': [
			'pipeline:',
			'  - {module: start_module, inputs: [], output_name: request}',
			...operations,
		].join('\n'),
	});
	const size = {columns: 80, rows: 24};
	const {terminal, sees} = await aPersonAt({
		args: ['run', '--request', 'Tales', ...answeredBy(model)],
		folder,
		...size,
	});
	await sees('10 for you');
	await sees(fills(size));
	terminal.press('Escape');
	await sees(' m next for you');
	terminal.press('G');
	await sees(/▌.*98 +waiting/);
	await sees(fills(size));
	for (let n = 0; n < 30; n++) {
		const before = terminal.screen();
		terminal.press('k');
		await sees(screen => screen !== before && fills(size)(screen));
	}
	terminal.press('g');
	await sees('request · start_module');
	await sees(fills(size));
});

test('An answer of 5 MB is read from its end and from its start.', async () => {
	const part =
		'## A part\n\nWords **and** `code`, in a row that is long enough to be wrapped at any width. \n\n';
	const size = 5_000_000;
	const chunk = part.repeat(500);
	const chunks = [...Array.from({length: Math.ceil(size / chunk.length)}, () => chunk), 'The last words.'];
	const model = await aModel(() => ({text: '', chunks}));
	const folder = makeFolder({'pipeline.yml': tale});
	const {terminal, sees} = await aPersonAt({
		args: ['run', '--request', 'A tale', ...answeredBy(model)],
		folder,
	});
	await terminal.until('Review tale', {timeoutMs: 60_000});
	terminal.press('G');
	await sees('The last words.');
	terminal.press('g');
	await sees(screen => screen.includes('A part') && !screen.includes('The last words.'));
}, 90_000);

test('An editor that is not there is told, and nothing is decided.', async () => {
	const model = await aModel(() => ({text: 'A tale.'}));
	const folder = makeFolder({'pipeline.yml': tale});
	const person = await aPersonAt({
		args: ['run', '--request', 'A tale', ...answeredBy(model)],
		folder,
		env: {EDITOR: '/nowhere/an-editor --wait'},
	});
	await person.sees('Review tale');
	await person.chooses('E editor');
	await person.sees('The editor `/nowhere/an-editor` could not be started.');
	expect(person.terminal.modes()).toMatchObject({
		alternateScreen: true,
		cursorHidden: true,
		bracketedPaste: true,
	});
	await person.chooses('a approve');
	await person.sees('2 of 2 operations');
});
