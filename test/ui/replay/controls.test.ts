import {describe, expect, test} from 'vitest';
import {createRawText} from '../../../source/ui/content/raw-text.ts';
import type {ForkFrom} from '../../../source/ui/intentions.ts';
import {footKeys, helpFor} from '../../../source/ui/keys/keymap.ts';
import {proposalText} from '../../../source/ui/run/proposal-panel.ts';
import {modeOf} from '../../../source/ui/run/screen.ts';
import {createTheme} from '../../../source/ui/theme.ts';
import type {Run} from '../a-run.ts';
import {atTheControls} from '../run/at-the-controls.ts';
import {aReplay} from './a-replay.ts';

function watching(tell?: (run: Run) => void, {whyNoFork}: {whyNoFork?: string} = {}) {
	const {playback} = aReplay(tell);
	const forked: ForkFrom[] = [];
	const at = atTheControls({
		view: playback,
		playback,
		intentions: whyNoFork
			? {whyNoFork}
			: {
					async fork(from) {
						forked.push(from);
						return 'Not here.';
					},
				},
		openEditor: () => Promise.reject(new Error('no editor')),
		// Whatever would be kept throws.
		drafts: Object.freeze({}),
		rawText: createRawText(playback),
		now: () => 0,
	});
	const {controls} = at;
	return {
		...at,
		playback,
		forked,
		press: at.key,
		said: () => controls.screen().notice?.text ?? null,
		happened: () => playback.recording.glance(playback.moment().actions - 1).type,
	};
}

describe('the keys of a replay', () => {
	test('space plays and pauses, digits set the speed, each twice as fast as the one before', () => {
		const {playback, press} = watching();
		press('space', '5');
		expect(playback.moment()).toMatchObject({playing: true, speed: 16});
		press('space', '1');
		expect(playback.moment()).toMatchObject({playing: false, speed: 1});
	});

	test('move by event, by module, by iteration, and to the ends', () => {
		const {playback, press, happened} = watching();
		press('.');
		expect(happened()).toBe('module-started');
		press('}', '}');
		expect(happened()).toBe('module-started');
		press(']');
		expect(happened()).toBe('program-ran');
		press(']', '[');
		expect(happened()).toBe('program-ran');
		press('$');
		expect(happened()).toBe('run-finished');
		press('{');
		expect(happened()).toBe('module-finished');
		press(',');
		expect(happened()).toBe('program-ran');
		press('[');
		expect(happened()).toBe('program-ran');
		press('0');
		expect(playback.moment().actions).toBe(1);
	});

	test('say where there is nothing further', () => {
		const {press, said} = watching();
		press(',');
		expect(said()).toBe('This is where the recording begins.');
		press('$', '.');
		expect(said()).toBe('This is where the recording ends.');
	});

	test('tell what the run had to say where one steps over it', () => {
		const {press, said} = watching(run => {
			run.begin('plan', 'code_planner');
			run.emit({type: 'note-taken', output_name: null, note: 'The disk is nearly full.'});
			run.finish('plan', 'code_planner', 'A plan');
		});
		press('.', '.');
		expect(said()).toBe('The disk is nearly full.');
		press('.');
		expect(said()).toBeNull();
		press(',');
		expect(said()).toBe('The disk is nearly full.');
	});

	test('say why iterations lead nowhere where no program ran', () => {
		const {controls, press, said} = watching();
		const {playback} = aReplay(run => run.begin('plan', 'code_planner'));
		const facts = {...controls.facts(), replay: {playback, whyNoFork: null}};
		expect(footKeys('replay', facts).map(({word}) => word)).not.toContain('iteration');
		press('{');
		expect(said()).toBe('This is where the recording begins.');
	});

	test('fork from this moment once its consequences were seen, and say why that is refused', async () => {
		const {controls, playback, press, forked, said} = watching();
		playback.seek(9);
		playback.play();
		press('f');
		expect(controls.screen().proposal).toMatchObject({kind: 'fork', output_name: null, action: 9});
		expect(playback.moment().playing).toBe(false);
		press('enter');
		expect(forked).toMatchObject([{output_name: null, action: 9}]);
		await Promise.resolve();
		expect(said()).toBe('Not here.');
	});

	test('fork from nowhere in a recording that no run can be begun from, and say why at once', () => {
		const {controls, playback, press, said} = watching(undefined, {whyNoFork: 'It is a Python log.'});
		playback.seek(9);
		press('f');
		expect(controls.screen().proposal).toBeNull();
		expect(said()).toBe('It is a Python log.');
		press('e');
		expect(said()).toBe('This is a recording: nothing of its run is changed.');
	});

	test('fork nothing where all was finished by then', () => {
		const {controls, playback, press, said} = watching(run => {
			run.begin('plan', 'code_planner');
			run.finish('plan', 'code_planner', 'The plan');
			for (const name of ['request', 'code']) run.finish(name, 'engineer', 'made');
		});
		playback.toEnd();
		press('f');
		expect(controls.screen().proposal).toBeNull();
		expect(said()).toContain('a fork from this moment would change nothing');
	});

	test('fork from a moment within the run, which is said to keep what it has', () => {
		const {playback, controls, press} = watching();
		playback.seek(9);
		press('f');
		const {proposal} = controls.screen();
		const {sentences} = proposalText(playback.state(), proposal!, createTheme().glyphs);
		expect(playback.state().status).toBe('running');
		expect(sentences.at(-1)).toBe('This run keeps what it has.');
	});

	test('change nothing of the run: those that would say so', () => {
		const {controls, press, said, heard} = watching();
		press('$');
		for (const key of [
			'e',
			'E',
			'R',
			'p',
			'z',
			's',
			'b',
			'o',
			'O',
			'M',
			'a',
			'A',
			'r',
			'x',
			'u',
			'm',
			'Y',
			'S',
			'ctrl-o',
		]) {
			press('esc', key);
			expect({key, said: said()}).toEqual({
				key,
				said: 'This is a recording: nothing of its run is changed. f forks from here.',
			});
		}
		expect(heard).toEqual([]);
		expect(modeOf(controls.screen())).toBe('replay');
	});

	test('leave at once, by q and by Ctrl-C, whatever the run was doing', () => {
		for (const key of ['q', 'ctrl-c']) {
			const {press, heard} = watching();
			press(key);
			expect(heard).toEqual(['quit']);
		}
		const helped = watching();
		helped.press('?', 'ctrl-c');
		expect(helped.heard).toEqual(['quit']);
	});

	test('let one look at everything: versions, differences, why, files, find, help', async () => {
		const {playback, controls, press, copied} = watching();
		playback.seek(8);
		press('d');
		expect(controls.screen().reading.diff).toBe(true);
		press('w');
		expect(controls.screen().why).toBe(true);
		press('w', '/');
		expect(modeOf(controls.screen())).toBe('search');
		controls.press({name: 'esc', text: null});
		press('esc', ']', '>', '>', '>');
		expect(controls.screen().tab).toBe('files');
		press('tab', 'j', 'y');
		await Promise.resolve();
		expect(copied).toEqual(['print(0)\n']);
		press('?');
		expect(modeOf(controls.screen())).toBe('help');
	});

	test('are all that the help lists, besides those for looking', () => {
		const {controls} = watching();
		const {groups, keys} = helpFor(controls.screen());
		expect(groups).toEqual(['Replay', 'Move', 'Look', 'Find']);
		expect(keys.map(({meaning}) => meaning).join()).not.toMatch(
			/approve|pause what has not begun|make it the current one/,
		);
		expect(helpFor({editing: null, open: null, replay: false}).groups).not.toContain('Replay');
	});
});

describe('what is looked at in a replay', () => {
	test('follows what happens, and is the same at a moment whichever way one came', () => {
		const {playback, controls} = watching();
		const {count} = playback.moment();
		const forth: (string | null)[] = [];
		for (let actions = 1; actions <= count; actions++) {
			playback.seek(actions);
			forth.push(controls.screen().selected);
		}
		const back: (string | null)[] = [];
		for (let actions = count; actions >= 1; actions--) {
			playback.seek(actions);
			back.unshift(controls.screen().selected);
		}
		expect(back).toEqual(forth);
		expect([...new Set(forth)]).toEqual(['request', 'plan', 'code']);
	});

	test('stays what the person chose, until esc follows again', () => {
		const {playback, controls, press} = watching();
		press('down');
		expect(controls.screen()).toMatchObject({selected: 'plan', steered: true});
		press('$', '0', ']');
		expect(controls.screen().selected).toBe('plan');
		press('esc');
		expect(controls.screen().selected).toBe('code');
		expect(playback.moment().playing).toBe(false);
	});
});
