import {expect, test} from 'vitest';
import {screenOff} from '../../../source/commands/run/screen-off.ts';

type Lent = 'editor' | 'program' | null;

/** What is done to the terminal, in order. */
function aScreen(lent: Lent) {
	const done: string[] = [];
	const now = {lent};
	const screen = screenOff({
		stdin: {setRawMode: (on: boolean) => done.push(`raw ${on}`)},
		stdout: {send: () => done.push('reset')},
		calls: {
			hush() {
				done.push('hush');
				return () => done.push('call again');
			},
		},
		lentTo: () => now.lent,
		drawAnew: () => done.push('draw'),
	} as unknown as Parameters<typeof screenOff>[0]);
	return {...screen, now, done: () => done.splice(0)};
}

test('The screen leaves the terminal, which hears Ctrl-C then, and is drawn anew once.', () => {
	const {leave, back, done} = aScreen(null);
	expect(leave()).toBe(true);
	expect(done()).toEqual(['hush', 'reset', 'raw false']);
	back();
	expect(done()).toEqual(['call again', 'draw']);
	back();
	expect(done()).toEqual([]);
});

test('An editor keeps the terminal as it has it.', () => {
	const {leave, back, done} = aScreen('editor');
	expect(leave()).toBe(false);
	back();
	expect(done()).toEqual([]);
});

test('A played program, which stands still as well, gives its keyboard up until it goes on, if it does.', () => {
	const {leave, back, now, done} = aScreen('program');
	expect(leave()).toBe(true);
	expect(done()).toEqual(['reset', 'raw false']);
	back();
	expect(done()).toEqual(['raw true']);
	leave();
	done();
	now.lent = null;
	back();
	expect(done()).toEqual([]);
});
