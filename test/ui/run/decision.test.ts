import {describe, expect, test} from 'vitest';
import type {ConsentSubject} from '../../../source/core/events.ts';
import {outputContent, type Subject} from '../../../source/ui/content/output.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import type {Request} from '../../../source/ui/desk.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import {type Decision, decisionOf} from '../../../source/ui/run/decision.ts';
import {firstReading, firstScreen} from '../../../source/ui/run/screen.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, type Run, reviewOf} from '../a-run.ts';

const folder = '/home/a-person/programs/of/a/long/path/runs/2026-11-22_14-03-11_engineering';

function endOf(run: Run, width: number, where = folder): Decision {
	run.emit({type: 'run-finished', status: 'done', message: null});
	const seen = {
		screen: firstScreen,
		state: run.state(),
		models: [],
		drafted: false,
		folder: where,
		recorded: false,
	};
	return decisionOf(seen, width, 5, createTheme())!;
}

const textOf = ({rows}: Decision) => rows.map(row => row.map(({text}) => text).join(''));

function ran(
	run: Run,
	{output_name, module}: {output_name: string; module: string},
	command: string,
	fingerprint: string | null,
): void {
	run.emit({
		type: 'program-ran',
		output_name,
		module,
		attempt: 1,
		iteration: 1,
		command,
		purpose: 'run',
		exit_code: fingerprint === null ? 0 : 1,
		signal: null,
		timed_out: false,
		caged: true,
		stdout: '',
		stderr: '',
		duration_ms: 10,
		fingerprint,
		summary: '',
		made_files: [],
	});
}

describe('a request for consent', () => {
	const plain: ConsentSubject = {
		kind: 'run',
		command: 'python3 main.py',
		caged: true,
		folder: '/runs/a/workspace',
	};
	const hostile = 'x\u001b[2K\r\nIn a cage: harmless.\u202e\u0007';

	function asked(subject: ConsentSubject): {panel: Decision; content: string} {
		const run = aRun();
		run.begin('code', 'debugger');
		const request = {output_name: 'code', module: 'debugger', attempt: 1, subject};
		run.emit({type: 'consent-asked', ...request});
		const open: Request = {id: 1, kind: 'consent', request};
		const state = run.state();
		const seen = {screen: {...firstScreen, open}, state, models: [], drafted: false, folder, recorded: false};
		const about: Subject = {
			operation: state.operations.get('code')!,
			live: null,
			printing: null,
			lives: [],
			opened: true,
			held: false,
			stale: false,
			request: open,
			runNotes: [],
			reading: firstReading,
			texts: state.texts,
			diffs: createDiffs(),
			now: run.clock.time,
			width: 90,
			raw: false,
			wraps: createWraps(),
			theme: createTheme(),
		};
		const content = outputContent(about);
		const rows = Array.from({length: content.rows}, (_, index) => content.row(index));
		return {
			panel: decisionOf(seen, 90, 8, createTheme())!,
			content: rows.map(row => row.map(({text}) => text).join('')).join('\n'),
		};
	}

	test('shows what runs and where, and whether it reaches the network', () => {
		const run = asked(plain);
		expect(run.panel.title).toContain('asks leave to run a program');
		expect(textOf(run.panel)).toEqual([
			'python3 main.py',
			'In a cage: it sees a copy of the workspace only, and no network.',
		]);
		expect(run.content).toContain('a copy of /runs/a/workspace');
		const network = asked({...plain, kind: 'network'});
		expect(network.panel.title).toContain('that reaches the network');
		expect(textOf(network.panel).join(' ')).toContain('can send its copy of the workspace anywhere');
	});

	test('shows unusual lines before the others, as they stand', () => {
		const unusual = ['-e .', 'x @ https://example.org/x.whl'];
		const {panel, content} = asked({
			...plain,
			kind: 'install',
			command: 'pip install --only-binary :all: -r requirements.txt',
			requirements: ['rich', ...unusual],
			unusual,
		});
		expect(textOf(panel)[1]).toBe('Can run or fetch anything: -e ., x @ https://example.org/x.whl');
		expect(content).toContain('Lines that can run or fetch anything\n-e .\nx @ https://example.org/x.whl\n');
		expect(content).toContain('Requirements\nrich\n-e .\n');
	});

	test.each<[string, ConsentSubject]>([
		['command', {...plain, command: hostile}],
		['folder', {...plain, folder: hostile}],
		['line', {...plain, kind: 'install', requirements: [hostile]}],
		['unusual line', {...plain, kind: 'install', requirements: [hostile], unusual: [hostile]}],
	])(
		'shows the control characters and line breaks of a %s as signs, in one row of their own',
		(_, subject) => {
			const {panel, content} = asked(subject);
			const shown = [...textOf(panel), panel.title, ...content.split('\n')];
			expect(shown.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
			expect(shown).not.toContain('In a cage: harmless.⟨U+202E⟩␇');
			expect(content).toContain('x␛[2K␍␊In a cage: harmless.⟨U+202E⟩␇');
		},
	);
});

describe('a review', () => {
	function reviewed(run: Run, drafted = false): string {
		const open: Request = {id: 1, kind: 'review', request: reviewOf('plan', 'A plan')};
		const seen = {screen: {...firstScreen, open}, state: run.state(), models: [], drafted};
		const {rows} = decisionOf({...seen, folder, recorded: false}, 90, 6, createTheme())!;
		return rows.map(row => row.map(({text, tone}) => `${tone ?? ''}|${text}`).join('')).join('\n');
	}

	test('says that a draft waits, as long as one does', () => {
		const run = aRun();
		expect(reviewed(run)).not.toContain('draft');
		expect(reviewed(run, true)).toContain('attention|A draft of yours waits: e opens it.');
	});

	test('speaks of the version before only where there is one, whatever was tried in vain', () => {
		const run = aRun();
		run.begin('plan', 'code_planner');
		run.emit({
			type: 'module-failed',
			output_name: 'plan',
			module: 'code_planner',
			attempt: 1,
			kind: 'module',
			message: 'No.',
			remedy: null,
			paused: true,
		});
		const second = {output_name: 'plan', module: 'code_planner', attempt: 2, consumed: {}} as const;
		run.emit({type: 'module-started', ...second, prompt: ''});
		run.emit({
			type: 'module-finished',
			...second,
			response: 'A plan',
			version: 1,
			by: 'model',
			review: true,
		});
		expect(reviewed(run)).not.toContain('the version before');
		run.emit({type: 'output-edited', output_name: 'plan', response: 'Mine', version: 2, by: 'person'});
		expect(reviewed(run)).toContain('d shows what changed since the version before');
	});

	test('says which input has changed since the output was made from it', () => {
		const run = aRun();
		run.begin('request', 'start_module');
		run.finish('request', 'start_module', 'A game');
		run.emit({
			type: 'module-started',
			output_name: 'plan',
			module: 'code_planner',
			attempt: 1,
			prompt: 'A game',
			consumed: {request: 1},
		});
		run.emit({
			type: 'module-finished',
			output_name: 'plan',
			module: 'code_planner',
			attempt: 1,
			response: 'A plan',
			version: 1,
			by: 'model',
			consumed: {request: 1},
			review: true,
		});
		expect(reviewed(run)).not.toContain('It was made');
		run.emit({
			type: 'output-edited',
			output_name: 'request',
			response: 'A clock',
			version: 2,
			by: 'person',
		});
		expect(reviewed(run)).toContain('attention|It was made from v1 of request; the current one is v2.');
	});
});

describe('the end of a run', () => {
	test('with all done is a plain success, and says where everything is, the path cut in its middle', () => {
		const run = aRun();
		for (const name of ['request', 'plan', 'code']) run.finish(name, 'engineer', name);
		const end = endOf(run, 56);
		expect(end).toMatchObject({title: '✓ Done', tone: 'good'});
		expect(textOf(end)[1]).toBe('Everything is in');
		expect(textOf(end)[2]).toMatch(/^\/home\/a-person.*….*_engineering\.$/);
		for (const row of textOf(end)) expect(row.length).toBeLessThanOrEqual(56);
	});

	test('with operations skipped or blocked is no plain success', () => {
		const run = aRun();
		run.finish('request', 'start_module', 'A game');
		run.emit({type: 'module-skipped', output_name: 'plan', message: 'You skipped it.'});
		run.emit({type: 'module-blocked', output_name: 'code', because: 'plan'});
		expect(endOf(run, 56)).toMatchObject({
			title: '⊘ Done, but 1 skipped, 1 blocked',
			tone: 'attention',
		});
	});

	test('says how to run the program that ran well, with a path that a shell takes for one word', () => {
		const run = aRun();
		run.begin('code', 'debugger');
		ran(run, {output_name: 'code', module: 'debugger'}, 'python3 main.py', null);
		run.finish('code', 'debugger', 'Code');
		expect(textOf(endOf(run, 90, 'my runs/a-run')).at(-1)).toBe(
			"run it: cd 'my runs/a-run/workspace' && python3 main.py",
		);
	});

	test('names no program that helped on the way to a text', () => {
		const run = aRun();
		run.begin('plan', 'counter');
		ran(run, {output_name: 'plan', module: 'counter'}, 'wc -w draft.md', null);
		run.finish('plan', 'counter', 'Nine words.');
		expect(textOf(endOf(run, 90)).join()).not.toContain('run it');
	});

	test('names no program that failed when it was last run', () => {
		const run = aRun();
		run.begin('code', 'debugger');
		ran(run, {output_name: 'code', module: 'debugger'}, 'python3 main.py', 'NameError');
		run.finish('code', 'debugger', 'Code');
		expect(textOf(endOf(run, 90)).join()).not.toContain('run it');
	});
});
