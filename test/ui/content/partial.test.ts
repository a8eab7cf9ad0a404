import {describe, expect, test} from 'vitest';
import {takeUpLater} from '../../../source/core/taking-up.ts';
import {callsContent} from '../../../source/ui/content/calls.ts';
import type {Content} from '../../../source/ui/content/content.ts';
import {outputContent, type Subject} from '../../../source/ui/content/output.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import {decisionOf} from '../../../source/ui/run/decision.ts';
import {firstReading, firstScreen} from '../../../source/ui/run/screen.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun} from '../a-run.ts';

const of = {output_name: 'plan', module: 'code_planner', attempt: 1};
const message = 'The connection was lost: terminated.';
const usualRemedy = `Check the network and try again.${takeUpLater}`;

/** A plan whose connection was lost when `partial` had come. */
function lost(
	partial: string,
	opened: boolean,
	remedy = usualRemedy,
): {subject: Subject; screen: Parameters<typeof decisionOf>[0]} {
	const run = aRun();
	run.begin('plan', 'code_planner');
	run.emit({
		type: 'model-asked',
		...of,
		call: 1,
		try: 1,
		model: 'm',
		prompt: '',
		parameters: {},
		messages: [],
		by: 'model',
	});
	run.emit({
		type: 'model-failed',
		...of,
		call: 1,
		try: 1,
		fault: 'connection',
		message,
		response: partial,
		retry_in_ms: null,
		possibly_paid: true,
		usage: null,
		cost_usd: null,
		duration_ms: 10,
		by: 'model',
	});
	run.emit({type: 'module-failed', ...of, kind: 'model:connection', message, remedy, paused: true});
	const state = run.state();
	const request = {
		...of,
		message,
		remedy,
		problem: null,
		kind: 'model:connection',
		current: null,
	};
	const open = {id: 1, kind: 'failure', request} as unknown as Subject['request'];
	const subject: Subject = {
		operation: state.operations.get('plan')!,
		live: null,
		printing: null,
		lives: [],
		opened,
		held: false,
		stale: false,
		request: open,
		runNotes: [],
		reading: firstReading,
		texts: state.texts,
		diffs: createDiffs(),
		now: run.clock.time,
		width: 80,
		raw: false,
		wraps: createWraps(),
		theme: createTheme(),
	};
	return {
		subject,
		screen: {
			screen: {...firstScreen, open},
			state,
			models: [],
			drafted: false,
			folder: null,
			recorded: false,
		},
	};
}

const textOf = (rows: readonly (readonly {text: string}[])[]) =>
	rows.map(row => row.map(({text}) => text).join('')).join('\n');
const read = (content: Content) =>
	textOf(Array.from({length: content.rows}, (_, index) => content.row(index)));

describe('an answer that broke off', () => {
	test('can be read where it failed and among the calls, as it came, and is no output', () => {
		const {subject} = lost('# A **pl', false);
		expect(read(outputContent(subject))).toContain(
			`${message}\n\nWhat to do\n\nCheck the network and try again.\n\nWhat had come by then (not an answer)\n# A **pl`,
		);
		expect(read(callsContent(subject))).toContain('What had come by then (not an answer)\n# A **pl');
		expect(subject.operation.versions).toEqual([]);
	});

	test('is not announced where nothing had come', () => {
		const {subject} = lost('', false);
		expect(read(outputContent(subject)) + read(callsContent(subject))).not.toContain('had come');
	});

	test('stands alone while the panel says what happened, which sends nobody to another command', () => {
		const {subject, screen} = lost('# A **pl', true);
		expect(read(outputContent(subject))).toBe('What had come by then (not an answer)\n# A **pl');
		const panel = textOf(decisionOf(screen, 80, 8, createTheme())!.rows);
		expect(panel).toContain(message);
		expect(panel).toContain('Check the network and try again.');
		expect(panel).not.toContain('orchestrai');
	});

	test('is told with all of what to do where that is too long for the panel', () => {
		const long = `Take another model: ${'one of those that the endpoint lists, '.repeat(5)}or mend the file.`;
		const {subject} = lost('', true, long);
		expect(read(outputContent(subject)).replaceAll(/\s+/g, ' ')).toContain(long);
	});
});
