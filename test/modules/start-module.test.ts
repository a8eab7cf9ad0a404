import {expect, it} from 'vitest';
import {startModule} from '../../source/modules/start-module.ts';
import {createModuleContext} from '../helpers/module-context.ts';

it('takes the request it was given, exactly, and asks nothing', async () => {
	const {context, seen} = createModuleContext({request: '  a budget\n\ttracker '});
	expect(await startModule.run(context)).toBe('  a budget\n\ttracker ');
	expect(seen.questions).toEqual([]);
});

it('asks the person if no request was given', async () => {
	const {context, seen} = createModuleContext({replies: ['a game']});
	expect(await startModule.run(context)).toBe('a game');
	expect(seen.questions[0]).toMatchObject({optional: false});
});

it('asks again on a redo, whatever was requested before', async () => {
	const {context, seen} = createModuleContext({request: 'old', feedback: 'too vague', replies: ['new']});
	expect(await startModule.run(context)).toBe('new');
	expect(seen.questions[0]!.show).toContainEqual({name: 'your feedback', text: 'too vague'});
});

it('takes the request on a retry too, when nobody said what was wrong with it', async () => {
	const {context, seen} = createModuleContext({request: 'a game'});
	expect(await startModule.run({...context, attempt: 2})).toBe('a game');
	expect(seen.questions).toEqual([]);
});

it('shows the supplement, which says what the task is about', async () => {
	const {context, seen} = createModuleContext({operation: {supplement: 'A story.'}, replies: ['of a cat']});
	await startModule.run(context);
	expect(seen.questions[0]!.show).toEqual([{name: 'about', text: 'A story.'}]);
});

it('does not begin with an empty task', async () => {
	const {context} = createModuleContext({request: ' ', replies: ['\n']});
	await expect(startModule.run(context)).rejects.toMatchObject({kind: 'no-request'});
});

it('has in view what the run that it continues was told and planned, and the files that are there', async () => {
	const earlier = [
		{name: 'request', text: 'a clock'},
		{name: 'plan', text: 'one file'},
	];
	const whole =
		'make it green\n\nEARLIER REQUEST:\na clock\n\nEARLIER PLAN:\none file\n\nFILES THAT ARE THERE:\n- a.py\n- b.py';
	const files = {'a.py': '', 'b.py': ''};
	const asking = createModuleContext({earlier, files, replies: ['make it green']});
	expect(await startModule.run(asking.context)).toBe(whole);
	expect(asking.seen.questions[0]!.show.map(({name}) => name)).toEqual([
		'EARLIER REQUEST',
		'EARLIER PLAN',
		'FILES THAT ARE THERE',
	]);
	const given = createModuleContext({earlier, files, request: 'make it green'});
	expect(await startModule.run(given.context)).toBe(whole);
	const fresh = createModuleContext({files, request: 'make it green'});
	expect(await startModule.run(fresh.context)).toBe('make it green');
});

it('says that its output is the person’s', () => {
	expect(startModule.by).toBe('person');
});
