import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parseCodebase, renderCodebase} from '../../../source/core/files/codebase-text.ts';
import {type ModuleContext, OperationFailure} from '../../../source/core/module.ts';
import type {ProgramOutcome} from '../../../source/core/ports.ts';
import {debuggerModule} from '../../../source/modules/debugger/debugger.ts';
import {answerWith, createModuleContext, outcomeOf} from '../../helpers/module-context.ts';

type Result = {output: string; messages: string[]; by: string};
const run = (context: ModuleContext) => debuggerModule.run(context) as Promise<Result>;
const failureOf = async (context: ModuleContext) => {
	const error = await run(context).then(
		() => null,
		thrown => thrown,
	);
	expect(error).toBeInstanceOf(OperationFailure);
	return error as OperationFailure;
};

const broken = (error: string, line = 1): Partial<ProgramOutcome> => ({
	exit_code: 1,
	stderr: `Traceback (most recent call last):\n  File "/workspace/main.py", line ${line}, in work\n    work()\n${error}\n`,
});
const main = (body: string) => ({'main.py': body});

describe('a program that works', () => {
	it('is passed on by the module, and no model is asked', async () => {
		const {context, seen} = createModuleContext({files: main('print(1)\n'), runs: [{}]});
		const result = await run(context);
		expect(result).toMatchObject({by: 'module', messages: []});
		expect(parseCodebase(result.output)).toEqual({files: new Map([['main.py', 'print(1)\n']])});
		expect(seen.calls).toEqual([]);
		expect(seen.runs[0]).toMatchObject({
			command: 'python3 main.py',
			stdin: '',
			timeout_ms: 30_000,
			iteration: 1,
		});
	});

	it('is run as the pipeline says', async () => {
		const debug = {args: '--fast', stdin: 'yes\n', run_timeout_ms: 5000};
		const {context, seen} = createModuleContext({files: main(''), runs: [{}], operation: {debug}});
		await run(context);
		expect(seen.runs[0]).toMatchObject({command: 'python3 main.py --fast', stdin: 'yes\n', timeout_ms: 5000});
	});

	it('counts as running when it was stopped without having printed an error, and that is said', async () => {
		const {context} = createModuleContext({files: main(''), runs: [{exit_code: null, timed_out: true}]});
		expect((await run(context)).messages[0]).toContain('still running');
	});
});

describe('a program that fails', () => {
	it('is repaired through two faults in a row', async () => {
		const {context, seen, files} = createModuleContext({
			files: main('one\n'),
			runs: [broken("KeyError: 'a'"), broken('TypeError: b'), {}],
			answers: [answerWith(main('two\n')), answerWith(main('three\n'))],
		});
		const result = await run(context);
		expect(result.by).toBe('model');
		expect(files()).toEqual(main('three\n'));
		expect(seen.runs.map(({files, iteration}) => [iteration, files['main.py']])).toEqual([
			[1, 'one\n'],
			[2, 'two\n'],
			[3, 'three\n'],
		]);
		expect(seen.runs.map(({verdict}) => verdict?.summary ?? null)).toEqual([
			"KeyError: 'a' (main.py:1)",
			'TypeError: b (main.py:1)',
			null,
		]);
	});

	it('is shown to the model as it is now, with its indentation, and never as it was', async () => {
		const first = 'def work():\n\tif True:\n\t    return 1 \n\n\nwork()\n';
		const second = 'def work():\n    for x in range(3):\n        yield x\n';
		const {context, seen} = createModuleContext({
			inputs: [
				{name: 'request', text: 'A budget\n  tracker $& $1'},
				{name: 'code', text: renderCodebase(new Map([['main.py', first]]))},
			],
			files: main(first),
			runs: [broken('KeyError: 1'), broken('TypeError: 2'), {}],
			answers: [answerWith(main(second)), answerWith(main('pass\n'))],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain(`\n${first}\`\`\``);
		expect(seen.calls[0]!.prompt).toContain('REQUEST:\nA budget\n  tracker $& $1');
		expect(seen.calls[0]!.prompt.split('if True:').length).toBe(2);
		expect(seen.calls[1]!.prompt).toContain(`\n${second}\`\`\``);
		expect(seen.calls[1]!.prompt).not.toContain('\n\tif True:\n');
		expect(seen.calls[0]!.messages[0]).toEqual({role: 'system', content: 'The system prompt.'});
	});

	it('is shown with its failure, and with what was tried and what came of it', async () => {
		const {context, seen} = createModuleContext({
			files: main('one\n'),
			runs: [broken("KeyError: 'a'"), broken('TypeError: b'), {}],
			answers: [answerWith(main('two\n')), answerWith(main('three\n'))],
		});
		await run(context);
		const [first, second] = seen.calls.map(({prompt}) => prompt);
		expect(first).toContain("FAILURE:\nKeyError: 'a' (main.py:1)");
		expect(first).toContain('COMMAND:\npython3 main.py');
		expect(first).not.toContain('WHAT WAS TRIED');
		expect(second).toContain('FAILURE:\nTypeError: b (main.py:1)');
		expect(second).toContain(
			"1. Failure: KeyError: 'a' (main.py:1)\nAnswer: changed main.py\n  - one\n  + two\nResult: TypeError: b (main.py:1)",
		);
	});

	it('has its own places told apart from those of libraries, innermost first', async () => {
		const stderr = [
			'Traceback (most recent call last):',
			'  File "/workspace/main.py", line 9, in <module>',
			'    start()',
			'  File "/usr/lib/python3/json/decoder.py", line 337, in decode',
			'    obj, end = self.raw_decode(s)',
			'  File "/workspace/load.py", line 4, in hook',
			'    return row["x"]',
			"KeyError: 'x'",
			'',
		].join('\n');
		const {context, seen} = createModuleContext({
			files: {...main('one\n'), 'load.py': 'two\n'},
			runs: [{exit_code: 1, stderr}, {}],
			answers: [answerWith(main('three\n'))],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain('WHERE, INNERMOST FIRST:\nload.py:4 in hook\nmain.py:9\n');
	});

	it('has its output cut in the middle, where it is long', async () => {
		const stdout = `first line\n${'noise\n'.repeat(20_000)}last line\n`;
		const {context, seen} = createModuleContext({
			files: main('one\n'),
			runs: [{...broken('KeyError: 1'), stdout}, {}],
			answers: [answerWith(main('two\n'))],
		});
		await run(context);
		const {prompt} = seen.calls[0]!;
		expect(prompt.length).toBeLessThan(9000);
		expect(prompt).toContain('first line');
		expect(prompt).toContain('last line');
		expect(prompt).toMatch(/\[… \d+ characters left out …\]/);
	});

	it('makes the same prompt when addresses and durations differ', async () => {
		const promptFor = async (noise: string) => {
			const {context, seen} = createModuleContext({
				files: main('one\n'),
				runs: [broken(`ValueError: <Item at ${noise}> Ran 1 test in 0.${noise.length}04s`), {}],
				answers: [answerWith(main('two\n'))],
			});
			await run(context);
			return seen.calls[0]!.prompt;
		};
		expect(await promptFor('0x7f50e4b611d0')).toBe(await promptFor('0x55aabb1'));
	});

	it('may lose files by DELETE lines outside the fences, and by those only', async () => {
		const {context, files} = createModuleContext({
			files: {'main.py': 'one\n', 'old.py': '', 'kept.py': ''},
			runs: [broken('KeyError: 1'), {}],
			answers: [
				answerWith({'main.py': '"""\nDELETE: kept.py\n"""\n'}, 'DELETE: `old.py`\nDELETE: unknown.py'),
			],
		});
		await run(context);
		expect(Object.keys(files()).toSorted()).toEqual(['kept.py', 'main.py']);
	});

	it('fails its iteration when debug.test fails', async () => {
		const {context, seen} = createModuleContext({
			files: main('one\n'),
			operation: {debug: {test: 'python3 -m unittest'}},
			runs: [{}, broken('AssertionError: 1 != 2'), {}, {}],
			answers: [answerWith(main('two\n'))],
		});
		await run(context);
		expect(seen.runs.map(({purpose, iteration}) => [purpose, iteration])).toEqual([
			['run', 1],
			['test', 1],
			['run', 2],
			['test', 2],
		]);
		expect(seen.calls[0]!.prompt).toContain('COMMAND:\npython3 -m unittest');
	});
});

describe('answers that do not help', () => {
	it('end in a failure that names the last one, what is kept and what to do', async () => {
		const {context, seen, files} = createModuleContext({
			files: main('0\n'),
			operation: {debug: {max_iterations: 3}},
			runs: [broken('KeyError: one'), broken('TypeError: two'), broken('IndexError: three')],
			answers: [answerWith(main('1\n')), answerWith(main('2\n'))],
		});
		const failure = await failureOf(context);
		expect(failure.kind).toBe('not-converged');
		expect(failure.message).toContain('after 3 iterations');
		expect(failure.message).toContain('IndexError: three (main.py:1)');
		expect(failure.message).toContain('kept');
		expect(failure.remedy).toContain('max_iterations');
		expect(files()).toEqual(main('2\n'));
		expect(seen.runs.length).toBe(3);
	});

	it('climb the ladder while the same failure comes back, and end with it', async () => {
		let version = 0;
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			operation: {debug: {max_iterations: 20}},
			runs: Array.from({length: 20}, () => broken("KeyError: 'same'")),
			answers: Array.from({length: 20}, () => () => answerWith(main(`${++version}\n`))),
		});
		const failure = await failureOf(context);
		expect(seen.calls.map(({model}) => model)).toEqual(['small', 'medium', 'large', 'large']);
		expect(failure.message).toContain('large');
		expect(seen.calls[2]!.prompt).toContain('Result: the same failure again');
		expect(seen.notes).toContain('medium took over from small.');
	});

	it('are blamed on the model that was really asked, whatever the ladder names', async () => {
		let version = 0;
		const {context} = createModuleContext({
			files: main('0\n'),
			operation: {debug: {max_iterations: 20}},
			runs: Array.from({length: 20}, () => broken("KeyError: 'same'")),
			answers: Array.from({length: 20}, () => () => answerWith(main(`${++version}\n`))),
		});
		const {ask} = context.model;
		// As `--model gpt-chosen` does it.
		context.model.ask = async options => ({...(await ask(options)), model: 'gpt-chosen'});
		const {message} = await failureOf(context);
		expect(message).toContain('the last model that was asked (gpt-chosen)');
		expect(message).not.toContain('large');
	});

	it('are not run again when the same answer comes for ever', async () => {
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			runs: [broken('KeyError: 1'), broken('KeyError: 1')],
			answers: Array.from({length: 10}, () => answerWith(main('1\n'))),
		});
		expect((await failureOf(context)).kind).toBe('not-converged');
		expect(seen.runs.length).toBe(2);
		expect(seen.calls[2]!.prompt).toContain('nothing changed: its files are exactly the current ones');
		expect(new Set(seen.calls.map(({prompt}) => prompt)).size).toBe(seen.calls.length);
	});

	it('are told to the model when they were prose only', async () => {
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			runs: [broken('KeyError: 1'), {}],
			answers: ['You should check the key first.', answerWith(main('1\n'))],
		});
		await run(context);
		expect(seen.runs.map(({files}) => files['main.py'])).toEqual(['0\n', '1\n']);
		expect(seen.calls[1]!.prompt).toContain('Answer: nothing changed: no whole file and no edit came');
		expect(seen.calls[1]!.prompt).toContain('Result: the program was not run again');
		expect(seen.notes.join()).toContain('changed nothing');
	});

	it('never write a truncated file, and say which it was', async () => {
		const {context, seen, files} = createModuleContext({
			files: main('0\n'),
			runs: [broken('KeyError: 1'), {}],
			answers: ['`main.py`\n```python\nprint("hal', answerWith(main('1\n'))],
		});
		await run(context);
		expect(files()).toEqual(main('1\n'));
		expect(seen.writes.length).toBe(1);
		expect(seen.calls[1]!.prompt).toContain('`main.py` was cut off before its end');
		expect(seen.notes.join()).toContain('`main.py` was cut off');
	});

	it('cannot write outside the workspace, and say so', async () => {
		const {context, seen, files} = createModuleContext({
			files: main('0\n'),
			runs: [broken('KeyError: 1'), {}],
			answers: [answerWith({'../evil.py': 'x\n'}), answerWith(main('1\n'))],
		});
		await run(context);
		expect(Object.keys(files())).toEqual(['main.py']);
		expect(seen.calls[1]!.prompt).toContain('`../evil.py` was refused because');
		expect(seen.notes.join()).toContain('refused');
	});

	it('never lead to a prompt that was already sent, whatever they are', async () => {
		const answers = [
			'prose',
			'prose',
			answerWith(main('1\n')),
			answerWith(main('0\n')),
			answerWith(main('1\n')),
		];
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			operation: {
				debug: {max_iterations: 6, same_error_limit: 9},
				model_config: {model: 'm', parameters: {}},
			},
			runs: Array.from({length: 6}, () => broken('KeyError: 1')),
			answers,
		});
		await failureOf(context);
		expect(seen.calls.length).toBe(5);
		expect(new Set(seen.calls.map(({prompt}) => prompt)).size).toBe(5);
	});

	it('leave a rung out whose model the endpoint does not know', async () => {
		const unknown = new OperationFailure({
			kind: 'model:unknown-model',
			message: 'There is no model `medium`.',
		});
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			runs: [broken('KeyError: 1'), broken('KeyError: 1'), {}],
			answers: [answerWith(main('1\n')), unknown, answerWith(main('2\n'))],
		});
		await run(context);
		expect(seen.calls.map(({model}) => model)).toEqual(['small', 'medium', 'large']);
		expect(seen.notes.join()).toContain('There is no model `medium`.');
	});

	it('leave the ladder whole for the next operation when a rung was left out', async () => {
		const unknown = new OperationFailure({
			kind: 'model:unknown-model',
			message: 'There is no model `medium`.',
		});
		const same = [broken('KeyError: 1'), broken('KeyError: 1'), {}];
		const first = createModuleContext({
			files: main('0\n'),
			runs: same,
			answers: [answerWith(main('1\n')), unknown, answerWith(main('2\n'))],
		});
		await run(first.context);
		const second = createModuleContext({
			files: main('0\n'),
			runs: same,
			answers: [answerWith(main('1\n')), answerWith(main('2\n'))],
		});
		await run(second.context);
		expect(second.seen.calls.map(({model}) => model)).toEqual(['small', 'medium']);
	});

	it('count as the same failure again when only the line moved', async () => {
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			runs: [broken('KeyError: 1', 4), broken('KeyError: 1', 9), {}],
			answers: [answerWith(main('1\n')), answerWith(main('2\n'))],
		});
		await run(context);
		expect(seen.calls[1]!.prompt).toContain('Result: the same failure again');
	});

	it('do not hide that the model failed', async () => {
		const quota = new OperationFailure({kind: 'model:quota', message: 'The quota is used up.'});
		const {context} = createModuleContext({
			files: main('0\n'),
			runs: [broken('KeyError: 1')],
			answers: [quota],
		});
		expect(await failureOf(context)).toBe(quota);
	});
});

describe('what is no fault of the code', () => {
	it.each<[string, Partial<ProgramOutcome>, string]>([
		['the end of stdin', broken('EOFError: EOF when reading a line'), 'debug.stdin'],
		['a usage exit', {exit_code: 2, stderr: 'usage: main.py [-h] file\nmain.py: error: …\n'}, 'debug.args'],
		['a missing network', broken('OSError: [Errno 101] Network is unreachable'), 'network'],
	])(
		'is not repaired: %s costs no call, and the person is told what to do',
		async (_what, outcome, advice) => {
			const {context, seen} = createModuleContext({files: main('0\n'), runs: [outcome]});
			const result = await run(context);
			expect(seen.calls).toEqual([]);
			expect(result.by).toBe('module');
			expect(result.messages.join()).toContain(advice);
		},
	);

	it('leaves the verdict to debug.test, if there is one', async () => {
		const {context} = createModuleContext({
			files: main('0\n'),
			operation: {debug: {test: 'python3 test.py'}},
			runs: [broken('EOFError: EOF when reading a line'), broken('AssertionError'), {}, {}],
			answers: [answerWith(main('1\n'))],
		});
		expect((await run(context)).by).toBe('model');
	});

	it('is a refused run: the code is passed on, and said to be unverified', async () => {
		const {context, seen} = createModuleContext({files: main('0\n'), runs: [{denied: 'not now'}]});
		const result = await run(context);
		expect(result.messages[0]).toContain('not now');
		expect(result.messages[0]).toContain('unverified');
		expect(seen.calls).toEqual([]);
	});
});

describe('packages', () => {
	const needy = {'main.py': '0\n', 'requirements.txt': 'rich==14.0\n'};

	it('are installed before the first run, and again only when requirements.txt changed', async () => {
		const {context, seen} = createModuleContext({
			files: needy,
			runs: [broken('KeyError: 1'), broken('TypeError: 2'), {}],
			installs: [{}, {}],
			answers: [answerWith(main('1\n')), answerWith({'main.py': '2\n', 'requirements.txt': 'rich==14.1\n'})],
		});
		await run(context);
		expect(seen.installs).toEqual([
			{requirements: 'rich==14.0', iteration: 1},
			{requirements: 'rich==14.1', iteration: 3},
		]);
	});

	it('that were refused are told to the model when the program fails without them', async () => {
		const {context, seen} = createModuleContext({
			files: needy,
			runs: [broken("ModuleNotFoundError: No module named 'rich'"), {}],
			installs: [{denied: 'installing was not allowed'}],
			answers: [answerWith(main('1\n'), 'DELETE: requirements.txt')],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain('installing was not allowed');
		expect(seen.installs.length).toBe(1);
	});

	it('that cannot be installed are a failure of their own: the program is not run without them', async () => {
		const {context, seen} = createModuleContext({
			files: needy,
			runs: [{}],
			installs: [{ok: false, stderr: 'ERROR: No matching distribution found for rich==14.0'}],
			answers: [answerWith(main('1\n'), 'DELETE: requirements.txt')],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain('No matching distribution found for rich==14.0');
		expect(seen.runs.map(({iteration}) => iteration)).toEqual([2]);
	});
});

describe('what the debugger starts from', () => {
	it('is the code of an input, if no module before it wrote files', async () => {
		const code = renderCodebase(new Map([['main.py', 'print(1)\n']]));
		const {context, files, seen} = createModuleContext({inputs: [{name: 'code', text: code}], runs: [{}]});
		await run(context);
		expect(files()).toEqual(main('print(1)\n'));
		expect(seen.writes[0]!.by).toBe('module');
	});

	it('may be fenced files in prose', async () => {
		const text = answerWith(main('print(1)\n'), 'Here is the program:');
		const {context, files} = createModuleContext({inputs: [{name: 'code', text}], runs: [{}]});
		await run(context);
		expect(files()).toEqual(main('print(1)\n'));
	});

	it('is missed with a remedy when there is none', async () => {
		const failure = await failureOf(createModuleContext({inputs: [{name: 'plan', text: 'Do it.'}]}).context);
		expect(failure.kind).toBe('no-code');
		expect(failure.message).toContain('plan');
		expect(failure.remedy).toBeTruthy();
	});
});

describe('a redo', () => {
	it('brings the feedback to the model even if the program runs', async () => {
		const {context, seen} = createModuleContext({
			files: main('0\n'),
			feedback: 'It prints nothing.',
			runs: [{}, {}],
			answers: [answerWith(main('1\n'))],
		});
		expect((await run(context)).by).toBe('model');
		expect(seen.calls.length).toBe(1);
		expect(seen.calls[0]!.prompt).toContain('The person rejected the program: It prints nothing.');
	});
});

describe('with a real interpreter', () => {
	it('a program with two faults is run, read and repaired until it prints its result', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'debugged-'));
		const runIt = async (files: Record<string, string>) => {
			await Promise.all(Object.entries(files).map(([path, text]) => writeFile(join(folder, path), text)));
			return new Promise<ProgramOutcome>(resolve => {
				const child = execFile('python3', ['-B', 'main.py'], {cwd: folder}, (error, stdout, stderr) => {
					resolve(outcomeOf({exit_code: error ? Number(error.code) : 0, stdout, stderr}));
				});
				child.stdin?.end();
			});
		};
		const files = {
			'main.py': 'from store import load_items\n\nprint(sum(load_items()))\n',
			'store.py': 'def load():\n    return [1, "2"]\n',
		};
		const renamed = {'store.py': 'def load_items():\n    return [1, "2"]\n'};
		const numbers = {'store.py': 'def load_items():\n    return [1, 2]\n'};
		const {context, seen} = createModuleContext({files, answers: [answerWith(renamed), answerWith(numbers)]});
		const outcomes: ProgramOutcome[] = [];
		context.runner.run = async ({judge}) => {
			const outcome = await runIt(Object.fromEntries(context.files.current()));
			outcomes.push({...outcome, stderr: judge?.(outcome)?.summary ?? ''});
			return outcome;
		};
		try {
			await run(context);
			expect(outcomes.map(({stderr}) => stderr.replace(/ \(\/.*?\)/, ''))).toEqual([
				"ImportError: cannot import name 'load_items' from 'store' (main.py:1)",
				"TypeError: unsupported operand type(s) for +: 'int' and 'str' (main.py:3)",
				'',
			]);
			expect(outcomes.at(-1)?.stdout).toBe('3\n');
			expect(seen.calls.length).toBe(2);
		} finally {
			await rm(folder, {recursive: true});
		}
	});
});
