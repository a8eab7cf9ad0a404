/** A person who is shown a text in the middle of a module's work. */
import {expect, test} from 'vitest';
import {outputContent, type Subject} from '../../../source/ui/content/output.ts';
import {createWraps} from '../../../source/ui/content/wraps.ts';
import {createDiffs} from '../../../source/ui/diff/diffs.ts';
import {footKeys} from '../../../source/ui/keys/keymap.ts';
import {decisionOf} from '../../../source/ui/run/decision.ts';
import {firstReading} from '../../../source/ui/run/screen.ts';
import {textOf} from '../../../source/ui/text/rich.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, reviewOf} from '../a-run.ts';
import {atTheControls} from './at-the-controls.ts';

function shown(drafts: Record<string, string> = {}) {
	const run = aRun();
	run.begin('plan', 'code_planner');
	const author = {output_name: 'plan', module: 'code_planner', attempt: 1, number: 1};
	run.emit({type: 'draft-shown', ...author, title: 'the outline', text: 'An outline'});
	const at = atTheControls({view: run, drafts, now: () => run.clock.time});
	const request = {...reviewOf('plan', 'An outline'), version: 0, draft: {number: 1, title: 'the outline'}};
	const decided = at.desk.review(request, new AbortController().signal);
	run.clock.time += 1000;
	return {...at, run, author, decided};
}

test('They approve it, edit it, or send it back, with the keys of a review.', async () => {
	const approved = shown();
	approved.key('a');
	expect(await approved.decided).toEqual({kind: 'approve'});

	const edited = shown();
	edited.key('e', 'end', '!', 'ctrl-s');
	expect(await edited.decided).toEqual({kind: 'edit', output: 'An outline!'});

	const back = shown();
	back.key('r', ...'Bolder', 'enter');
	expect(await back.decided).toEqual({kind: 'redo', feedback: 'Bolder'});
});

test('An edit that is left is kept apart from those of outputs, and goes once the decision is recorded.', async () => {
	const {key, drafts, controls, run, author, decided, stop} = shown();
	key('e', 'x', 'esc');
	expect(drafts).toEqual({'plan.draft.edit': 'xAn outline'});
	expect(controls.facts().drafted).toBe(true);
	key('e', 'ctrl-s');
	expect(await decided).toEqual({kind: 'edit', output: 'xAn outline'});
	const event = {type: 'draft-decided' as const, ...author, key: 'k', feedback: null, by: 'person' as const};
	run.emit({...event, decision: 'edit', response: 'xAn outline'});
	stop();
	expect(drafts).toEqual({});
});

test('What is for outputs alone is off, and says what to do instead.', () => {
	const {key, notice, controls, desk} = shown();
	for (const off of ['3', 'M']) {
		key(off);
		expect(notice()).toBe('plan is at work on it: r sends it back, with what you say.');
	}
	expect(desk.pending()).toHaveLength(1);
	const words = footKeys('review', controls.facts()).map(({word}) => word);
	expect(words).toEqual(expect.arrayContaining(['approve', 'edit', 'redo', 'stop']));
	expect(words).not.toContain('variants');
});

test('The text is read where outputs are; the panel says what it is, and that the module goes on with it.', () => {
	const {controls, run, desk} = shown();
	const subject: Subject = {
		operation: run.state().operations.get('plan')!,
		lives: [],
		live: null,
		request: desk.pending()[0]!,
		opened: true,
		printing: null,
		held: false,
		stale: false,
		runNotes: [],
		reading: firstReading,
		texts: new Map(),
		diffs: createDiffs(),
		now: 0,
		width: 76,
		raw: false,
		wraps: createWraps(),
		theme: createTheme(),
	};
	const content = outputContent(subject);
	const read = Array.from({length: content.rows}, (_, index) => textOf(content.row(index)));
	expect(read).toEqual(['the outline', '', 'An outline']);

	const about = {...controls.facts(), state: run.state(), folder: null, recorded: false};
	const {title, rows} = decisionOf(about, 76, 8, createTheme())!;
	expect(title).toBe('◆ Review the outline of plan');
	expect(rows.map(textOf)[0]).toBe('plan is at work, and goes on with it as you leave it.');
});
