import {describe, expect, test, vi} from 'vitest';
import type {EditOutcome, Question} from '../../../source/core/ports.ts';
import {readKeystrokes} from '../../../source/ui/input/keystrokes.ts';
import {footKeys} from '../../../source/ui/keys/keymap.ts';
import {aRun, reviewOf} from '../a-run.ts';
import {atTheControls} from './at-the-controls.ts';

const never = new AbortController().signal;
const question: Question = {
	output_name: 'request',
	module: 'start_module',
	attempt: 1,
	number: 1,
	question: 'What should be made?',
	show: [],
	optional: false,
};
const failure = {
	output_name: 'code',
	module: 'engineer',
	attempt: 1,
	kind: 'model:quota',
	message: 'No quota.',
	remedy: null,
	yields: 'text' as const,
	problem: null,
	written: null,
	current: null,
};

/** A person before a run: what they press, and what the world hears of it. */
function person({
	edited = {kind: 'unchanged'} as EditOutcome,
	writes = async () => edited,
	drafts = {} as Record<string, string>,
} = {}) {
	const run = aRun();
	const at = atTheControls({
		view: run,
		drafts,
		openEditor: writes,
		intentions: {
			pause: () => {
				at.heard.push('pause');
				run.emit({type: 'run-paused', paused: true});
			},
			copy: async text => `Copied ${text}`,
		},
		now: () => run.clock.time,
	});
	const type = (text: string) => {
		for (const stroke of readKeystrokes(text, {} as Parameters<typeof readKeystrokes>[1]))
			at.controls.press(stroke);
	};
	const wait = (ms: number) => {
		run.clock.time += ms;
	};
	return {...at, run, type, wait};
}

describe('what is looked at', () => {
	test('follows what runs until the person moves, and again after esc', () => {
		const {run, controls, key} = person();
		run.begin('request', 'start_module');
		expect(controls.screen().selected).toBe('request');
		run.finish('request', 'start_module', 'A game');
		run.begin('plan', 'code_planner');
		expect(controls.screen().selected).toBe('plan');
		key('up');
		run.finish('plan', 'code_planner', 'A plan');
		run.begin('code', 'engineer');
		expect(controls.screen().selected).toBe('request');
		key('esc');
		expect(controls.screen().selected).toBe('code');
	});

	test('does not move while a decision is open', () => {
		const {run, desk, controls} = person();
		run.finish('plan', 'code_planner', 'A plan', true);
		void desk.review(reviewOf('plan', 'A plan'), never);
		run.begin('code', 'engineer');
		expect(controls.screen().selected).toBe('plan');
	});
});

describe('a request', () => {
	test('opens by itself when nobody is busy, and its deciding keys are deaf at first', async () => {
		const {desk, mode, key, wait} = person();
		const decided = desk.review(reviewOf('plan', 'A plan'), never);
		expect(mode()).toBe('review');
		wait(299);
		key('a');
		expect(desk.pending()).toHaveLength(1);
		wait(1);
		key('a');
		expect(await decided).toEqual({kind: 'approve'});
	});

	test('does not take the focus from one who types, and opens when they are done', () => {
		const {desk, mode, type, wait, controls} = person();
		void desk.ask(question, never);
		type('A ga');
		void desk.review(reviewOf('plan', 'A plan'), never);
		expect(mode()).toBe('line');
		type('me');
		expect(controls.screen().typing?.editor.text).toBe('A game');
		wait(1000);
		type('\r');
		expect(mode()).toBe('review');
	});

	test('is reached with m, one after the other, and its keys work at once', async () => {
		const {desk, key, controls} = person();
		const first = desk.review(reviewOf('plan', 'A plan'), never);
		void desk.mend(failure, never);
		key('m');
		expect(controls.screen().selected).toBe('code');
		key('m', 'a');
		expect(await first).toEqual({kind: 'approve'});
	});

	test('that was left with esc does not come back by itself', () => {
		const {run, desk, key, mode} = person();
		void desk.review(reviewOf('plan', 'A plan'), never);
		key('esc');
		run.begin('code', 'engineer');
		expect(mode()).toBe('browse');
		key('m');
		expect(mode()).toBe('review');
	});

	test('is not decided while there is no room to show it, and deaf again once there is', async () => {
		const {desk, mode, key, wait, controls, heard} = person();
		const decided = desk.review(reviewOf('plan', 'A plan'), never);
		wait(1000);
		controls.fits(false);
		key('a', 'x', 'y', 'e', 'r');
		controls.paste('a');
		expect(desk.pending()).toHaveLength(1);
		key('ctrl-c');
		expect(heard).toEqual(['pause']);
		controls.fits(true);
		expect(mode()).toBe('review');
		key('a');
		expect(desk.pending()).toHaveLength(1);
		wait(300);
		key('a');
		expect(await decided).toEqual({kind: 'approve'});
	});

	test('that comes while there is no room opens when there is', () => {
		const {desk, mode, type, controls} = person();
		controls.fits(false);
		void desk.ask(question, never);
		type('A game');
		controls.fits(true);
		expect(mode()).toBe('line');
		expect(controls.screen().typing?.editor.text).toBe('');
	});

	test('of another operation is not decided by the keys of the one that is looked at', () => {
		const {desk, key, wait, mode} = person();
		void desk.review(reviewOf('plan', 'A plan'), never);
		wait(1000);
		key('tab', 'up', 'a');
		expect(mode()).toBe('browse');
		expect(desk.pending()).toHaveLength(1);
	});

	test('that is withdrawn while one types stays before them, so that no letter becomes a key; its draft is kept', () => {
		const {desk, drafts, heard, type, key, mode, controls} = person();
		const abort = new AbortController();
		void desk.ask(question, abort.signal);
		type('A ga');
		abort.abort();
		void desk.review(reviewOf('plan', 'A plan'), never);
		type('me q\r');
		expect(mode()).toBe('line');
		expect(controls.screen().notice?.text).toContain('Nobody waits for this any more');
		expect(heard).toEqual([]);
		expect(desk.pending()).toHaveLength(1);
		key('esc');
		expect(drafts).toEqual({'request.answer': 'A game q'});
		expect(mode()).toBe('review');
	});

	test('that is withdrawn before a word was typed closes', () => {
		const {desk, mode} = person();
		const abort = new AbortController();
		void desk.ask(question, abort.signal);
		abort.abort();
		expect(mode()).toBe('browse');
	});

	test('that is withdrawn while its text is in the person’s own editor leaves them what they wrote', async () => {
		const abort = new AbortController();
		const {desk, drafts, key, wait, controls} = person({
			async writes() {
				abort.abort();
				return {kind: 'edited', text: 'A better plan'};
			},
		});
		void desk.review(reviewOf('plan', 'A plan'), abort.signal);
		wait(1000);
		key('E');
		await vi.waitFor(() => expect(controls.screen().notice?.text).toContain('no longer asked for'));
		expect(drafts).toEqual({'plan.edit': 'A better plan'});
	});
});

describe('an answer', () => {
	test('is sent with the Enter that came in the same batch, new lines included', async () => {
		const {desk, type} = person();
		const reply = desk.ask(question, never);
		type('one\ntwo\r');
		expect(await reply).toEqual({kind: 'said', text: 'one\ntwo'});
	});

	test('of nothing is refused, unless the question is optional: then it means nothing more', async () => {
		const {desk, key, wait, controls} = person();
		void desk.ask(question, never);
		wait(1000);
		key('enter');
		expect(controls.screen().notice?.text).toContain('An answer is needed');
		controls.press({name: 'x', text: 'x'});
		key('enter');
		const reply = desk.ask({...question, optional: true}, never);
		wait(1000);
		key('enter');
		expect(await reply).toEqual({kind: 'declined'});
	});

	test('takes pasted keys for text', () => {
		const {desk, controls} = person();
		void desk.ask(question, never);
		controls.paste('q\r\nA\r\n');
		expect(controls.screen().typing?.editor.text).toBe('q\nA\n');
		expect(desk.pending()).toHaveLength(1);
	});

	test('is kept as a draft within two seconds, offered again, and forgotten once sent', () => {
		vi.useFakeTimers();
		try {
			const {desk, drafts, type, key, controls} = person();
			void desk.ask(question, never);
			type('A game');
			vi.advanceTimersByTime(2000);
			expect(drafts).toEqual({'request.answer': 'A game'});
			key('esc', 'enter');
			expect(controls.screen().typing?.editor.text).toBe('A game');
			type('!\r');
			vi.advanceTimersByTime(2000);
			expect(drafts).toEqual({});
		} finally {
			vi.useRealTimers();
		}
	});
});

describe('a review', () => {
	test('takes what the editor brought back as the edited output', async () => {
		const {desk, key, opened, wait} = person({edited: {kind: 'edited', text: 'A better plan'}});
		const decided = desk.review(reviewOf('plan', 'A plan'), never);
		wait(1000);
		key('E');
		expect(await decided).toEqual({kind: 'edit', output: 'A better plan'});
		expect(opened).toEqual(['A plan']);
	});

	test('stays open when nothing was edited', async () => {
		const {desk, key, controls, wait, mode} = person();
		void desk.review(reviewOf('plan', 'A plan'), never);
		wait(1000);
		key('E');
		await vi.waitFor(() => expect(controls.screen().notice?.text).toContain('Nothing was changed'));
		expect(mode()).toBe('review');
	});

	test('keeps what was written when the editor fails', async () => {
		const {desk, key, controls, wait, drafts} = person({
			edited: {kind: 'failed', message: 'vi crashed.', text: 'half'},
		});
		void desk.review(reviewOf('plan', 'A plan'), never);
		wait(1000);
		key('E');
		await vi.waitFor(() =>
			expect(controls.screen().notice?.text).toBe('What you wrote is kept. vi crashed.'),
		);
		controls.press({name: 'q', text: 'q'});
		expect(drafts).toEqual({'plan.edit': 'half'});
	});

	test('is redone with feedback, which must not be empty', async () => {
		const {desk, key, type, wait, controls} = person();
		const decided = desk.review(reviewOf('plan', 'A plan'), never);
		wait(1000);
		key('r', 'enter');
		expect(controls.screen().notice?.text).toContain('Say what should be different');
		type('Fewer files\r');
		expect(await decided).toEqual({kind: 'redo', feedback: 'Fewer files'});
	});

	test('stops the run only after a yes', async () => {
		const {desk, key, wait} = person();
		const decided = desk.review(reviewOf('plan', 'A plan'), never);
		wait(1000);
		key('x', 'n');
		expect(desk.pending()).toHaveLength(1);
		key('x', 'y');
		expect(await decided).toEqual({kind: 'stop'});
	});
});

describe('a failure', () => {
	test('is retried with or without a hint, written by hand, or skipped', async () => {
		for (const [keys, mending] of [
			[['r', 'enter'], {kind: 'retry', feedback: undefined}],
			[['r', 'h', 'i', 'enter'], {kind: 'retry', feedback: 'hi'}],
			[['W'], {kind: 'write', output: 'By hand'}],
			[['S', 'y'], {kind: 'skip'}],
		] as const) {
			const {desk, key, wait} = person({edited: {kind: 'edited', text: 'By hand'}});
			const mended = desk.mend(failure, never);
			wait(1000);
			key(...keys);
			expect(await mended).toEqual(mending);
		}
	});
});

describe('a failure after an earlier version', () => {
	test('can be left at that version, which its key names', async () => {
		const {run, desk, key, wait, controls} = person();
		run.finish('code', 'engineer', 'Code');
		const mended = desk.mend({...failure, attempt: 2, current: 'Code'}, never);
		wait(1000);
		expect(footKeys('failure', controls.facts())[0]!.word).toBe('keep v1');
		key('a');
		expect(await mended).toEqual({kind: 'approve'});
	});

	test('opens the editor on it; saved unchanged, nothing is decided', async () => {
		const {desk, key, wait, opened, controls} = person({edited: {kind: 'edited', text: 'Code'}});
		void desk.mend({...failure, current: 'Code'}, never);
		wait(1000);
		key('W');
		await vi.waitFor(() => expect(controls.screen().notice?.text).toContain('Nothing was changed'));
		expect(opened).toEqual(['Code']);
		expect(desk.pending()).toHaveLength(1);
	});

	test('cannot be kept where there is none', () => {
		const {desk, key, wait, controls} = person();
		void desk.mend(failure, never);
		wait(1000);
		key('a');
		expect(controls.screen().notice?.text).toBe('There is no earlier version to keep.');
		expect(desk.pending()).toHaveLength(1);
	});

	test('is skipped only after a yes, which names how many operations that blocks', () => {
		const {desk, key, wait, controls} = person();
		void desk.mend({...failure, output_name: 'request'}, never);
		wait(1000);
		key('S');
		expect(controls.screen().confirm?.question).toBe('Skip request? That blocks 2 operations that need it.');
		key('n');
		expect(desk.pending()).toHaveLength(1);
	});
});

describe('consent and budget', () => {
	test('are given once, for the rest of the run, or refused', async () => {
		const subject = {kind: 'run' as const, command: 'python3 main.py', caged: true, folder: '/tmp'};
		for (const [pressed, consent] of [
			['Y', {kind: 'given', lasts: 'once'}],
			['T', {kind: 'given', lasts: 'rest of run'}],
			['N', {kind: 'refused', reason: 'You refused it.'}],
		] as const) {
			const {desk, key, wait} = person();
			const allowed = desk.allow({output_name: 'code', module: 'debugger', attempt: 1, subject}, never);
			wait(1000);
			key('y', pressed);
			expect(await allowed).toEqual(consent);
		}
	});

	test('are never given for the rest of the run to lines that could run anything', async () => {
		const {desk, key, wait, controls} = person();
		const subject = {
			kind: 'install' as const,
			command: 'pip install -r requirements.txt',
			caged: true,
			folder: '/tmp',
			requirements: ['-e .'],
			unusual: ['-e .'],
		};
		const allowed = desk.allow({output_name: 'code', module: 'debugger', attempt: 1, subject}, never);
		wait(1000);
		key('y', 'T');
		expect(desk.pending()).toHaveLength(1);
		expect(controls.screen().notice?.text).toContain('one installation at a time');
		key('y', 'Y');
		expect(await allowed).toEqual({kind: 'given', lasts: 'once'});
	});

	test('a budget is raised by an amount in dollars or tokens, and by nothing else', async () => {
		const {desk, key, type, wait, controls} = person();
		const decided = desk.extend(
			{output_name: null, message: 'Reached.', spent_usd: 1, spent_tokens: 10},
			never,
		);
		wait(1000);
		key('r');
		type('much\r');
		expect(controls.screen().notice?.text).toContain('Type an amount');
		key('ctrl-u');
		type('500k tokens\r');
		expect(await decided).toEqual({kind: 'go on', max_tokens: 500_000});
	});
});

describe('leaving', () => {
	test('asks while the run goes on, and not once it is over', () => {
		const {run, heard, key} = person();
		key('q', 'n');
		expect(heard).toEqual([]);
		key('q', 'y');
		expect(heard).toEqual(['quit']);
		run.emit({type: 'run-finished', status: 'done', message: null});
		key('space');
		key('q');
		expect(heard).toEqual(['quit', 'quit']);
		key('ctrl-c');
		expect(heard).toEqual(['quit', 'quit', 'quit']);
	});

	test('takes two Ctrl-C in a row, the first of which pauses, also while typing', () => {
		const {desk, heard, key, wait} = person();
		void desk.ask(question, never);
		key('ctrl-c');
		expect(heard).toEqual(['pause']);
		wait(60_000);
		key('a');
		key('ctrl-c');
		expect(heard).toEqual(['pause']);
		key('ctrl-c');
		expect(heard).toEqual(['pause', 'quit']);
	});

	test('leaves with Ctrl-C for as long as it says that this leaves', () => {
		const {heard, key, wait, notice} = person();
		key('ctrl-c');
		wait(60_000);
		expect(notice()).toBe(
			'Paused: what runs goes on to its end, nothing new starts. Ctrl-C again leaves the run.',
		);
		key('ctrl-c');
		expect(heard).toEqual(['pause', 'quit']);
	});
});

test('an action that throws is told, and ends nothing', () => {
	const {controls, key} = person();
	const {run} = {run: controls.facts().state};
	Object.defineProperty(run, 'operations', {
		get() {
			throw new Error('broken');
		},
	});
	key('down');
	expect(controls.screen().notice).toEqual({text: 'That did not work: broken', tone: 'bad'});
});

test('whether to leave is no question any more once the run has ended', () => {
	const {controls, run, key, heard} = person();
	key('q');
	expect(controls.screen().confirm?.question).toContain('Leave now?');
	run.emit({type: 'run-finished', status: 'done', message: null});
	expect(controls.screen().confirm).toBe(null);
	key('q');
	expect(heard).toEqual(['quit']);
});

describe('a key that does nothing here', () => {
	test('says what it is for, and how to come there', () => {
		const {desk, key, mode, controls} = person();
		key('x');
		expect(controls.screen().notice?.text).toBe(
			'x is for a review, a failure, a debugger that asks how to go on or a spent budget; none is open here.',
		);
		void desk.review(reviewOf('plan', 'A plan'), never);
		expect(controls.screen()).toMatchObject({notice: null, open: {kind: 'review'}});
		key('esc', 'a');
		expect(mode()).toBe('browse');
		expect(controls.screen().notice?.text).toContain('m goes to what waits for you');
	});

	test('says what is before it, while that is open', () => {
		const {key, controls} = person();
		for (const [opens, says] of [
			['?', 'The help is open'],
			['q', 'Answer the question first'],
		] as const) {
			key(opens, 's');
			expect(controls.screen().notice?.text).toContain(says);
			key('esc');
		}
	});

	test('is passed over if it is no key anywhere, or if there is no room to see anything', () => {
		const {key, controls} = person();
		key('~');
		expect(controls.screen().notice).toBeNull();
		controls.fits(false);
		key('tab', 'a');
		expect(controls.screen().notice).toBeNull();
	});
});

test('The cursor among the versions goes to one that the person wrote, wherever it stood', () => {
	const {run, key, controls} = person();
	run.begin('plan', 'code_planner');
	run.finish('plan', 'code_planner', 'A plan');
	run.emit({type: 'output-edited', output_name: 'plan', response: 'Mine', version: 2, by: 'person'});
	key('tab', '>', '>', 'up');
	expect(controls.screen()).toMatchObject({tab: 'versions', reading: {version: 1}});
	run.emit({type: 'output-edited', output_name: 'plan', response: 'Mine too', version: 3, by: 'person'});
	expect(controls.screen().reading.version).toBeNull();
});

test('In 80 columns a review shows the keys that decide, and the one that compares', () => {
	const {run, desk, wait, controls} = person();
	run.finish('plan', 'code_planner', 'A plan', true);
	run.emit({type: 'output-edited', output_name: 'plan', response: 'Mine', version: 2, by: 'person'});
	void desk.review(reviewOf('plan', 'Mine'), never);
	wait(1000);
	const foot = footKeys('review', controls.facts()).map(({entry, word}) => `${entry.shown} ${word}`);
	expect(foot.slice(0, 7)).toEqual([
		'a approve',
		'e edit',
		'r redo',
		'd diff',
		'A all',
		'x stop',
		'E editor',
	]);
	expect(` ${foot.slice(0, 7).join('   ')}  ? help `.length).toBeLessThanOrEqual(80);
});
