import {expect, test} from 'vitest';
import {aPersonAt, logged} from './a-person.ts';

test('Without a key, home has the demo selected; Enter starts it, its words are offered, and approving leads to a program that works.', async () => {
	const person = await aPersonAt({args: []});
	await person.sees(/▌ demo/);
	await person.sees('No model is set up yet.');
	person.presses('Enter');

	await person.sees('request asks');
	await person.sees('RECORDED');
	await person.chooses('enter send');
	await person.sees('Review code_plan');
	await person.chooses('a approve');
	await person.terminal.until('Review code ─', {timeoutMs: 20_000});
	await person.chooses('A approve the rest');
	await person.terminal.until('modified_codebase asks', {timeoutMs: 20_000});
	await person.chooses('enter send');
	await person.terminal.until('What else should be changed?', {timeoutMs: 20_000});
	await person.chooses('enter send');
	await person.terminal.until('6 of 6 operations', {timeoutMs: 20_000});
	expect(await person.leaves()).toEqual({code: 0, signal: null});
	expect(person.terminal.screen()).toContain('the answers were recorded');
	expect(logged(person.folder, 'program-ran').map(({exit_code}) => exit_code)).toEqual([1, 1, 0, 0]);
}, 60_000);
