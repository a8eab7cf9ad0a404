import {describe, expect, test} from 'vitest';
import type {DirectionGiven, ProgramRan} from '../../../source/core/events.ts';
import {manifestOf} from '../../../source/core/files/file-set.ts';
import {hashText} from '../../../source/core/hash.ts';
import type {Content} from '../../../source/ui/content/content.ts';
import {debugContent} from '../../../source/ui/content/debug.ts';
import type {Subject} from '../../../source/ui/content/output.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import {firstReading} from '../../../source/ui/run/screen.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, type Run} from '../a-run.ts';

const of = {output_name: 'code', module: 'debugger', attempt: 1};

function write(run: Run, code: string): void {
	run.emit({
		type: 'files-written',
		...of,
		by: 'model',
		files: manifestOf(new Map([['main.py', code]])),
		contents: {[hashText(code)]: code},
		deleted: [],
		refused: [],
	});
}

function ran(run: Run, iteration: number, outcome: Partial<ProgramRan>): void {
	run.emit({
		type: 'program-ran',
		...of,
		iteration,
		command: 'python3 main.py',
		purpose: 'run',
		exit_code: 0,
		signal: null,
		timed_out: false,
		caged: true,
		stdout: '',
		stderr: '',
		duration_ms: 100,
		fingerprint: null,
		summary: 'exit 0',
		made_files: [],
		...outcome,
	});
}

function ask(run: Run, call: number, model: string): void {
	run.emit({
		type: 'model-asked',
		...of,
		call,
		try: 1,
		model,
		prompt: '',
		parameters: {},
		messages: [],
		by: 'model',
	});
}

function answer(run: Run, call: number, model: string, cost_usd: number | null): void {
	run.emit({
		type: 'model-answered',
		...of,
		call,
		try: 1,
		model,
		response: '',
		usage: null,
		cost_usd,
		duration_ms: 3000,
		finish_reason: 'stop',
		by: 'model',
	});
}

function direct(run: Run, number: number, given: Partial<DirectionGiven>): void {
	run.emit({type: 'direction-given', ...of, number, key: '', about: 'stuck', course: 'hint', ...given});
}

/** A program that fails with a division, is repaired by a model, and runs. */
function repaired(): Run {
	const run = aRun();
	run.begin('code', 'debugger');
	write(run, 'total = 10\nprint(total / 0)\n');
	ran(run, 1, {
		exit_code: 1,
		stdout: 'first\nsecond\n',
		stderr: 'Traceback\nZeroDivisionError\n',
		fingerprint: 'zero',
		summary: 'ZeroDivisionError: division by zero (main.py:2)',
	});
	ask(run, 1, 'gpt-small');
	answer(run, 1, 'gpt-small', 0.004);
	write(run, 'total = 10\nprint(total / 2)\n');
	ran(run, 2, {stdout: '5.0\n'});
	return run;
}

function subjectOf(run: Run, turn: number | null, width = 80): Subject {
	const state = run.state();
	return {
		operation: state.operations.get('code')!,
		live: null,
		printing: null,
		lives: [],
		opened: false,
		held: false,
		stale: false,
		request: null,
		runNotes: [],
		reading: {...firstReading, turn},
		texts: state.texts,
		diffs: createDiffs(),
		now: run.clock.time,
		width,
		raw: false,
		wraps: createWraps(),
		theme: createTheme(),
	};
}

const textOf = (row: readonly {text: string}[]) => row.map(({text}) => text).join('');
const textsOf = (content: Content) =>
	Array.from({length: content.rows}, (_, index) => textOf(content.row(index)).trimEnd());
const timelineOf = (content: Content, most = 9) => (content.head?.(most) ?? []).map(textOf);

describe('the timeline of a debugger', () => {
	test('has a row for each iteration: what came of it, who repaired what before it, cost and time', () => {
		const rows = timelineOf(debugContent(subjectOf(repaired(), null)));
		expect(rows[0]).toMatch(/^ {3}1 ✗ ZeroDivisionError: division by zero \(main\.py:2\) +0\.1s$/);
		expect(rows[1]).toMatch(/^▌ {2}2 ✓ exit 0 +gpt-small {2}\+1 -1 {2}\$0\.004 {2}3s$/);
	});

	test('names the attempt of a program as soon as there is another, which ran none yet', () => {
		const run = repaired();
		run.emit({
			type: 'module-started',
			output_name: 'code',
			module: 'debugger',
			attempt: 2,
			prompt: '',
			consumed: {},
		});
		const [first] = timelineOf(debugContent(subjectOf(run, null)));
		expect(first).toMatch(/^ {2}1\.1 ✗ ZeroDivisionError/);
	});

	test('says who is asked for a repair now, and for how long', () => {
		const run = repaired();
		ran(run, 3, {exit_code: 1, fingerprint: 'x', summary: 'exit 1'});
		ask(run, 2, 'gpt-large');
		run.clock.time += 12_000;
		expect(timelineOf(debugContent(subjectOf(run, null))).at(-1)).toContain(
			'gpt-large is asked for a repair, 12s',
		);
	});

	test('does not pass an unknown price for nothing', () => {
		const run = repaired();
		ask(run, 2, 'gpt-odd');
		answer(run, 2, 'gpt-odd', null);
		ran(run, 3, {});
		expect(timelineOf(debugContent(subjectOf(run, null))).at(-1)).toMatch(/gpt-odd {2}\$\? {2}3s$/);
	});

	test('tells between the iterations what the person said', () => {
		const run = repaired();
		direct(run, 1, {course: 'hint', response: 'Divide by\ntwo.'});
		ran(run, 3, {});
		direct(run, 2, {course: 'roll-back', iteration: 1});
		const rows = timelineOf(debugContent(subjectOf(run, null)));
		expect(rows.map(row => row.trim().replace(/ {2,}.*/, ''))).toEqual([
			'1 ✗ ZeroDivisionError: division by zero (main.py:2)',
			'2 ✓ exit 0',
			'✎ Gave a hint: Divide by two.',
			'▌',
			'✎ Rolled back to iteration 1',
		]);
	});

	test('keeps the iteration that is looked at in view, however few rows there are', () => {
		const run = repaired();
		for (let iteration = 3; iteration <= 30; iteration++) ran(run, iteration, {summary: `turn ${iteration}`});
		for (const turn of [0, 14, 29]) {
			const rows = timelineOf(debugContent(subjectOf(run, turn)), 3);
			expect(rows).toHaveLength(3);
			expect(rows.filter(row => row.startsWith('▌'))).toEqual([expect.stringContaining(` ${turn + 1} `)]);
		}
	});
});

describe('a patch that waits for the person', () => {
	test('is shown against the code that ran last, above what came of that', () => {
		const run = repaired();
		write(run, 'total = 10\nprint(total / 5)\n');
		run.emit({
			type: 'direction-asked',
			...of,
			number: 1,
			about: 'patch',
			message: 'A model changed the code.',
			courses: ['run', 'edit', 'hint'],
			command: 'python3 main.py',
		});
		const content = debugContent(subjectOf(run, null));
		expect(timelineOf(content).at(-1)).toContain('◆ a patch waits for you');
		const texts = textsOf(content);
		expect(texts[0]).toBe('The patch that waits changes 1 file');
		expect(texts).toContain('2   - print(total / 2)');
		expect(texts).toContain('  2 + print(total / 5)');
		expect(textsOf(debugContent(subjectOf(run, 0)))[0]).toBe('It ran the code as it came.');
	});
});

describe('an iteration', () => {
	test('shows what the program printed, line by line, its complaints in another tone', () => {
		const content = debugContent(subjectOf(repaired(), 0));
		const texts = textsOf(content);
		expect(texts[0]).toBe('It ran the code as it came.');
		expect(texts.slice(texts.indexOf('it printed'), texts.indexOf('it printed') + 6)).toEqual([
			'it printed',
			'│ first',
			'│ second',
			'it complained',
			'│ Traceback',
			'│ ZeroDivisionError',
		]);
		const toneOf = (text: string) => content.row(texts.indexOf(text)).at(-1)?.tone;
		expect(toneOf('│ first')).toBe('plain');
		expect(toneOf('│ ZeroDivisionError')).toBe('bad');
	});

	test('shows what was changed before it ran, in the tones of a diff, and the files that ran', () => {
		const content = debugContent(subjectOf(repaired(), 1));
		const texts = textsOf(content);
		expect(texts[0]).toBe('gpt-small changed 1 file, then it ran');
		expect(texts).toContain('2   - print(total / 0)');
		expect(texts).toContain('  2 + print(total / 2)');
		const added = content.row(texts.indexOf('  2 + print(total / 2)'));
		expect(added.filter(({tone}) => tone === 'added').length).toBeGreaterThan(1);
		expect(texts.slice(texts.indexOf('The file that ran'))).toEqual([
			'The file that ran',
			'',
			'main.py',
			expect.stringMatching(/^│ total = 10 +python$/),
			'│ print(total / 2)',
		]);
	});
});
