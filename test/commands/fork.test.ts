/** Forks from the command line: what the endpoint is asked, what becomes of both logs, and what is refused. */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {fork} from '../../source/commands/fork.ts';
import {run} from '../../source/commands/run.ts';
import {runs} from '../../source/commands/runs.ts';
import {renderCodebase} from '../../source/core/files/codebase-text.ts';
import {openLog} from '../../source/io/memory/log.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {callCommand} from '../helpers/call-command.ts';
import {type Script, startModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, type PastRun, runsIn} from './past-run.ts';

const chain = `pipeline:
  - {module: start_module, inputs: [], output_name: task}
  - {module: enhancer, inputs: [task], output_name: one}
  - {module: realist, inputs: [one], output_name: two}
  - {module: translator, inputs: [two], output_name: three}
  - {module: storyteller, inputs: [task], output_name: aside}
`;

/** The endpoint, the folder, and how to call in it; a run of the pipeline has been made. */
async function afterARun(script: Script = ({n}) => ({text: `answer ${n}`}), pipeline = chain) {
	const server = await startModelServer(script);
	onTestFinished(() => server.close());
	const cwd = makeFolder({'p.yml': pipeline});
	const env = {ORCHESTRAI_CONFIG_DIR: join(cwd, '.config')};
	const first = await callCommand(
		run,
		['p.yml'],
		{request: 'A task', baseUrl: server.url, model: ['m']},
		{cwd, env},
	);
	const parent = pastRun(cwd, runsIn(cwd)[0]!);
	const before = server.requests.length;
	return {
		server,
		cwd,
		parent,
		first,
		/** Forks a run, the first one unless another is named; `child` is what came of it. */
		async forks(flags: Record<string, unknown>, of = parent.id) {
			const known = runsIn(cwd);
			const called = await callCommand(fork, [of], flags, {cwd, env});
			const id = runsIn(cwd).find(name => !known.includes(name));
			return {...called, child: id === undefined ? null : pastRun(cwd, id)};
		},
		/** Which models were asked since, and with which prompts. */
		asked: () => server.requests.slice(before).map(({body}) => body),
		text: (one: PastRun) => readFileSync(one.log, 'utf8'),
	};
}

function pastRun(cwd: string, id: string): PastRun {
	const folder = join(cwd, 'runs', id);
	const log = join(folder, 'memory_log.json');
	return {id, folder, log, actions: JSON.parse(readFileSync(log, 'utf8')).actions};
}

function outputOf({folder}: PastRun, name: string): string {
	return readFileSync(join(folder, 'outputs', `${name}.md`), 'utf8');
}

describe('A fork at operation k of n asks the model only for what depends on the change:', () => {
	test.each([
		['one', 3],
		['two', 2],
		['three', 1],
		['aside', 1],
	])('at %s it makes %i calls.', async (from, calls) => {
		const {forks, asked, parent} = await afterARun();
		const {code, child, stderr} = await forks({from: [from]});
		expect(code).toBe(0);
		expect(asked()).toHaveLength(calls);
		expect(ofType(child!, 'model-asked')).toHaveLength(calls);
		expect(ofType(child!, 'answer-reused')).toHaveLength(5 - calls);
		const untouched = from === 'aside' ? 'three' : 'aside';
		expect(outputOf(child!, untouched)).toBe(outputOf(parent, untouched));
		expect(stderr).toContain(`Forked from ${parent.id}.\nTaken over: task,`);
		expect(stderr).toMatch(/Made anew: .+\. Last time that took .+; what it cost is not known\./);
	});
});

test('A fork that asks anew without a terminal says what is answered as before, and how to answer otherwise.', async () => {
	const {forks, parent} = await afterARun();
	const {code, child, stderr} = await forks({from: ['task'], headless: true});
	expect(code).toBe(0);
	expect(outputOf(child!, 'task')).toBe(outputOf(parent, 'task'));
	expect(stderr).toContain(
		'Answered as before: task. To answer otherwise, give --request TEXT or --answer NAME=TEXT.\n',
	);
});

test('What is set is not run, what depends on it is told the text, and both logs tell of each other.', async () => {
	const {forks, asked, parent, text} = await afterARun();
	const before = text(parent);
	const {child} = await forks({set: ['two=By hand'], model: ['three=large-one']});
	expect(asked().map(({model, messages}) => [model, messages.at(-1)!.content])).toEqual([
		['large-one', expect.stringContaining('By hand')],
	]);
	expect(outputOf(child!, 'two')).toBe('By hand');
	expect(ofType(child!, 'run-started')[0]).toMatchObject({
		forked_from: {run_id: parent.id, path: parent.log, action: parent.actions.length},
		request: 'A task',
		settings: {model: 'm', models: {three: 'large-one'}},
	});
	const told = pastRun(parent.folder.split('/runs/')[0]!, parent.id);
	expect(told.actions.at(-1)).toMatchObject({type: 'run-forked', child_run_id: child!.id});
	expect(text(parent).startsWith(before.slice(0, -'\n]}\n'.length))).toBe(true);
	expect(told.actions).toHaveLength(parent.actions.length + 1);
});

test('A text to set may come from a file; one that is the same changes nothing.', async () => {
	const {forks, asked, cwd, parent} = await afterARun();
	writeFileSync(join(cwd, 'two.md'), 'From a file');
	const {child} = await forks({set: ['two=@two.md', `one=${outputOf(parent, 'one')}`]});
	expect(asked()).toHaveLength(1);
	expect(outputOf(child!, 'two')).toBe('From a file');
});

test('A fork of a fork takes over what the first one did, from there.', async () => {
	const {forks, asked, parent} = await afterARun();
	const first = await forks({set: ['one=Mine']});
	const second = await forks({from: ['three']}, first.child!.id);
	expect(asked()).toHaveLength(3);
	expect(outputOf(second.child!, 'one')).toBe('Mine');
	expect(outputOf(second.child!, 'two')).toBe(outputOf(first.child!, 'two'));
	expect(outputOf(second.child!, 'aside')).toBe(outputOf(parent, 'aside'));
	const sources = ofType(second.child!, 'answer-reused').map(({source}) => source.run_id);
	expect(new Set(sources)).toEqual(new Set([first.child!.id]));

	const listed = await callCommand(runs, [], {runsDir: join(second.child!.folder, '..')});
	expect(listed.stdout).toMatch(new RegExp(`^${second.child!.id} .* fork of ${first.child!.id}$`, 'm'));
	expect(second.stdout).toContain(`\n  fork of   ${first.child!.id}\n`);
});

test('From an earlier moment, what was finished then is taken over, and the rest is made.', async () => {
	const {forks, asked, parent} = await afterARun();
	const at = parent.actions.findIndex(
		action => action.type === 'module-finished' && action.output_name === 'one',
	);
	const {child, stderr} = await forks({at: String(at + 1), headless: true});
	expect(stderr).toContain(`as it stood after ${at + 1} of its ${parent.actions.length} actions.`);
	expect(asked().length).toBeGreaterThanOrEqual(2);
	expect(outputOf(child!, 'one')).toBe(outputOf(parent, 'one'));
	expect(ofType(child!, 'run-finished').at(-1)).toMatchObject({status: 'done'});
});

test('An output that failed is never taken over: it is tried again, with what it blocked.', async () => {
	let broken = true;
	const {forks, asked, parent} = await afterARun(({n, body}) =>
		broken && body.messages.at(-1)!.content.startsWith('ONE:')
			? {status: 400, json: {error: {message: 'no'}}}
			: {text: `answer ${n}`},
	);
	expect(ofType(parent, 'module-failed')).toHaveLength(1);
	broken = false;
	const {code, child} = await forks({model: ['m2']});
	expect(code).toBe(0);
	expect(asked().map(({model}) => model)).toEqual(['m2', 'm2']);
	expect(
		ofType(child!, 'answer-reused')
			.map(({output_name}) => output_name)
			.sort(),
	).toEqual(['aside', 'one', 'task']);
});

test('A run that another process writes is forked all the same; only the child tells of it.', async () => {
	const {forks, parent, text} = await afterARun();
	const log = await openLog(parent.folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	const before = text(parent);
	const {code, child, stdout} = await forks({from: ['three']});
	await log.close();
	expect(code).toBe(0);
	expect(stdout).toContain(`${parent.id} does not tell of this run. Another process writes`);
	expect(text(parent)).toBe(before);
	expect(ofType(child!, 'run-started')[0]!.forked_from!.run_id).toBe(parent.id);
});

test('A log by itself, and one with a damaged end, are forked and left as they are.', async () => {
	const {forks, asked, parent, text, cwd} = await afterARun();
	const lone = join(cwd, 'lone.json');
	writeFileSync(lone, text(parent).slice(0, -30));
	const torn = readFileSync(lone, 'utf8');
	const {code, stdout, stderr} = await forks({from: ['three']}, lone);
	expect(code).toBe(0);
	expect(asked()).toHaveLength(1);
	expect(stderr).toContain('is damaged');
	expect(stdout).toContain('The log of lone is left as it is');
	expect(readFileSync(lone, 'utf8')).toBe(torn);
});

test('A log of the Python OrchestrAI is refused with a sentence.', async () => {
	const {forks, cwd} = await afterARun();
	const log = {agent_start_time: 1, pipeline_name: 'p', actions: []};
	writeFileSync(join(cwd, 'old.json'), JSON.stringify(log));
	const {code, stderr} = await forks({from: ['x']}, join(cwd, 'old.json'));
	expect([code, stderr]).toEqual([2, expect.stringContaining('a log of the Python OrchestrAI')]);
});

test('What makes no sense is refused before anything is made or asked, each with a sentence.', async () => {
	const {forks, asked, parent, cwd} = await afterARun();
	const {length} = parent.actions;
	const refusals: [Record<string, unknown>, string][] = [
		[{}, 'The operations: task, one, two, three, aside.'],
		[{model: ['m1']}, '--model NAME=m1 has one made anew with it. --from NAME makes an output anew'],
		[{request: 'A task'}, 'the fork would be a copy'],
		[{at: String(length)}, 'the fork would be a copy'],
		[{from: ['tow']}, 'Did you mean `two`?'],
		[{set: ['nothing=x']}, '--set names `nothing`'],
		[{model: ['nothing=x']}, '--model names `nothing`'],
		[{set: ['two']}, 'has no name before a `=`'],
		[{set: ['two=@not-there.md']}, 'there is no such file'],
		[{set: ['two=x'], from: ['two']}, 'leave out --from two'],
		[{from: ['two'], at: 'x'}, '--at takes the number of an action'],
		[{from: ['two'], at: String(length + 1)}, `--at takes a number from 1 to ${length}`],
		[{from: ['two'], workspaceFrom: '.'}, '--workspace-from is for `orchestrai run`'],
	];
	for (const [flags, said] of refusals) {
		const {code, stderr} = await forks(flags);
		expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
	}

	expect(asked()).toEqual([]);
	expect(readdirSync(join(cwd, 'runs')).filter(name => !name.startsWith('.'))).toEqual([parent.id]);
});

test('With another task, all that depends on the task is made anew from it.', async () => {
	const {forks, asked} = await afterARun();
	await forks({from: ['task'], request: 'Another task'});
	const prompts = asked().map(({messages}) => messages.at(-1)!.content);
	expect(prompts).toHaveLength(4);
	expect(prompts.filter(prompt => prompt.includes('Another task'))).toHaveLength(2);
});

test('Another task by itself takes the place of the one there was, without asking for it; a text that is set goes before it.', async () => {
	const {forks, asked} = await afterARun();
	const {code, child, stderr} = await forks({request: 'Another task'});
	expect(code).toBe(0);
	expect(stderr).toContain('Set to your text: task.');
	expect(outputOf(child!, 'task')).toBe('Another task');
	expect(ofType(child!, 'run-started')[0]!.request).toBe('Another task');
	const prompts = asked().map(({messages}) => messages.at(-1)!.content);
	expect(prompts).toHaveLength(4);
	expect(prompts.filter(prompt => prompt.includes('Another task'))).toHaveLength(2);

	const both = await forks({request: 'Another task', set: ['task=This one']});
	expect(outputOf(both.child!, 'task')).toBe('This one');
});

test('Another task for a run in which nobody asks for one is refused.', async () => {
	const {forks} = await afterARun(
		undefined,
		'pipeline: [{module: storyteller, inputs: [], output_name: tale}]',
	);
	const {code, stderr} = await forks({request: 'Another task'});
	expect([code, stderr]).toEqual([2, expect.stringContaining('no operation of this run asks for a task')]);
});

const program = `pipeline:
  - {module: start_module, inputs: [], output_name: task}
  - {module: engineer, inputs: [task], output_name: code}
  - {module: debugger, inputs: [task, code], output_name: working, debug: {run: python3 main.py}}
`;

test('A fork after an edit of the code runs the edited code.', async () => {
	const answer = 'main.py\n```python\nprint("as it was")\n```\n\nRun it with `python3 main.py`.';
	const {forks, asked, first} = await afterARun(() => ({text: answer}), program);
	expect(first.code).toBe(0);
	const edited = renderCodebase(new Map([['main.py', 'print("by hand")\n']]));
	const {code, child} = await forks({set: [`code=${edited}`]});
	expect(code).toBe(0);
	expect(ofType(child!, 'program-ran').map(({stdout}) => stdout)).toEqual(['by hand\n']);
	expect(readFileSync(join(child!.folder, 'workspace', 'main.py'), 'utf8')).toBe('print("by hand")\n');
	expect(asked()).toEqual([]);

	const other = await forks({set: ['code=no files at all']});
	expect([other.code, other.stderr]).toEqual([
		2,
		expect.stringContaining('the text for code cannot be its output'),
	]);
});
