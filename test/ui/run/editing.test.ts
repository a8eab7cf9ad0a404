/** A person who edits in place, before controls and a desk: what they press, and what becomes of the text. */
import {describe, expect, test, vi} from 'vitest';
import {parseCodebase} from '../../../source/core/files/codebase-text.ts';
import type {FailureRequest, ReviewRequest} from '../../../source/core/ports.ts';
import {textOf} from '../../../source/ui/editor/lines.ts';
import {footKeys, helpFor} from '../../../source/ui/keys/keymap.ts';
import {aRun, reviewOf} from '../a-run.ts';
import {atTheControls} from './at-the-controls.ts';

const never = new AbortController().signal;

function person(drafts: Record<string, string> = {}, files: Record<string, string> = {}) {
	const run = aRun(files);
	const at = atTheControls({view: run, drafts, now: () => run.clock.time});
	const {desk, controls, key} = at;
	const review = (request: ReviewRequest, signal = never) => {
		const decided = desk.review(request, signal);
		run.clock.time += 1000;
		return decided;
	};
	const decided = (decision: 'edit' | 'approve') =>
		run.emit({
			type: 'review-decided',
			output_name: 'plan',
			module: 'code_planner',
			attempt: 1,
			subject: 'output',
			decision,
			feedback: null,
			by: 'person',
			...(decision === 'edit' ? {response: 'edited', version: 2} : {}),
		});
	return {
		...at,
		run,
		type: (text: string) => key(...text),
		review,
		decided,
		text: () => textOf(controls.screen().editing!.editor.lines),
	};
}

describe('an output that is edited in place', () => {
	test('is approved as it stands when it is saved, and its draft goes once that is recorded', async () => {
		const {review, key, type, mode, decided, drafts, stop} = person();
		const settled = review(reviewOf('plan', 'A plan'));
		key('e');
		expect(mode()).toBe('editor');
		key('end');
		type('!');
		key('enter', 'ctrl-s');
		expect(await settled).toEqual({kind: 'edit', output: 'A plan!\n'});
		expect(mode()).toBe('browse');
		decided('edit');
		stop();
		expect(drafts).toEqual({});
	});

	test('keeps its draft until that is recorded: a run that dies first has lost nothing', () => {
		const {review, key, type, drafts, stop} = person();
		void review(reviewOf('plan', 'A plan'));
		key('e');
		type('x');
		key('ctrl-s');
		stop();
		expect(drafts).toEqual({'plan.edit': 'xA plan'});
	});

	test('is not approved beside a draft that waits before the person was asked', async () => {
		for (const [pressed, decision] of [
			['a', {kind: 'approve'}],
			['A', {kind: 'approve', rest: true}],
		] as const) {
			const {run, review, key, type, mode, controls, desk, drafts} = person();
			run.finish('plan', 'code_planner', 'A plan', true);
			const settled = review(reviewOf('plan', 'A plan'));
			key('e');
			type('My');
			key('esc');
			expect(controls.facts().drafted).toBe(true);
			key(pressed);
			expect(controls.screen().confirm?.question).toBe(
				'Approve v1 as it is? Your unsaved edit stays a draft and is not used.',
			);
			key('n');
			expect(mode()).toBe('review');
			expect(desk.pending()).toHaveLength(1);
			key(pressed, 'y');
			expect(await settled).toEqual(decision);
			expect(drafts).toEqual({'plan.edit': 'MyA plan'});
		}
	});

	test('is approved at once where the draft says what it says, or was saved away', async () => {
		const {run, review, key, type, controls} = person({'plan.edit': 'A plan'});
		run.finish('plan', 'code_planner', 'A plan', true);
		const settled = review(reviewOf('plan', 'A plan'));
		expect(controls.facts().drafted).toBe(false);
		key('e');
		type('x');
		key('esc');
		expect(controls.facts().drafted).toBe(true);
		key('e', 'ctrl-r', 'ctrl-s');
		expect(controls.facts().drafted).toBe(false);
		key('a');
		expect(await settled).toEqual({kind: 'approve'});
	});

	test('finds the draft of an earlier sitting, for which the disk is read once', () => {
		const drafts = {'plan.edit': 'Mine'};
		let read = 0;
		const {review, controls} = person(
			new Proxy(drafts, {
				get(target, name) {
					read++;
					return Reflect.get(target, name);
				},
			}),
		);
		void review(reviewOf('plan', 'A plan'));
		for (let frame = 0; frame < 5; frame++) expect(controls.facts().drafted).toBe(true);
		expect(read).toBe(1);
	});

	test('leaves its draft when it is left, which is opened again, and from which the version can be had back', () => {
		const {review, key, type, mode, text, notice, controls, opened} = person();
		void review(reviewOf('plan', 'A plan'));
		key('e');
		type('My');
		key('esc');
		expect(mode()).toBe('review');
		expect(notice()).toContain('Your draft is kept');
		key('E');
		expect(opened).toEqual(['MyA plan']);
		expect(mode()).toBe('away');
		return vi.waitFor(() => {
			expect(mode()).toBe('review');
			key('e');
			expect(text()).toBe('MyA plan');
			expect(notice()).toContain('Your draft is back.');
			key('ctrl-r');
			expect(text()).toBe('A plan');
			key('ctrl-z');
			expect(text()).toBe('MyA plan');
			expect(controls.screen().editing).toMatchObject({offered: true});
		});
	});

	test('decides nothing when it was not changed, and leaves no draft', () => {
		const {review, key, type, mode, notice, desk, drafts, stop} = person();
		void review(reviewOf('plan', 'A plan'));
		key('e');
		type('x');
		key('backspace', 'ctrl-s');
		expect(mode()).toBe('review');
		expect(notice()).toContain('Nothing was changed');
		expect(desk.pending()).toHaveLength(1);
		stop();
		expect(drafts).toEqual({});
	});

	test('that is refused comes back as it was left, with the reason, to be mended and undone', async () => {
		const {review, key, type, text, controls} = person();
		const first = review({...reviewOf('plan', 'ab'), yields: 'codebase'});
		key('e', 'right');
		type('x');
		key('ctrl-s');
		expect(await first).toEqual({kind: 'edit', output: 'axb'});
		const second = review({...reviewOf('plan', 'axb'), yields: 'codebase', problem: 'A fence is open.'});
		expect(controls.screen().editing).toMatchObject({problem: 'A fence is open.', from: 'v1'});
		expect(controls.screen().editing?.editor.cursor).toEqual({line: 0, at: 2});
		key('ctrl-z');
		expect(text()).toBe('ab');
		key('ctrl-y');
		type('y');
		key('ctrl-s');
		expect(await second).toEqual({kind: 'edit', output: 'axyb'});
	});

	test('that was refused after a stay in $EDITOR does not open by itself', () => {
		const {review, mode} = person();
		void review({...reviewOf('plan', 'typed elsewhere'), problem: 'A fence is open.'});
		expect(mode()).toBe('review');
	});

	test('stays before the person when nobody asks for it any more, and is kept as a draft', () => {
		const {review, key, type, mode, drafts, notice, text, desk} = person();
		const gone = new AbortController();
		void review(reviewOf('plan', 'A plan'), gone.signal);
		key('e');
		type('x');
		gone.abort();
		void desk.review(reviewOf('code', 'Code'), never);
		type('q');
		key('ctrl-s');
		expect(mode()).toBe('editor');
		expect(text()).toBe('xqA plan');
		expect(notice()).toContain('Nobody waits for this any more');
		expect(desk.pending()).toHaveLength(1);
		key('esc');
		expect(drafts).toEqual({'plan.edit': 'xqA plan'});
		expect(mode()).toBe('review');
	});

	test('closes when nobody asks for it any more and nothing was changed', () => {
		const {review, key, mode} = person();
		const gone = new AbortController();
		void review(reviewOf('plan', 'A plan'), gone.signal);
		key('e');
		gone.abort();
		expect(mode()).toBe('browse');
	});

	test('lets nothing else open meanwhile, whatever comes', () => {
		const {review, key, type, mode, text, desk} = person();
		void review(reviewOf('plan', 'A plan'));
		key('e');
		void desk.review(reviewOf('code', 'Code'), never);
		type('aAYxq');
		expect(mode()).toBe('editor');
		expect(text()).toBe('aAYxqA plan');
		expect(desk.pending()).toHaveLength(2);
	});
});

describe('a failure', () => {
	const failure: FailureRequest = {
		output_name: 'code',
		module: 'engineer',
		attempt: 1,
		kind: 'model:quota',
		message: 'No quota.',
		remedy: null,
		yields: 'codebase',
		problem: null,
		written: null,
		current: null,
	};

	test('is mended by a text that is written in place, and again if that is refused', async () => {
		const {desk, run, key, type, mode, controls} = person();
		const first = desk.mend(failure, never);
		run.clock.time += 1000;
		key('w', 'ctrl-a', 'delete');
		type('no fence');
		key('ctrl-s');
		expect(await first).toEqual({kind: 'write', output: 'no fence'});
		void desk.mend({...failure, problem: 'No files.', written: 'no fence'}, never);
		expect(mode()).toBe('editor');
		expect(controls.screen().editing?.problem).toBe('No files.');
	});
});

describe('an output of files that is written by hand', () => {
	const failure: FailureRequest = {
		output_name: 'code',
		module: 'engineer',
		attempt: 1,
		kind: 'model:quota',
		message: 'No quota.',
		remedy: null,
		yields: 'codebase',
		problem: null,
		written: null,
		current: null,
	};

	test('begins with an example of the form, which is not taken as it is', async () => {
		const {desk, run, key, text, mode, notice, opened} = person();
		void desk.mend(failure, never);
		run.clock.time += 1000;
		key('w');
		expect(text()).toMatch(/^## main\.py\n```python\n.*\n```\n$/);
		const read = parseCodebase(text());
		expect('files' in read && [...read.files.keys()]).toEqual(['main.py']);
		const example = text();
		key('ctrl-s');
		expect(mode()).toBe('failure');
		expect(notice()).toContain('Nothing was changed');
		key('W');
		await vi.waitFor(() => expect(notice()).toContain('Nothing was changed, so nothing was decided.'));
		expect(opened).toEqual([example]);
		expect(desk.pending()).toHaveLength(1);
	});

	test('begins with the files that it starts from, if there are any', () => {
		const {desk, run, key, text} = person({}, {'game.py': 'print(1)\n'});
		void desk.mend(failure, never);
		run.clock.time += 1000;
		key('w');
		expect(text()).toBe('## game.py\n```python\nprint(1)\n```\n');
	});

	test('is an empty page where it is a text', () => {
		const {desk, run, key, text} = person({}, {'game.py': 'print(1)\n'});
		void desk.mend({...failure, yields: 'text'}, never);
		run.clock.time += 1000;
		key('w');
		expect(text()).toBe('');
	});
});

describe('in the editor', () => {
	function editing(text: string) {
		const one = person();
		void one.review(reviewOf('plan', text));
		one.key('e');
		return one;
	}

	test('what is pasted is text, whatever it looks like', () => {
		const {controls, text, mode} = editing('');
		controls.paste('q\r\n\u0013\u001b');
		expect(text()).toBe('q\n\u0013\u001b');
		expect(mode()).toBe('editor');
	});

	test('what is cut or copied can be put back, and goes to the clipboard too', async () => {
		const {key, text, copied} = editing('one two');
		key('ctrl-shift-right', 'ctrl-x', 'end', 'ctrl-v');
		expect(text()).toBe(' twoone');
		key('home', 'shift-end', 'alt-c', 'right', 'ctrl-v');
		expect(text()).toBe(' twoonetwoone');
		expect(copied).toEqual(['one', 'twoone']);
	});

	test('Ctrl-C copies what is selected, and pauses the run where nothing is', () => {
		const {key, copied, heard} = editing('one two');
		key('ctrl-shift-right', 'ctrl-c');
		expect({copied, heard}).toEqual({copied: ['one'], heard: []});
		key('right', 'ctrl-c');
		expect({copied, heard}).toEqual({copied: ['one'], heard: ['pause']});
	});

	test('the arrows alone select after alt-a, for terminals that send no shift', () => {
		const {key, text, mode} = editing('one two');
		key('alt-a', 'alt-f', 'backspace');
		expect(text()).toBe(' two');
		key('ctrl-space', 'end', 'esc');
		expect(mode()).toBe('editor');
		key('backspace');
		expect(text()).toBe(' tw');
	});

	test('a text is found as it is typed, from place to place, and is left selected', () => {
		const {key, type, mode, text, controls} = editing('a fox\nno\na fox and a fox');
		key('ctrl-f');
		type('fox');
		const at = () => controls.screen().editing?.editor.mark;
		expect(at()).toEqual({line: 0, at: 2});
		key('enter', 'enter');
		expect(at()).toEqual({line: 2, at: 12});
		key('up', 'up', 'up');
		expect(at()).toEqual({line: 2, at: 12});
		expect(controls.screen().editing?.finding?.found).toBe('past the end');
		type('es');
		expect(controls.screen().editing?.finding?.found).toBe('no');
		key('esc');
		expect(mode()).toBe('editor');
		type('dog');
		expect(text()).toBe('a fox\nno\na fox and a dog');
	});

	test('the foot offers what works now', () => {
		const {key, type, controls} = editing('one');
		const words = () => footKeys('editor', controls.facts()).map(({word}) => word);
		expect(words()).not.toContain('undo');
		type('x');
		expect(words()).toContain('undo');
		expect(words()).toContain('leave, draft kept');
		key('shift-left');
		expect(words()).toContain('drop the selection');
		key('ctrl-z');
		expect(words()).toContain('redo');
	});

	test('the help shows every key and leads back', () => {
		const {key, mode, controls} = editing('one');
		key('ctrl-g');
		expect(mode()).toBe('help');
		expect(helpFor(controls.screen()).groups[0]).toBe('Editing');
		key('esc');
		expect(mode()).toBe('editor');
	});
});
