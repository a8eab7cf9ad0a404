import {describe, expect, it} from 'vitest';
import type {Direction} from '../../../source/core/direction.ts';
import type {ModuleContext} from '../../../source/core/module.ts';
import type {ProgramOutcome} from '../../../source/core/ports.ts';
import {debuggerModule} from '../../../source/modules/debugger/debugger.ts';
import {answerWith, createModuleContext} from '../../helpers/module-context.ts';

const run = (context: ModuleContext) =>
	debuggerModule.run(context) as Promise<{output: string; messages: string[]; by: string}>;
const main = (body: string) => ({'main.py': body});
const broken = (error: string, line = 1): Partial<ProgramOutcome> => ({
	exit_code: 1,
	stderr: `Traceback (most recent call last):\n  File "/workspace/main.py", line ${line}, in work\n    work()\n${error}\n`,
});
const pass: Direction = {kind: 'pass'};

describe('where the iterations are used up', () => {
	const stuck = (directions: Direction[], more: Parameters<typeof createModuleContext>[0] = {}) =>
		createModuleContext({
			files: main('0\n'),
			operation: {debug: {max_iterations: 1}},
			runs: [broken('KeyError: 1')],
			directions,
			...more,
		});

	it('the person is told what still fails, and what they may do', async () => {
		const {context, seen} = stuck([pass]);
		await run(context);
		expect(seen.situations).toEqual([
			{
				about: 'stuck',
				message: 'It still fails, after 1 iteration: KeyError: 1 (main.py:1)',
				courses: ['hint', 'edit', 'more', 'model', 'pass', 'give-up'],
				command: 'python3 main.py',
				best: null,
				judge: expect.any(Function),
			},
		]);
	});

	it('an answer that changed nothing is told of, with its reason', async () => {
		const {context, seen} = stuck([pass], {
			operation: {debug: {max_iterations: 2}},
			answers: ['Have you tried turning it off?'],
		});
		await run(context);
		expect(seen.situations[0]!.message).toBe(
			'It still fails, after 1 iteration and 1 answer that changed nothing (the last one: no whole file and no edit came): KeyError: 1 (main.py:1)',
		);
	});

	it('a hint goes into every later prompt, and gives the models another few requests', async () => {
		const {context, seen} = stuck([{kind: 'hint', text: 'Look at the key.'}], {
			runs: [broken('KeyError: 1'), broken('TypeError: 2'), {}],
			answers: [answerWith(main('1\n')), answerWith(main('2\n'))],
		});
		await run(context);
		for (const {prompt} of seen.calls) expect(prompt).toContain('HINT FROM THE PERSON:\nLook at the key.');
	});

	it('code that the person edited is run, and what fails in it is repaired', async () => {
		const {context, seen, files} = stuck([{kind: 'edit', files: new Map([['app.py', 'mine\n']])}], {
			runs: [broken('KeyError: 1'), broken('TypeError: 2'), {}],
			answers: [answerWith({'app.py': 'ours\n'})],
		});
		await run(context);
		expect(seen.runs.map(({command, files}) => [command, files])).toEqual([
			['python3 main.py', main('0\n')],
			['python3 app.py', {'app.py': 'mine\n'}],
			['python3 app.py', {'app.py': 'ours\n'}],
		]);
		expect(seen.writes[0]).toMatchObject({by: 'person', delete: ['main.py']});
		expect(files()).toEqual({'app.py': 'ours\n'});
	});

	it('more iterations are as many as there were', async () => {
		const {context, seen} = stuck([{kind: 'more'}, pass], {
			operation: {debug: {max_iterations: 2, same_error_limit: 9}},
			runs: ['A', 'B', 'C', 'D'].map(letter => broken(`KeyError: '${letter}'`)),
			answers: ['1\n', '2\n', '3\n'].map(text => answerWith(main(text))),
		});
		await run(context);
		expect(seen.situations.map(({message}) => message)).toEqual([
			"It still fails, after 2 iterations: KeyError: 'B' (main.py:1)",
			"It still fails, after 4 iterations: KeyError: 'D' (main.py:1)",
		]);
	});

	it('another model is the one that is asked from there on', async () => {
		const {context, seen} = stuck([{kind: 'model', model: 'the-best'}], {
			operation: {debug: {max_iterations: 2}, model_config: {model: 'small', escalate: [], parameters: {}}},
			runs: [broken('KeyError: 1'), broken('TypeError: 2'), broken('ValueError: 3'), {}],
			answers: ['1\n', '2\n', '3\n'].map(text => answerWith(main(text))),
		});
		await run(context);
		expect(seen.calls.map(({model}) => model)).toEqual(['small', 'the-best', 'the-best']);
	});

	it('an earlier iteration can be gone back to, which is not run again, and the person is asked once more', async () => {
		const {context, seen, files} = stuck(
			[
				{kind: 'roll-back', iteration: 1},
				{kind: 'hint', text: 'Go on from here.'},
			],
			{
				operation: {debug: {max_iterations: 2}},
				runs: [broken('KeyError: 1', 7), broken('IndentationError: unexpected indent'), {}],
				answers: [answerWith(main('1\n')), answerWith(main('2\n'))],
			},
		);
		await run(context);
		expect(seen.situations.map(({courses}) => courses.includes('roll-back'))).toEqual([true, true]);
		expect(seen.situations[1]!.message).toContain('KeyError: 1 (main.py:7)');
		expect(seen.calls[1]!.prompt).toContain('```python\n0\n```');
		expect(seen.runs).toHaveLength(3);
		expect(files()).toEqual(main('2\n'));
	});

	it('code that is passed on carries a note that it fails', async () => {
		const {context} = stuck([pass]);
		expect((await run(context)).messages.join()).toContain(
			'You passed the code on as it is, though `python3 main.py` fails: KeyError: 1',
		);
	});

	it('what is given up fails as it does where nobody is asked', async () => {
		await expect(run(stuck([{kind: 'give-up'}]).context)).rejects.toMatchObject({kind: 'not-converged'});
		const unasked = createModuleContext({
			files: main('0\n'),
			operation: {debug: {max_iterations: 1}},
			runs: [broken('KeyError: 1')],
		});
		await expect(run(unasked.context)).rejects.toMatchObject({kind: 'not-converged'});
	});
});

describe('a patch that is looked at', () => {
	const patched = (directions: Direction[]) =>
		createModuleContext({
			files: main('0\n'),
			operation: {debug: {same_error_limit: 9}},
			runs: [broken('KeyError: 1'), broken('TypeError: 2'), {}],
			answers: ['1\n', '2\n', '3\n'].map(text => answerWith(main(text))),
			looksAtPatches: true,
			directions,
		});

	it('runs when the person lets it, and each later one is shown again', async () => {
		const {context, seen} = patched([
			{kind: 'run', rest: false},
			{kind: 'run', rest: false},
		]);
		await run(context);
		expect(seen.situations.map(({about}) => about)).toEqual(['patch', 'patch']);
	});

	it('is no longer shown once the person lets all later ones run', async () => {
		const {context, seen} = patched([{kind: 'run', rest: true}]);
		await run(context);
		expect(seen.situations).toHaveLength(1);
		expect(seen.runs).toHaveLength(3);
	});

	it('is put back when it is rejected, takes no iteration, and the model is told why', async () => {
		const {context, seen} = patched([
			{kind: 'hint', text: 'Keep the zero.'},
			{kind: 'run', rest: true},
		]);
		await run(context);
		expect(seen.runs.map(({files}) => files['main.py'])).toEqual(['0\n', '2\n', '3\n']);
		expect(seen.calls[1]!.prompt).toContain('```python\n0\n```');
		expect(seen.calls[1]!.prompt).toContain('the person rejected it before it ran: Keep the zero.');
	});

	it('runs as the person edited it', async () => {
		const {context, seen} = patched([
			{kind: 'edit', files: new Map(Object.entries(main('mine\n')))},
			{kind: 'run', rest: true},
		]);
		await run(context);
		expect(seen.runs.map(({files}) => files['main.py'])).toEqual(['0\n', 'mine\n', '2\n']);
		expect(seen.calls[1]!.prompt).toContain('+ mine');
	});
});

describe('a program that lacks something', () => {
	const asking = {
		exit_code: 1,
		stderr:
			'Traceback (most recent call last):\n  File "/workspace/main.py", line 1, in <module>\n    input()\nEOFError: EOF when reading a line\n',
	};

	it('runs again with the input that the person gives, a line of it at least', async () => {
		const {context, seen} = createModuleContext({
			files: main('input()\n'),
			runs: [asking, {}],
			directions: [{kind: 'input', text: 'Ada\n42'}],
		});
		expect((await run(context)).messages).toEqual([]);
		expect(seen.situations[0]).toMatchObject({about: 'lack', courses: ['input', 'hint', 'edit', 'pass']});
		expect(seen.runs.map(({stdin}) => stdin)).toEqual(['', 'Ada\n42\n']);
		expect(seen.calls).toEqual([]);
	});

	it('runs again with the arguments that the person gives', async () => {
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			runs: [
				{
					exit_code: 2,
					stderr: 'usage: main.py [-h] file\nmain.py: error: the following arguments are required: file\n',
				},
				{},
			],
			directions: [{kind: 'arguments', text: 'data.csv --fast'}],
		});
		await run(context);
		expect(seen.runs.map(({command}) => command)).toEqual([
			'python3 main.py',
			'python3 main.py data.csv --fast',
		]);
	});

	it('runs again with the network once that is allowed, and keeps it', async () => {
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			runs: [
				broken('socket.gaierror: [Errno -3] Temporary failure in name resolution'),
				broken('KeyError: 1'),
				{},
			],
			answers: [answerWith(main('1\n'))],
			directions: [{kind: 'network'}],
		});
		await run(context);
		expect(seen.runs.map(({network}) => network ?? false)).toEqual([false, true, true]);
	});

	it('is repaired all the same when the person says what is wrong with it', async () => {
		const {context, seen} = createModuleContext({
			files: main('input()\n'),
			runs: [asking, {}],
			answers: [answerWith(main('print(1)\n'))],
			directions: [{kind: 'hint', text: 'It must not ask anything.'}],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain('The person rejected the program: It must not ask anything.');
	});
});

describe('code that failed already', () => {
	it('is not run again when an answer brings it back: the model is told what came of it', async () => {
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			operation: {debug: {same_error_limit: 9, max_iterations: 9}},
			runs: [broken('KeyError: 1'), broken('TypeError: 2'), {}],
			answers: ['1\n', '0\n', '2\n'].map(text => answerWith(main(text))),
		});
		await run(context);
		expect(seen.runs.map(({files}) => files['main.py'])).toEqual(['0\n', '1\n', '2\n']);
		expect(seen.calls[2]!.prompt).toContain('Result: the code of iteration 1 again: KeyError: 1');
	});
});
