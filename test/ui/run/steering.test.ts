/** A person who steers a run outside its checkpoints: what they press, what they are shown, what the engine does. */
import {describe, expect, test, vi} from 'vitest';
import {steeringBy} from '../../../source/commands/run/intentions.ts';
import {defineModule} from '../../../source/core/module.ts';
import type {EditOutcome} from '../../../source/core/ports.ts';
import {stalenessOf} from '../../../source/core/state/staleness.ts';
import {createDesk} from '../../../source/ui/desk.ts';
import {footKeys} from '../../../source/ui/keys/keymap.ts';
import {decisionOf} from '../../../source/ui/run/decision.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import {type Bench, bench} from '../../helpers/crew.ts';
import {atTheControls} from './at-the-controls.ts';

/** a → b → c, a → d. */
const pipeline = `
pipeline:
  - {module: one, inputs: [], output_name: a}
  - {module: two, inputs: [a], output_name: b}
  - {module: three, inputs: [b], output_name: c}
  - {module: four, inputs: [a], output_name: d}
`;

const echo: NonNullable<Parameters<typeof bench>[1]>['answer'] = ({output_name, messages}) =>
	`${output_name}(${messages.at(-1)!.content.replaceAll('\n', ' ')})`;

function person(options: Parameters<typeof bench>[1] = {}) {
	const desk = createDesk();
	const run = bench(pipeline, {answer: echo, human: desk, interactive: true, ...options});
	let time = 0;
	let edited: EditOutcome = {kind: 'unchanged'};
	const at = atTheControls({
		view: run.store,
		desk,
		intentions: {
			pause: () => run.engine.pause(),
			proceed: () => run.engine.proceed(),
			models: [{name: 'small', means: 'gpt-6-luna'}],
			offered: async () => ['llama3.2', 'qwen3:8b'],
			steering: steeringBy(run.engine),
		},
		openEditor: async () => edited,
		rawText: () => null,
		// Nobody presses keys in a hurry here.
		now: () => (time += 1000),
	});
	const {controls, mode, key: presses} = at;
	return {
		...run,
		...at,
		presses,
		/** What the editor brings back, from now on. */
		willWrite(text: string) {
			edited = {kind: 'edited', text};
		},
		selects(name: string) {
			for (const key of ['g', 'down', 'down', 'down', 'down']) {
				if (controls.screen().selected !== name) controls.press({name: key, text: null});
			}

			expect(controls.screen().selected).toBe(name);
		},
		/** Edits the selected output outside, and waits until the consequences are shown. */
		async proposes() {
			controls.press({name: 'E', text: 'E'});
			await vi.waitFor(() => expect(mode()).toBe('proposal'));
		},
		foot: () => footKeys(mode(), controls.facts()).map(({entry, word}) => `${entry.shown} ${word}`),
	};
}

const names = ({requests}: Bench) => requests.map(({output_name}) => output_name);

/** A person at a run that is done. */
async function personAfter(options: Parameters<typeof person>[0] = {}) {
	const at = person(options);
	await at.engine.run();
	at.requests.length = 0;
	return at;
}

describe('an edit of a finished output', () => {
	test('takes effect only once what follows was shown; then exactly that is made anew', async () => {
		const at = await personAfter();
		at.selects('b');
		at.willWrite('B by hand');
		await at.proposes();
		expect(at.foot()).toContain('y save and rerun');
		expect(at.output('b')).not.toBe('B by hand');
		at.presses('y');
		await vi.waitFor(() => expect(at.output('c')).toContain('B by hand'));
		expect(names(at)).toEqual(['c']);
	});

	test('can leave stale what follows, until all of that is asked for', async () => {
		const at = await personAfter();
		at.selects('a');
		at.willWrite('A by hand');
		await at.proposes();
		at.presses('l');
		await vi.waitFor(() => expect(at.output('a')).toBe('A by hand'));
		expect([...stalenessOf(at.store.state()).keys()]).toEqual(['b', 'c', 'd']);
		expect(names(at)).toEqual([]);
		at.selects('d');
		at.presses('R');
		expect(at.foot()).toContain('s all that is stale (3)');
		at.presses('s');
		await vi.waitFor(() => expect(names(at).sort()).toEqual(['b', 'c', 'd']));
	});

	test('that leaves for later what is reviewed is told at that review', async () => {
		const at = person({settings: {review: 'all'}});
		void at.engine.run();
		await vi.waitFor(() => expect(at.mode()).toBe('review'));
		at.presses('a');
		await vi.waitFor(() => expect(at.desk.pending()).toHaveLength(2));
		at.presses('tab');
		at.selects('a');
		at.willWrite('A by hand');
		await at.proposes();
		at.presses('l');
		await vi.waitFor(() => expect(at.output('a')).toBe('A by hand'));
		await vi.waitFor(() => expect(at.mode()).toBe('review'));
		at.presses('tab');
		at.selects('b');
		const seen = {...at.controls.facts(), folder: null, recorded: false};
		const {rows} = decisionOf(seen, 90, 6, createTheme())!;
		expect(rows.flat().map(({text}) => text)).toContain('It was made from v1 of a; the current one is v2.');
	});

	test('that is not saved after all is kept, and there when it is edited again', async () => {
		const at = await personAfter();
		at.selects('a');
		at.willWrite('A by hand');
		await at.proposes();
		at.presses('esc');
		expect(at.mode()).toBe('browse');
		expect(at.notice()).toContain('Your text is kept');
		expect(at.drafts).toEqual({'a.edit': 'A by hand'});
		await at.proposes();
		expect(at.opened).toEqual(['a()', 'A by hand']);
		at.presses('y');
		await vi.waitFor(() => expect(at.output('a')).toBe('A by hand'));
		at.controls.press({name: 'q', text: 'q'});
		expect(at.drafts).toEqual({});
	});

	test('here, in place, goes back to the text with its changes', async () => {
		const at = await personAfter();
		at.selects('a');
		at.presses('e', 'ctrl-end', '!', 'ctrl-s');
		expect(at.mode()).toBe('proposal');
		at.presses('esc');
		expect(at.mode()).toBe('editor');
		at.presses('!', 'ctrl-s', 'y');
		await vi.waitFor(() => expect(at.output('a')).toBe('a()!!'));
		expect(at.mode()).toBe('browse');
	});

	test('of an end of the pipeline is saved at once', async () => {
		const at = await personAfter();
		at.selects('c');
		at.willWrite('C by hand');
		at.presses('E');
		await vi.waitFor(() => expect(at.output('c')).toBe('C by hand'));
		expect(at.notice()).toBe('Your edit of c is saved.');
		expect(names(at)).toEqual([]);
	});

	test('of what is not finished is off, with the reason', () => {
		const at = person();
		at.selects('a');
		at.presses('e');
		expect(at.notice()).toBe('a has no finished output yet.');
	});
});

describe('undo', () => {
	test('brings the version before back, and takes what was made from it without a call', async () => {
		const at = await personAfter();
		const before = at.output('c');
		at.selects('b');
		at.willWrite('B by hand');
		await at.proposes();
		at.presses('y');
		await vi.waitFor(() => expect(at.output('c')).toContain('B by hand'));
		await at.engine.finished();
		at.requests.length = 0;
		at.presses('z', 'y');
		await vi.waitFor(() => expect(at.output('c')).toBe(before));
		expect(names(at)).toEqual([]);
	});

	test('is off where there is no edit', async () => {
		const at = await personAfter();
		at.presses('z');
		expect(at.notice()).toBe('There is no edit to take back.');
	});
});

describe('a prompt', () => {
	test('that is edited has its operation made anew, with what comes out otherwise', async () => {
		const at = await personAfter();
		at.selects('b');
		at.willWrite('Be brief.\n');
		at.presses('o');
		await vi.waitFor(() => expect(at.mode()).toBe('proposal'));
		at.presses('y');
		await vi.waitFor(() => expect(names(at)).toEqual(['b']));
		await vi.waitFor(() => expect(at.store.state().status).toBe('done'));
		expect(at.requests[0]!.messages[0]!.content).toBe('Be brief.');
		expect(at.store.state().operations.get('b')!.versions).toHaveLength(2);
		expect(names(at)).toEqual(['b']);
	});
});

describe('a pin', () => {
	test('keeps an output, and says so where it is asked why', async () => {
		const at = await personAfter();
		at.selects('b');
		at.presses('p');
		await vi.waitFor(() => expect(at.notice()).toContain('b is pinned'));
		at.selects('a');
		at.willWrite('A by hand');
		await at.proposes();
		at.presses('y');
		await vi.waitFor(() => expect(at.output('d')).toContain('A by hand'));
		expect(names(at)).toEqual(['d']);
	});
});

describe('step mode', () => {
	test('begins one operation at a press of its key, and says what it will begin', async () => {
		const at = person();
		await at.engine.setStepping(true);
		void at.engine.run();
		await vi.waitFor(() => expect(at.foot()).toContain('. begin a'));
		at.presses('.');
		await vi.waitFor(() => expect(at.foot()).toContain('. begin b'));
		expect(names(at)).toEqual(['a']);
		at.selects('d');
		expect(at.foot()).toContain('. begin d');
		at.presses('.');
		await vi.waitFor(() => expect(names(at)).toEqual(['a', 'd']));
		at.presses('s');
		await vi.waitFor(() => expect(at.store.state().status).toBe('done'));
	});

	test('that is turned off while the run is paused says that it still is', async () => {
		const at = person();
		at.engine.pause();
		await at.engine.setStepping(true);
		void at.engine.run();
		at.presses('s');
		await vi.waitFor(() =>
			expect(at.notice()).toBe('Step mode is off; the run is still paused: space goes on.'),
		);
		at.engine.proceed();
		await vi.waitFor(() => expect(at.store.state().status).toBe('done'));
		at.presses('s');
		await vi.waitFor(() => expect(at.notice()).toContain('the run waits before each'));
		at.presses('s');
		await vi.waitFor(() => expect(at.notice()).toBe('Step mode is off.'));
	});

	test('is told of where nothing waits', async () => {
		const at = await personAfter();
		at.presses('.');
		expect(at.notice()).toContain('s turns step mode on');
	});
});

test('A breakpoint holds its operation until a step begins it.', async () => {
	const at = person();
	at.selects('b');
	at.presses('b');
	await vi.waitFor(() => expect(at.notice()).toBe('The run waits before b.'));
	void at.engine.run();
	await vi.waitFor(() => expect(names(at)).toEqual(['a', 'd']));
	expect(at.store.state().status).toBe('running');
	at.presses('.');
	await vi.waitFor(() => expect(at.store.state().status).toBe('done'));
	expect(names(at)).toEqual(['a', 'd', 'b', 'c']);
});

describe('another model', () => {
	test('is suggested from what the endpoints list, as soon as they have told', async () => {
		const at = await personAfter();
		at.selects('b');
		at.presses('M');
		const suggested = () => at.controls.facts().models.map(({name}) => name);
		await vi.waitFor(() => expect(suggested()).toEqual(['small', 'llama3.2', 'qwen3:8b', 'default-model']));
		at.presses('q', 'tab', 'enter', 'y');
		await vi.waitFor(() => expect(at.requests.at(-1)!.model).toBe('qwen3:8b'));
	});

	test('is named in a line that completes what is known, and reruns with it alone', async () => {
		const at = await personAfter();
		at.selects('b');
		at.presses('M', 's', 'tab', 'enter');
		expect(at.mode()).toBe('proposal');
		at.presses('y');
		await vi.waitFor(() => expect(names(at)).toEqual(['b']));
		expect(at.requests[0]!.model).toBe('small');
	});

	test('redoes what is reviewed', async () => {
		const at = person({settings: {review: 'all'}});
		void at.engine.run();
		await vi.waitFor(() => expect(at.desk.pending()).toHaveLength(1));
		at.presses('M', 'b', 'i', 'g', 'enter');
		await vi.waitFor(() => expect(at.requests.map(({model}) => model)).toEqual(['default-model', 'big']));
	});
});

describe('where the answers are recorded', () => {
	const recorded = {cassette: '/recordings/a-run.json'};

	test('a key that asks for another answer asks first, and is not in the foot', async () => {
		const at = person({settings: {...recorded, review: 'all'}});
		void at.engine.run();
		await vi.waitFor(() => expect(at.desk.pending()).toHaveLength(1));
		expect(at.mode()).toBe('review');
		expect(at.foot().filter(word => /redo|variants|rerun|model/.test(word))).toEqual([]);
		for (const key of ['r', '2', '3', '4', '5', 'M', 'R']) {
			at.presses(key);
			expect(at.controls.screen().confirm?.question).toBe(
				'The answers are recorded, and there may be no other one. Ask the recording all the same?',
			);
			at.presses('n');
			expect(at.mode()).toBe('review');
		}

		at.presses('r', 'y');
		expect(at.mode()).toBe('line');
		at.presses('esc', '2', 'y');
		await vi.waitFor(() => expect(names(at)).toEqual(['a', 'a', 'a']));
	});

	test('what is finished is made anew only after a yes, which is asked once', async () => {
		const at = await personAfter({settings: recorded});
		at.selects('b');
		expect(at.foot()).not.toContain('R rerun');
		at.presses('R');
		expect(at.mode()).toBe('confirm');
		at.presses('y');
		expect(at.mode()).toBe('proposal');
		at.presses('esc', 'M', 'y', 'x', 'enter');
		expect(at.mode()).toBe('proposal');
	});
});

test('What the person makes has no prompt to edit, whatever system prompt there is.', async () => {
	const byPerson = defineModule({name: 'one', describe: 'Asks.', by: 'person', run: () => 'By hand'});
	const at = await personAfter({modules: [byPerson]});
	await at.engine.editPrompt('a', {system: 'You are told this.', supplement: null}, {rerun: false});
	at.selects('a');
	for (const key of ['o', 'ctrl-o', 'O', 'M']) {
		at.presses(key);
		expect(at.notice()).toBe('No model is asked here.');
		expect(at.mode()).toBe('browse');
		at.controls.press({name: 'esc', text: null});
	}

	expect(at.opened).toEqual([]);
	at.selects('b');
	at.presses('ctrl-o');
	expect(at.mode()).toBe('editor');
});

test('A run that stopped goes on with space.', async () => {
	const at = person();
	at.engine.stop();
	await at.engine.run();
	expect(at.foot()).toContain('space go on');
	at.presses('space');
	await vi.waitFor(() => expect(at.store.state().status).toBe('done'));
});
