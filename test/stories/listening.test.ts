import {expect, test} from 'vitest';
import {aPersonAt} from './a-person.ts';

test('By ear: a run is started, a question answered, an output reviewed and approved; each thing is said once, and nothing is drawn over.', async () => {
	const person = await aPersonAt({
		args: ['--screen-reader'],
		env: {OPENAI_API_KEY: undefined},
		rows: 50,
	});
	const {terminal} = person;
	const heard = () => terminal.written().replaceAll('\r', '');
	await terminal.until(() => heard().includes('keys: enter start'));
	expect(heard()).toMatch(
		/OrchestrAI.*no key yet[\s\S]*selected: demo[\s\S]*OrchestrAI runs pipelines[\s\S]*keys: enter start/,
	);
	person.presses('Enter');
	await terminal.until(() => heard().includes('keys: enter send'));
	expect(heard()).toMatch(/1 for you, 0 of 6 done\nrequest asks\n/);
	// What is offered is read whole and once, after its keys, and no word is broken.
	await terminal.until(() => heard().endsWith('nothing but Python.'));
	expect(heard().split('> A terminal program')).toHaveLength(2);
	expect(heard()).toMatch(
		/\nkeys: enter send, ctrl-j new line, esc leave, draft kept\n> A terminal program[^>]*friends: who paid\nwhat and/,
	);
	// What is offered is taken away, and each key is echoed where it is typed.
	terminal.type('\u0015');
	await terminal.until(() => heard().endsWith('> '));
	terminal.type('Split a trip.');
	await terminal.until(() => heard().endsWith('> Split a trip.'));
	person.presses('Enter');
	await terminal.until(() => heard().includes('keys: a approve'), {timeoutMs: 20_000});
	expect(heard()).toMatch(
		/\nIt is being written\.\n[\s\S]*\nReview code_plan\ncode and readme will consume it\.\n/,
	);
	expect(heard()).toMatch(/\nTrip costs\nWhat it does\n/);
	person.presses('a');
	await terminal.until(() => heard().includes('code_plan: recorded,'), {timeoutMs: 20_000});
	await terminal.until(() => heard().includes('code: to review'), {timeoutMs: 20_000});
	const all = heard();
	for (const once of [
		'Review code_plan\n',
		'request asks\n',
		'code_plan: to review',
		'1 for you, 1 of 6 done',
	])
		expect(all.split(once), once).toHaveLength(2);
	// Neither is the cursor moved nor anything erased, and no line says only that time has passed.
	expect(all).not.toMatch(/\u001B\[\d*[A-HJKSTf]|\u001B\[\?1049h/);
	expect(all).not.toMatch(/[\u2500-\u257F]/);
	expect(all.length).toBeLessThan(20_000);
	person.presses('q');
	await terminal.until(() => heard().endsWith('y yes, n no\n') || heard().includes('y yes'));
	person.presses('y');
	await terminal.until(() => heard().includes('q leave') && /selected: engineering +stopped/.test(heard()));
	person.presses('q');
	expect(await terminal.exit).toEqual({code: 0, signal: null});
}, 60_000);
