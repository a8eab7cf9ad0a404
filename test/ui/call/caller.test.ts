import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {startCaller} from '../../../source/ui/call/caller.ts';
import {createPresence, longSilence} from '../../../source/ui/call/presence.ts';
import {createDesk} from '../../../source/ui/desk.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun, reviewOf} from '../a-run.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function aWatch() {
	const run = aRun();
	const desk = createDesk();
	const presence = createPresence(Date.now);
	const calls: string[] = [];
	let title = '';
	const stop = startCaller({
		view: run,
		desk,
		presence,
		notifier: {begin() {}, end() {}, title: text => (title = text), call: text => calls.push(text)},
		glyphs: createTheme().glyphs,
		now: Date.now,
	});
	const review = (name: string) => void desk.review(reviewOf(name, 'A text.'), new AbortController().signal);
	return {run, desk, presence, calls, title: () => title, stop, review};
}

test('Who is there is not called; the title tells how far the run is.', () => {
	const {run, presence, calls, title, review} = aWatch();
	presence.focused(true);
	run.begin('request', 'start_module');
	run.finish('request', 'start_module', 'A task.');
	review('plan');
	vi.advanceTimersByTime(longSilence * 2);
	expect(calls).toEqual([]);
	expect(title()).toBe('OrchestrAI engineering 1/3');
});

test('Who left the window is called once for each thing that comes, and the title says what; back again, it is quiet.', () => {
	const {presence, calls, title, review} = aWatch();
	presence.focused(false);
	review('plan');
	expect(calls).toEqual(['OrchestrAI: plan to review']);
	expect(title()).toBe('◆ plan to review — OrchestrAI');
	presence.focused(false);
	review('code');
	expect(calls).toEqual(['OrchestrAI: plan to review', 'OrchestrAI: code to review']);
	expect(title()).toBe('◆ 2 things wait for you — OrchestrAI');
	presence.focused(true);
	expect(title()).toBe('OrchestrAI engineering 0/3');
	presence.focused(false);
	expect(calls).toHaveLength(2);
	expect(title()).toBe('◆ 2 things wait for you — OrchestrAI');
});

test('Where the terminal never tells, half a minute without a key counts as away.', () => {
	const {presence, calls, review} = aWatch();
	vi.advanceTimersByTime(1000);
	review('plan');
	vi.advanceTimersByTime(longSilence - 1001);
	expect(calls).toEqual([]);
	vi.advanceTimersByTime(1);
	expect(calls).toEqual(['OrchestrAI: plan to review']);
	vi.advanceTimersByTime(longSilence * 3);
	expect(calls).toHaveLength(1);

	presence.pressed();
	review('code');
	vi.advanceTimersByTime(1);
	presence.pressed();
	vi.advanceTimersByTime(longSilence * 3);
	expect(calls).toHaveLength(1);
});

test('A key tells that the person is back, where the terminal missed it.', () => {
	const {presence, calls, review} = aWatch();
	presence.focused(false);
	presence.pressed();
	review('plan');
	expect(calls).toEqual([]);
});

test('The end of the run is told to who is away, and not one that the person made.', () => {
	for (const [status, told] of [
		['done', ['OrchestrAI: engineering is done']],
		['stopped', []],
	] as const) {
		const {run, presence, calls} = aWatch();
		presence.focused(false);
		run.emit({type: 'run-finished', status, message: null});
		expect(calls).toEqual(told);
	}
});

test('What was answered before anybody was called is not called for, and nothing is once it is over.', () => {
	const {desk, calls, review, presence, stop} = aWatch();
	review('plan');
	const [request] = desk.pending();
	if (request?.kind === 'review') desk.settle(request, {kind: 'approve'});
	vi.advanceTimersByTime(longSilence * 2);
	expect(calls).toEqual([]);
	stop();
	presence.focused(false);
	review('code');
	expect(calls).toEqual([]);
});
