import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {render} from 'ink-testing-library';
import stringWidth from 'string-width';
import {afterEach, describe, expect, test, vi} from 'vitest';
import type {Terminal} from '../../source/core/ports.ts';
import {RunApp} from '../../source/ui/app.tsx';
import {createDesk} from '../../source/ui/desk.ts';
import {createTheme} from '../../source/ui/theme.ts';
import {aRun, reviewOf} from './a-run.ts';
import {noSteering} from './no-steering.ts';

const never = new AbortController().signal;
const ended: (() => void)[] = [];
afterEach(() => {
	for (const end of ended.splice(0)) end();
});

type Size = {columns: number; rows: number};

function resize(stdout: ReturnType<typeof render>['stdout'], {columns, rows}: Size): void {
	Object.defineProperties(stdout, {
		columns: {value: columns, configurable: true},
		rows: {value: rows, configurable: true},
	});
	stdout.emit('resize');
}

function show(size: Size, {unicode = true} = {}) {
	const run = aRun();
	const desk = createDesk();
	const heard: string[] = [];
	let lent: Terminal | null = null;
	const screen = render(
		<RunApp
			view={run}
			desk={desk}
			theme={createTheme({color: false, unicode})}
			title={{model: 'gpt-6.1-sol', recorded: false, folder: 'runs/a-run'}}
			intentions={{
				quit: () => heard.push('quit'),
				pause: () => heard.push('pause'),
				proceed: () => heard.push('proceed'),
				copy: async text => `Copied ${text.length} characters.`,
				...noSteering,
			}}
			openEditor={async (text, _name, terminal) => {
				lent = terminal;
				return terminal.lend(async () => ({kind: 'edited', text: `${text}, edited`}));
			}}
			drafts={{load: () => null, save() {}, discard() {}}}
			now={() => run.clock.time}
		/>,
	);
	resize(screen.stdout, size);
	ended.push(screen.unmount);
	const sees = (text: string) => vi.waitFor(() => expect(screen.lastFrame()).toContain(text));
	return {
		run,
		desk,
		heard,
		screen,
		sees,
		lent: () => lent,
		rows: () => (screen.lastFrame() ?? '').split('\n'),
	};
}

describe('the run screen', () => {
	for (const size of [
		{columns: 120, rows: 36},
		{columns: 80, rows: 24},
		{columns: 60, rows: 16},
	]) {
		test(`fills ${size.columns}×${size.rows} and never more, whatever is open`, async () => {
			const {run, desk, sees, rows, screen} = show(size);
			run.begin('request', 'start_module');
			void desk.ask(
				{
					output_name: 'request',
					module: 'start_module',
					attempt: 1,
					number: 1,
					question: 'What should be made? '.repeat(40),
					show: [{name: 'plan', text: '家計簿 '.repeat(300)}],
					optional: true,
				},
				never,
			);
			await sees('request asks');
			screen.stdin.write('one\ntwo\nthree');
			await sees('three');
			expect(rows()).toHaveLength(size.rows);
			for (const row of rows()) expect(stringWidth(row)).toBeLessThanOrEqual(size.columns);
			expect(rows().at(-1)).toContain('enter send');
		});
	}

	test('shows a deciding key once it is heard, in the place that was empty for it', async () => {
		const {run, desk, rows, sees} = show({columns: 120, rows: 36});
		run.begin('plan', 'code_planner');
		run.finish('plan', 'code_planner', 'A plan', true);
		void desk.review(reviewOf('plan', 'A plan'), never);
		await sees('Review plan');
		const before = rows().at(-1)!;
		expect(before).not.toContain('a approve');
		await sees('a approve');
		expect(rows().at(-1)).toMatch(/^ a approve {3}e edit/);
		expect(rows().at(-1)).toContain('+ whole');
		expect(before.indexOf('pause')).toBe(rows().at(-1)!.indexOf('pause'));
	});

	test('says that it is too small, and comes back when there is room', async () => {
		const {sees, screen} = show({columns: 59, rows: 16});
		await sees('it takes 60×16');
		await sees('Until there is room, keys do nothing.');
		resize(screen.stdout, {columns: 30, rows: 10});
		await sees('Until there is room, keys do\nnothing.');
		resize(screen.stdout, {columns: 80, rows: 24});
		await sees('graph');
	});

	test('shows the tail of what streams, and gives Ink no more than fits', async () => {
		const {run, sees, screen} = show({columns: 80, rows: 24});
		run.begin('plan', 'code_planner');
		run.beginText({output_name: 'plan', attempt: 1}, 1);
		for (let count = 0; count < 5000; count++)
			run.pushText({output_name: 'plan', attempt: 1}, `line ${count}\n`);
		await sees('line 4999');
		expect(screen.lastFrame()).not.toContain('line 4900');
		screen.stdin.write('\t');
		screen.stdin.write('g');
		await sees('line 0');
		run.pushText({output_name: 'plan', attempt: 1}, 'more\n');
		screen.stdin.write('G');
		await sees('more');
	});

	test('shows escapes, bidi and zero-width characters instead of obeying them, wherever they come from', async () => {
		const {run, sees, screen} = show({columns: 120, rows: 36});
		run.begin('plan', 'code_planner');
		run.finish('plan', 'code_planner', 'evil \u001B]52;c;AAAA\u0007 \u202Eback\u200B');
		await sees('␛]52;c;AAAA␇');
		expect(screen.lastFrame()).not.toMatch(/\u001B\]52|\u202E|\u200B|\u0007/);
	});

	test('puts status as a glyph and a word, in ASCII where there is no UTF-8', async () => {
		const {run, sees, rows} = show({columns: 80, rows: 24}, {unicode: false});
		run.finish('request', 'start_module', 'A game');
		await sees('* request');
		await sees('done');
		expect(rows().join('')).toMatch(/^[\x00-\x7F]*$/);
	});

	test('lends the terminal to the editor and takes its text for the edited output', async () => {
		const {desk, sees, screen, run, lent} = show({columns: 120, rows: 36});
		const decided = desk.review(reviewOf('plan', 'A plan'), never);
		await sees('Review plan');
		run.clock.time += 1000;
		screen.stdin.write('E');
		expect(await decided).toEqual({kind: 'edit', output: 'A plan, edited'});
		expect(lent()).not.toBeNull();
	});

	test('counts what waits while the person types', async () => {
		const {run, desk, sees, screen} = show({columns: 120, rows: 36});
		const question = {
			number: 1,
			question: 'What?',
			show: [],
			optional: false,
			attempt: 1,
			module: 'start_module',
		};
		void desk.ask({...question, output_name: 'request'}, never);
		await sees('request asks');
		void desk.review(reviewOf('plan', 'A plan'), never);
		run.emit({type: 'note-taken', output_name: null, note: 'tick'});
		await sees('2 for you');
		expect(screen.lastFrame()).toContain('request asks');
	});

	test('lists every key in its help', async () => {
		const {sees, screen} = show({columns: 120, rows: 120});
		await sees('graph');
		screen.stdin.write('?');
		await sees('approve the output');
		await sees('delete the word before');
		screen.stdin.write('q');
		await sees('graph');
	});
});

test('Only one component hands text to Ink, so none passes by the sanitizer', () => {
	const folder = fileURLToPath(new URL('../../source/ui', import.meta.url));
	const direct = readdirSync(folder, {recursive: true, encoding: 'utf8'})
		.filter(file => /\.tsx?$/.test(file))
		.filter(file =>
			/import[^;]*\b(Text|Transform|Static)\b[^;]*from 'ink'/.test(readFileSync(`${folder}/${file}`, 'utf8')),
		);
	expect(direct).toEqual(['text/untrusted.tsx']);
});
