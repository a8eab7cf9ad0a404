import {describe, expect, it} from 'vitest';
import {parseCodebase, renderCodebase} from '../../source/core/files/codebase-text.ts';
import type {ModuleContext} from '../../source/core/module.ts';
import {modifyCodebase} from '../../source/modules/modify-codebase.ts';
import {answerWith, createModuleContext} from '../helpers/module-context.ts';

type Result = {output: string; messages: string[]; by: string};
const run = (context: ModuleContext) => modifyCodebase.run(context) as Promise<Result>;
const files = {'main.py': 'if 1:\n    print(1)\n'};
const inputs = [{name: 'code', text: renderCodebase(new Map(Object.entries(files)))}];
const crash = {
	exit_code: 1,
	stderr: 'Traceback (most recent call last):\n  File "main.py", line 1, in f\nKeyError: 1\n',
};

describe('a person who is content', () => {
	it('gets the codebase as it was, without a call or a run', async () => {
		const {context, seen} = createModuleContext({inputs, files, replies: [null]});
		const result = await run(context);
		expect(result).toMatchObject({by: 'module', messages: []});
		expect(parseCodebase(result.output)).toEqual({files: new Map(Object.entries(files))});
		expect(seen.calls.length + seen.runs.length).toBe(0);
		expect(seen.questions[0]).toMatchObject({optional: true, show: [{name: 'program', text: result.output}]});
	});

	it('may say so by an empty answer', async () => {
		const {context} = createModuleContext({inputs, files, replies: ['  ']});
		expect((await run(context)).by).toBe('module');
	});
});

describe('a change', () => {
	it('is made on the current code, run, and followed by the next question', async () => {
		const {
			context,
			seen,
			files: now,
		} = createModuleContext({
			inputs,
			files,
			replies: ['Print two.', 'Print three.', null],
			answers: [answerWith({'main.py': 'print(2)\n'}), answerWith({'main.py': 'print(3)\n'})],
			runs: [{}, {}],
		});
		const result = await run(context);
		expect(result.by).toBe('model');
		expect(now()).toEqual({'main.py': 'print(3)\n'});
		expect(seen.questions.length).toBe(3);
		const [first, second] = seen.calls.map(({prompt}) => prompt);
		expect(first).toContain('CHANGE THE PERSON WANTS NOW:\nPrint two.');
		expect(first).toContain('## main.py\n```python\nif 1:\n    print(1)\n```');
		expect(first!.split('print(1)').length).toBe(2);
		expect(second).toContain('```python\nprint(2)\n```');
		expect(second).not.toContain('print(1)');
		expect(second).toContain('CHANGES ASKED FOR BEFORE:\n1. Print two.');
	});

	it('is debugged until it works', async () => {
		const {
			context,
			seen,
			files: now,
		} = createModuleContext({
			inputs,
			files,
			replies: ['Print two.', null],
			answers: [answerWith({'main.py': 'broken\n'}), answerWith({'main.py': 'print(2)\n'})],
			runs: [crash, {}],
		});
		await run(context);
		expect(now()).toEqual({'main.py': 'print(2)\n'});
		expect(seen.calls[1]!.prompt).toContain('FAILURE:\nKeyError: 1');
	});

	it('may add and delete files', async () => {
		const {context, files: now} = createModuleContext({
			files: {...files, 'old.py': ''},
			replies: ['Split it.', null],
			answers: [answerWith({'new.py': 'x = 1\n'}, 'DELETE: old.py')],
			runs: [{}],
		});
		await run(context);
		expect(Object.keys(now()).toSorted()).toEqual(['main.py', 'new.py']);
	});

	it('that changes nothing is asked for once more', async () => {
		const {context, seen} = createModuleContext({
			files,
			replies: ['Print two.', null],
			answers: [answerWith(files), answerWith({'main.py': 'print(2)\n'})],
			runs: [{}],
		});
		await run(context);
		expect(seen.calls[1]!.prompt).toContain('Your answer changes nothing');
	});

	it('is the feedback of a redo, before anything is asked', async () => {
		const {context, seen} = createModuleContext({
			files,
			feedback: 'Print two.',
			replies: [null],
			answers: [answerWith({'main.py': 'print(2)\n'})],
			runs: [{}],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain('CHANGE THE PERSON WANTS NOW:\nPrint two.');
		expect(seen.questions.length).toBe(1);
	});

	it('runs its iterations in one count, and never sends a prompt twice', async () => {
		const {context, seen} = createModuleContext({
			files,
			operation: {debug: {max_iterations: 2}},
			replies: ['Two.', 'One.', 'Two.', null],
			answers: [
				answerWith({'main.py': 'print(2)\n'}),
				answerWith({'main.py': 'print(2.0)\n'}),
				answerWith({'main.py': 'print(1.0)\n'}),
				answerWith({'main.py': 'print("two")\n'}),
				answerWith({'main.py': 'print("2")\n'}),
			],
			runs: [crash, {}, {}, crash, {}],
		});
		await run(context);
		expect(seen.runs.map(({iteration}) => iteration)).toEqual([1, 2, 3, 4, 5]);
		expect(new Set(seen.calls.map(({messages}) => JSON.stringify(messages))).size).toBe(seen.calls.length);
	});
});

describe('a change that does not succeed', () => {
	it('is told to the person, who may ask for something else', async () => {
		const {context, seen} = createModuleContext({
			files,
			operation: {debug: {max_iterations: 1}},
			replies: ['Break it.', 'Mend it.', null],
			answers: [answerWith({'main.py': 'broken\n'}), answerWith({'main.py': 'print(2)\n'})],
			runs: [crash, {}],
		});
		const result = await run(context);
		expect(seen.questions[1]!.question).toContain('KeyError: 1');
		expect(seen.calls[1]!.prompt).toContain('1. Break it. (failed)');
		expect(result.messages.join()).toContain('“Break it.” did not succeed');
	});

	it('is the operation’s failure if it was the last', async () => {
		const {context} = createModuleContext({
			files,
			operation: {debug: {max_iterations: 1}},
			replies: ['Break it.', null],
			answers: [answerWith({'main.py': 'broken\n'})],
			runs: [crash],
		});
		await expect(run(context)).rejects.toMatchObject({kind: 'not-converged'});
	});

	it('is a failure too when no file came', async () => {
		const {context} = createModuleContext({files, replies: ['Do it.', null], answers: ['Why?', 'Why?']});
		await expect(run(context)).rejects.toMatchObject({kind: 'no-files'});
	});
});

describe('a change that is looked at before it runs', () => {
	it('is taken back when the person rejects it, and the next wish tells the model why', async () => {
		const {context, seen} = createModuleContext({
			files,
			replies: ['Two.', 'Three.', null],
			looksAtPatches: true,
			directions: [
				{kind: 'hint', text: 'Not so.'},
				{kind: 'run', rest: false},
			],
			answers: [answerWith({'main.py': 'print(2)\n'}), answerWith({'main.py': 'print(3)\n'})],
			runs: [{}],
		});
		const result = await run(context);
		expect(seen.situations.map(({about, message}) => [about, message])).toEqual([
			['patch', 'The change that you asked for: Two.'],
			['patch', 'The change that you asked for: Three.'],
		]);
		expect(seen.calls[1]!.prompt).toContain('1. Two. (the person took it back: Not so.)');
		expect(seen.runs.map(({files}) => files['main.py'])).toEqual(['print(3)\n']);
		expect(result.messages.join()).toContain('was taken back before it ran');
	});
});
