import type {Key} from 'ink';
import {describe, expect, test} from 'vitest';
import {readKeystrokes} from '../../../source/ui/input/keystrokes.ts';

const none: Key = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
};
const names = (input: string, key: Partial<Key> = {}) =>
	readKeystrokes(input, {...none, ...key}).map(one => one.name);

describe('keystrokes', () => {
	test('are taken apart where the terminal sends several at once', () => {
		expect(names('abc')).toEqual(['a', 'b', 'c']);
	});

	test('find the Enter at the end of a batch', () => {
		expect(names('hi\r')).toEqual(['h', 'i', 'enter']);
	});

	test('tell Enter, Ctrl-J and Tab apart within a batch', () => {
		expect(names('a\nb\t ')).toEqual(['a', 'ctrl-j', 'b', 'tab', 'space']);
	});

	test('name modified and special keys', () => {
		expect(names('c', {ctrl: true})).toEqual(['ctrl-c']);
		expect(names('b', {meta: true})).toEqual(['alt-b']);
		expect(names('', {upArrow: true})).toEqual(['up']);
		expect(names('', {leftArrow: true, ctrl: true})).toEqual(['ctrl-left']);
		expect(names('', {escape: true, meta: true})).toEqual(['esc']);
		expect(names('', {tab: true, shift: true})).toEqual(['shift-tab']);
		expect(names('', {leftArrow: true, shift: true})).toEqual(['shift-left']);
		expect(names('', {end: true, ctrl: true, shift: true})).toEqual(['ctrl-shift-end']);
		expect(names('z', {ctrl: true, shift: true})).toEqual(['ctrl-shift-z']);
		expect(names(' ', {ctrl: true})).toEqual(['ctrl-space']);
	});

	test('type what they are, in whole characters', () => {
		expect(readKeystrokes('é👍', none)).toEqual([
			{name: 'é', text: 'é'},
			{name: '👍', text: '👍'},
		]);
	});
});
