import {describe, expect, test} from 'vitest';
import {
	firstHome,
	type Home,
	itemsOf,
	type Offers,
	pressHome,
	selectedItem,
} from '../../../source/ui/home/home.ts';

const pipeline = (name: string, problem: string | null = null) => ({
	name,
	description: `Does ${name}`,
	source: 'bundled',
	operations: ['request'],
	problem,
});
const offers: Offers = {
	model: 'gpt-6.1-sol',
	demo: true,
	pipelines: [pipeline('engineering'), pipeline('story'), pipeline('broken', 'broken.yml:3:5: unknown key')],
	runs: [
		{id: 'run-2', pipeline: 'story', status: 'interrupted', startedAt: 0, cost: '$0.01', locked: false},
		{id: 'run-1', pipeline: 'story', status: 'done', startedAt: 0, cost: '$0.01', locked: false},
	],
};

function press(keys: string[], given = offers, start: Home = firstHome) {
	let step: ReturnType<typeof pressHome> = {home: start, choice: null};
	for (const name of keys) {
		step = pressHome(step.home, given, {name, text: name.length === 1 ? name : null});
		if (step.choice) break;
	}

	return step;
}

describe('home', () => {
	test('begins with the demo while there is no model, else with the pipelines', () => {
		expect(selectedItem(firstHome, {...offers, model: null})).toEqual({kind: 'demo'});
		expect(itemsOf(offers, 'pipelines', '').at(-1)).toEqual({kind: 'demo'});
	});

	test('runs the pipeline that is chosen', () => {
		expect(press(['down', 'enter']).choice).toEqual({kind: 'run', pipeline: 'story'});
	});

	test('says what is missing instead of starting without a model', () => {
		const {home, choice} = press(['down', 'enter'], {...offers, model: null});
		expect(choice).toBeNull();
		expect(home.notice).toContain('no model');
	});

	test('says what is wrong with a pipeline instead of starting it', () => {
		expect(press(['down', 'down', 'enter']).home.notice).toBe('broken.yml:3:5: unknown key');
	});

	test('resumes an unfinished run, and not one that is done', () => {
		expect(press(['tab', 'enter']).choice).toEqual({kind: 'resume', run: 'run-2'});
		expect(press(['tab', 'down', 'enter']).home.notice).toContain('nothing to resume');
	});

	test('filters as one types, where q and j are letters', () => {
		const {home} = press(['/', 's', 't', 'o', 'enter']);
		expect(itemsOf(offers, 'pipelines', home.filter)).toHaveLength(1);
		expect(press(['enter'], offers, home).choice).toEqual({kind: 'run', pipeline: 'story'});
		expect(press(['/', 'q']).choice).toBeNull();
		expect(press(['/', 's', 'esc']).home.filter).toBe('');
	});

	test('leaves on q and on Ctrl-C', () => {
		expect(press(['q']).choice).toEqual({kind: 'quit'});
		expect(press(['/', 'ctrl-c']).choice).toEqual({kind: 'quit'});
	});

	test('stays within its list', () => {
		expect(press(['up', 'up', 'enter']).choice).toEqual({kind: 'run', pipeline: 'engineering'});
		expect(press(['G', 'down', 'enter']).choice).toEqual({kind: 'demo'});
	});
});
