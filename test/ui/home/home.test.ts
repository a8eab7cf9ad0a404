import {describe, expect, test} from 'vitest';
import {forkRows} from '../../../source/ui/home/fork-rows.ts';
import {firstHome, type Home, listOf, selectedItem} from '../../../source/ui/home/home.ts';
import {itemsOf, keyOf} from '../../../source/ui/home/items.ts';
import type {Offers} from '../../../source/ui/home/offers.ts';
import {pasteHome, pressHome} from '../../../source/ui/home/press.ts';
import {homeKeys} from '../../../source/ui/keys/home-keys.ts';
import {footOf} from '../../../source/ui/keys/key.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {aRun} from '../a-run.ts';
import {offers, run} from './offers.ts';

const viewport = {page: 5, rows: 30, height: 10};

function press(keys: string[], given: Offers = offers, start: Home = firstHome) {
	let step: ReturnType<typeof pressHome> = {home: start, effect: null};
	for (const name of keys) {
		const stroke = {name, text: name.length === 1 ? name : null};
		step = pressHome({home: step.home, offers: given, viewport}, stroke);
		if (step.effect) break;
	}

	return {...step, choice: step.effect?.kind === 'choose' ? step.effect.choice : null};
}

const selected = (home: Home, given: Offers = offers) => {
	const item = selectedItem(home, given);
	return item && keyOf(item);
};

describe('home', () => {
	test('begins with the demo while there is no model or nothing of one’s own, else with the pipelines', () => {
		expect(selected(firstHome, {...offers, model: null})).toBe('demo:demo');
		expect(selected(firstHome, {...offers, runs: []})).toBe('demo:demo');
		expect(selected(firstHome)).toBe('pipeline:engineering');
		expect(itemsOf(offers, 'pipelines', '').at(-1)?.kind).toBe('demo');
	});

	test('leaves the row that is selected where it is once a model was taken', () => {
		const taken = {...offers, begunWithoutModel: true};
		expect(itemsOf(taken, 'pipelines', '').map(keyOf)).toEqual(
			itemsOf({...taken, model: null}, 'pipelines', '').map(keyOf),
		);
		expect(selected(firstHome, taken)).toBe('demo:demo');
	});

	test('has the foot show how to come to a model before anything that can wait, while there is none', () => {
		const facts = {home: firstHome, offers: {...offers, model: null}, viewport};
		const shown = footOf(homeKeys, 'browse', facts).map(({entry}) => entry.shown);
		expect(shown.slice(0, 5)).toEqual(['enter', 'tab', 'i', 'm', '/']);
		expect(footOf(homeKeys, 'browse', {...facts, offers}).map(({word}) => word)).not.toContain('local');
	});

	test('says that a key means nothing here, and types it where something is typed', () => {
		expect(press(['Z']).home.notice?.text).toBe('Z does nothing here; ? shows every key.');
		expect(press(['/', 'Z']).home).toMatchObject({notice: null, filter: {text: 'Z'}});
	});

	test('edits the file of a pipeline of one’s own, and says why not one that ships with the app, nor a run', () => {
		const own = {...offers, pipelines: [{...offers.pipelines[0]!, source: '.', file: '/here/pipeline.yml'}]};
		expect(press(['E'], own).effect).toEqual({kind: 'edit', file: '/here/pipeline.yml'});
		const bundled = press(['E']);
		expect(bundled.effect).toBeNull();
		expect(bundled.home.notice?.text).toContain('copy it into ./pipelines');
		expect(press(['tab', 'E']).home.notice?.text).toContain('tab goes to their list');
	});

	test('runs the pipeline that is chosen', () => {
		expect(press(['down', 'enter']).choice).toEqual({kind: 'run', pipeline: 'story'});
	});

	test('says what is missing instead of starting without a model, and starts the demo all the same', () => {
		const without = {...offers, model: null};
		const {home, choice} = press(['down', 'enter'], without);
		expect(choice).toBeNull();
		expect(home.notice?.text).toContain('no model');
		expect(press(['enter'], without).choice).toEqual({kind: 'demo'});
	});

	test('says what is wrong with a pipeline instead of starting it', () => {
		expect(press(['down', 'down', 'enter']).home.notice?.text).toBe('Line 3: unknown key');
	});

	test('resumes an unfinished run, opens a done one, and says why no other can be', () => {
		expect(press(['tab', 'enter']).choice).toEqual({kind: 'resume', run: 'run-2'});
		expect(press(['tab', 'down', 'enter']).choice).toEqual({kind: 'resume', run: 'run-1'});
		const because = (status: 'reading' | 'unreadable') =>
			press(['tab', 'enter'], {...offers, runs: [run('r', {status, problem: 'It is no log.'})]}).home.notice
				?.text;
		expect(because('reading')).toContain('still being read');
		expect(because('unreadable')).toBe('It is no log.');
	});

	test('watches any run that can be read, and follows one that another terminal has instead of taking it up', () => {
		expect(press(['tab', 'w']).choice).toEqual({kind: 'watch', run: 'run-2'});
		const busy = {...offers, runs: [run('r', {status: 'running', open: true})]};
		expect(press(['tab', 'enter'], busy).choice).toEqual({kind: 'watch', run: 'r'});
		expect(press(['w']).home.notice?.text).toBe('Runs can be watched: tab goes to their list.');
		const damaged = {...offers, runs: [run('r', {status: 'unreadable', problem: 'It is no log.'})]};
		expect(press(['tab', 'w'], damaged).home.notice?.text).toBe('It is no log.');
	});

	test('filters both lists as one types, where q and j are letters', () => {
		const {home} = press(['/', 's', 't', 'o', 'enter']);
		expect(itemsOf(offers, 'pipelines', home.filter.text)).toHaveLength(1);
		expect(itemsOf(offers, 'runs', home.filter.text)).toHaveLength(2);
		expect(press(['enter'], offers, home).choice).toEqual({kind: 'run', pipeline: 'story'});
		expect(press(['/', 'q']).choice).toBeNull();
	});

	test('keeps what was found selected when esc drops the filter', () => {
		const {home} = press(['/', 's', 't', 'o', 'esc']);
		expect(home.filter.text).toBe('');
		expect(selected(home)).toBe('pipeline:story');
	});

	test('goes to the other list when only that has what was looked for', () => {
		expect(press(['/', ...'interrupted', 'enter']).home.pane).toBe('runs');
	});

	test('keeps its selection while runs fill in and new ones come', () => {
		const {home} = press(['tab', 'down']);
		const more = {...offers, runs: [run('run-4'), run('run-3'), ...offers.runs]};
		expect(selected(home, more)).toBe('run-1');
		expect(listOf(home, more, 'runs').at).toBe(3);
	});

	test('forks a run from the operation that is picked, once its log is read', () => {
		expect(press(['f']).home.notice?.text).toContain('tab goes to their list');
		expect(press(['tab', 'f']).home.notice?.text).toContain('still being read');
		const past = aRun();
		past.finish('request', 'start_module', 'A clock');
		past.finish('plan', 'code_planner', 'One file');
		const state = past.state();
		const known = {...offers, previews: new Map([['run-2', state]])};
		expect(press(['tab', 'f', 'enter'], known)).toMatchObject({
			choice: {kind: 'fork', run: 'run-2', output_name: 'code'},
			home: {picking: null},
		});
		expect(press(['tab', 'f', 'up', 'enter'], known).choice).toMatchObject({output_name: 'plan'});
		expect(press(['tab', 'f', 'esc'], known).home.picking).toBeNull();

		const rows = forkRows(state, 1, {width: 80, height: 10, theme: createTheme()});
		const shown = rows.map(row => row.map(({text}) => text).join('')).join('\n');
		expect(shown).toMatch(
			/✓ request {2}taken over +\n▌ ◌ plan {5}is made anew .*\n {2}○ code {5}has not begun/,
		);
	});

	test('continues the program of a run, where there is a model to answer', () => {
		expect(press(['tab', 'c']).choice).toEqual({kind: 'continue', run: 'run-2'});
		expect(press(['tab', 'c'], {...offers, model: null}).home.notice?.text).toContain('no model to answer');
		expect(press(['c']).home.notice?.text).toContain('tab goes to their list');
	});

	test('copies where the file or the run’s folder is', () => {
		expect(press(['y']).effect).toMatchObject({kind: 'copy', text: '/app/pipelines/engineering.yml'});
		expect(press(['tab', 'y']).effect).toMatchObject({kind: 'copy', text: '/here/runs/run-2'});
		expect(press(['G', 'y']).home.notice?.text).toContain('part of the app');
	});

	test('leaves on q and on Ctrl-C, whatever is being done', () => {
		expect(press(['q']).choice).toEqual({kind: 'quit'});
		expect(press(['/', 'ctrl-c']).choice).toEqual({kind: 'quit'});
		expect(press(['?', 'ctrl-c']).choice).toEqual({kind: 'quit'});
		expect(press(['?', 'q']).choice).toBeNull();
	});

	test('stays within its list and within its preview', () => {
		expect(selected(press(['up', 'up']).home)).toBe('pipeline:engineering');
		expect(selected(press(['pagedown', 'pagedown', 'down']).home)).toBe('demo:demo');
		expect(press(['J', 'J', 'J', 'J', 'J']).home.top).toBe(20);
		expect(press(['J', 'K', 'K']).home.top).toBe(0);
	});

	test('takes a paste into the filter as one line, and nowhere else', () => {
		expect(pasteHome({home: firstHome, offers, viewport}, 'q\r')).toBe(firstHome);
		const {home} = press(['/']);
		expect(pasteHome({home, offers, viewport}, 'sto\r\nry').filter.text).toBe('sto ry');
	});

	test('clears a report with esc', () => {
		const reported = {...firstHome, report: {title: 'it could not be started', text: 'No.'}};
		expect(press(['esc'], offers, reported).home.report).toBeNull();
		expect(press(['esc']).home.notice?.text).toContain('q leaves');
	});

	test('has no two keys of the same name in a mode', () => {
		for (const mode of ['browse', 'filter', 'help', 'pick'] as const) {
			const names = homeKeys.filter(({modes}) => modes.includes(mode)).flatMap(({keys}) => keys);
			expect(new Set(names).size).toBe(names.length);
		}
	});
});
