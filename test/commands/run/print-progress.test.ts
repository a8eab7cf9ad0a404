import {expect, test} from 'vitest';
import {printProgress} from '../../../source/commands/run/print-progress.ts';
import {type EventDraft, type RunEvent, stamp} from '../../../source/core/events.ts';
import {emptyState, reduce} from '../../../source/core/state/reduce.ts';
import {recordedEvents} from './past-events.ts';

/** What is printed when these happen, one after the other. */
function printed(events: RunEvent[]): string[] {
	const state = emptyState();
	const lines: string[] = [];
	let hear: (event: RunEvent) => void = () => undefined;
	const view = {
		state: () => state,
		onEvent(listener: typeof hear) {
			hear = listener;
			return () => undefined;
		},
	};
	printProgress(view as unknown as Parameters<typeof printProgress>[0], line => lines.push(line));
	for (const event of events) {
		reduce(state, event);
		hear(event);
	}

	return lines;
}

test('A run with repairs reads as its story, one line a thing.', () => {
	const lines = printed(recordedEvents());
	expect(lines.every(line => line.endsWith('\n') && line.indexOf('\n') === line.length - 1)).toBe(true);
	const story = [
		/^engineering {2}\S+_engineering$/,
		/^● request {2}start_module$/,
		/^● code {2}engineer$/,
		/^ {2}files: main\.py, /,
		/^✓ code {2}[\d.]+k? tok {2}\$[\d.]+ {2}\d+s$/,
		/^ {2}ran python3 main\.py: ImportError: .*, [\d.]+s$/,
		/^ {2}ran python3 main\.py: KeyError: .*, [\d.]+s$/,
		/^ {2}ran python3 main\.py: exit 0, [\d.]+s$/,
		/^✓ working_codebase {2}/,
		/^ {2}modified_codebase was told: .{79}…$/,
		/^✓ readme {2}/,
	];
	let at = -1;
	for (const part of story) {
		at = lines.findIndex((line, index) => index > at && part.test(line.trimEnd()));
		expect({part, found: at !== -1}).toEqual({part, found: true});
	}
});

const author = {output_name: 'out', module: 'enhancer', attempt: 1};

test.for<[EventDraft, string[]]>([
	[
		{type: 'module-failed', ...author, kind: 'x', message: 'It broke.', remedy: 'Mend it.', paused: false},
		['✗ out: It broke.', '  → Mend it.'],
	],
	[{type: 'module-blocked', output_name: 'out', because: 'in'}, ['⊘ out: blocked, because in has no output']],
	[{type: 'note-taken', output_name: null, note: 'two\nlines \u001b[31m'}, ['  two␊lines ␛[31m']],
	[{type: 'module-started', ...author, attempt: 2, consumed: {}}, ['● out  enhancer, attempt 2']],
	[
		{
			type: 'question-answered',
			...author,
			question: '?',
			declined: false,
			response: `${'x'.repeat(90)}\nmore`,
		},
		[`  out was told: ${'x'.repeat(79)}…`],
	],
	[{type: 'question-answered', ...author, question: '?', declined: true}, []],
])('%o is printed as it should.', ([draft, expected]) => {
	expect(printed([stamp(draft, 0)])).toEqual(expected.map(line => `${line}\n`));
});
