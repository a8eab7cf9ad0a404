import {describe, expect, test} from 'vitest';
import {findKey, footKeys, helpFor, keymap} from '../../../source/ui/keys/keymap.ts';
import type {Facts} from '../../../source/ui/run/actions.ts';
import {firstScreen, type Mode, type Screen} from '../../../source/ui/run/screen.ts';
import {aRun} from '../a-run.ts';

const modes: Mode[] = [
	'cramped',
	'confirm',
	'help',
	'line',
	'editor',
	'editor-find',
	'proposal',
	'question',
	'review',
	'failure',
	'consent',
	'budget',
	'browse',
	'replay',
];

describe('the table of keys', () => {
	test('means one thing by each key in each mode', () => {
		for (const mode of modes) {
			const keys = keymap.filter(entry => entry.modes.includes(mode)).flatMap(entry => entry.keys);
			const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
			expect({mode, twice}).toEqual({mode, twice: []});
		}
	});

	test('always has a way to pause and leave', () => {
		for (const mode of modes) expect(findKey('ctrl-c', mode)).not.toBeNull();
	});

	test('decides only where something is to be decided', () => {
		for (const entry of keymap.filter(one => one.decides)) {
			expect(entry.modes).not.toContain('browse');
		}
	});

	test('tells of both ways to copy in the help, and names one key in the foot', () => {
		const state = {...aRun().state(), status: 'done' as const};
		const facts = {screen: firstScreen, state, pending: [], models: [], drafted: false, replay: null};
		const foot = footKeys('browse', facts).find(({word}) => word === 'copy');
		expect(foot?.entry.shown).toBe('y');
		const told = helpFor(firstScreen).keys.filter(({meaning}) => meaning?.startsWith('copy the raw text'));
		expect(told.map(({shown}) => shown)).toEqual(['y V']);
	});

	test('begins the help with what is asked, and lists all else after it', () => {
		const firstFor = (kind: string) => {
			const {groups} = helpFor({...firstScreen, open: {kind} as Screen['open']});
			expect(groups.toSorted()).toEqual(helpFor(firstScreen).groups.toSorted());
			return groups[0];
		};
		expect(['review', 'failure', 'direction', 'consent', 'budget', 'question'].map(firstFor)).toEqual([
			'Review',
			'Failure',
			'Debugging',
			'Consent',
			'Budget',
			'Typing',
		]);
		expect(helpFor(firstScreen).groups[0]).toBe('Move');
	});

	test('gives the foot only keys that work now', () => {
		const running: Facts = {
			screen: firstScreen,
			state: aRun().state(),
			pending: [],
			models: [],
			drafted: false,
			replay: null,
		};
		const words = (facts: Facts) => footKeys('browse', facts).map(({word}) => word);
		expect(words(running)).toContain('pause');
		expect(words(running)).not.toContain('next for you');
		expect(words({...running, state: {...running.state, status: 'done'}})).not.toContain('pause');
	});
});
