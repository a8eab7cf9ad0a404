import {describe, expect, test} from 'vitest';
import {operationFound} from '../../../source/ui/run/finding.ts';
import {aRun, reviewOf} from '../a-run.ts';
import {atTheControls} from './at-the-controls.ts';

const never = new AbortController().signal;

/** A person who looks around in a run of `request`, `plan` and `code`. */
function person() {
	const run = aRun();
	const at = atTheControls({view: run, rawText: () => null, now: () => run.clock.time});
	const {screen} = at.controls;
	return {...at, run, screen, selected: () => screen().selected};
}

describe('in the graph', () => {
	test('an operation is selected while its name is typed, and kept', () => {
		const {key, selected, mode, screen} = person();
		key('/', 'l', 'a');
		expect(selected()).toBe('plan');
		key('enter', 'esc');
		expect(mode()).toBe('browse');
		expect([selected(), screen().steered]).toEqual(['plan', true]);
	});

	test('esc while typing goes back to where it began', () => {
		const {key, selected} = person();
		key('g', '/', 'c', 'o');
		expect(selected()).toBe('code');
		key('esc');
		expect(selected()).toBe('request');
	});

	test('n and N go through all that match, and around', () => {
		const {run, key, selected, screen} = person();
		key('g', '/', 'e', 'enter');
		expect(selected()).toBe('request');
		key('n');
		expect(selected()).toBe('code');
		key('n');
		expect(selected()).toBe('request');
		key('N');
		expect(selected()).toBe('code');
		expect(operationFound(run.state(), screen().search!)).toEqual({name: 'code', at: 1, count: 2});
	});

	test('letters in their order are enough, and nothing moves for a name that is not there', () => {
		const {key, selected} = person();
		key('g', '/', 'r', 'q', 't');
		expect(selected()).toBe('request');
		key('ctrl-u', 'p', 'n');
		expect(selected()).toBe('plan');
		key('x');
		expect(selected()).toBe('request');
	});

	test('what waits at an operation that was found opens once the search is left', () => {
		const {run, desk, key, mode} = person();
		run.finish('plan', 'code_planner', 'A plan', true);
		void desk.review(reviewOf('plan', 'A plan'), never);
		key('esc', '/', 'p', 'l', 'enter');
		expect(mode()).toBe('found');
		key('esc');
		expect(mode()).toBe('review');
	});
});

describe('in the text', () => {
	test('each letter seeks from where it began, and esc goes back there', () => {
		const {key, controls, screen, mode} = person();
		controls.shows({rows: 100, height: 10, top: 40});
		key('tab', '/', 'a');
		expect(mode()).toBe('search');
		expect(screen().scroll).toEqual({kind: 'match'});
		expect(screen().search).toMatchObject({among: 'text', origin: 40, step: 0});
		key('esc');
		expect(screen()).toMatchObject({search: null, scroll: {kind: 'auto'}});
	});

	test('it goes on from where one has scrolled to meanwhile', () => {
		const {key, controls, screen} = person();
		controls.shows({rows: 100, height: 10, top: 0});
		key('tab', '/', 'a', 'enter', 'n', 'n');
		expect(screen().search).toMatchObject({origin: 0, step: 2});
		key('j');
		controls.shows({rows: 100, height: 10, top: 50});
		key('n');
		expect(screen().search).toMatchObject({origin: 50, step: 0});
		key('N');
		expect(screen().search).toMatchObject({origin: 50, step: -1});
	});

	test('the place is kept when the search is left, and an empty one leaves by itself', () => {
		const {key, controls, screen, mode} = person();
		controls.shows({rows: 100, height: 10, top: 0});
		key('tab', '/', 'a', 'enter');
		controls.shows({rows: 100, height: 10, top: 70});
		key('esc');
		expect(screen().scroll).toEqual({kind: 'at', top: 70});
		key('/', 'enter');
		expect(mode()).toBe('browse');
	});

	test('a pasted text is sought in one line', () => {
		const {key, controls, screen} = person();
		key('tab', '/');
		controls.paste('two\nlines');
		expect(screen().search!.line.text).toBe('two lines');
	});
});

test('No request opens meanwhile, and no key decides one: N is the match before, not a refusal', () => {
	const {run, desk, key, mode, screen} = person();
	run.begin('code', 'engineer');
	key('tab', '/', 'a', 'enter');
	void desk.allow(
		{
			output_name: 'code',
			module: 'engineer',
			attempt: 1,
			number: 1,
			subject: {kind: 'run', command: 'python3 main.py', folder: '/workspace', caged: true},
		} as Parameters<typeof desk.allow>[0],
		never,
	);
	expect(mode()).toBe('found');
	key('N', 'Y', 'T');
	expect(desk.pending()).toHaveLength(1);
	key('q');
	expect(screen().notice?.text).toBe('The search is still open: esc leaves it first.');
	key('esc');
	expect(mode()).toBe('consent');
});
