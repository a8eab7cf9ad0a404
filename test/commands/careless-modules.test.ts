/** What a module of the person's own may do wrong, and what becomes of the run: each is a sentence, and nothing else breaks. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../source/core/events.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun, statusOf} from './past-run.ts';

/** Name, what its `run` does, and what is said of it. */
const faults: readonly [name: string, body: string, said: RegExp][] = [
	['number', 'return 5;', /returned number instead of a text/],
	['nothing', '', /returned undefined instead of a text\. \(.*nothing\.mjs:5:2\)/],
	['nil', 'return null;', /returned null instead of a text/],
	['other-object', "return {text: 'x'};", /returned object instead of a text/],
	['circle', 'const a = {}; a.a = a; return a;', /returned object instead of a text/],
	['boxed', "return new String('x');", /returned object instead of a text/],
	['getter', "return {get output() { throw new Error('inside') }};", /cannot be read: inside/],
	['unreadable', 'return new Proxy({}, {ownKeys() { throw null }});', /cannot be read: It threw null/],
	['traps', 'return new Proxy({}, {getPrototypeOf() { throw 1 }});', /returned object instead of a text/],
	[
		'hurries',
		"await null; const a = model.ask({prompt: 'x'}); return a.usage;",
		/returned undefined instead of a text .*`model\.ask`.*was `await` forgotten\? \(.*hurries\.mjs:6:\d+\)/,
	],
	[
		'hurries-on',
		"const ask = async () => { inputs.push((await model.ask({prompt: 'x'})).text) }; ask(); return 'early';",
		/returned while `model\.ask` still went on: was `await` forgotten\? \(.*hurries-on\.mjs:6:\d+\)/,
	],
	['uses', 'return `Dear ${model.ask()}`;', /as if it were the answer: was .*\(.*uses\.mjs:6:\d+\)/],
	['messages', "return {output: 'x', messages: 'abc'};", /returned messages that are no list/],
	['message', "return {output: 'x', messages: [1]};", /among its messages, number/],
	['maker', "return {output: 'x', by: 'martian'};", /said that its output is by `martian`/],
	['throws-null', 'throw null;', /failed: It threw null\./],
	['throws-undefined', 'throw undefined;', /failed: It threw undefined\./],
	['throws-text', "throw 'a text';", /failed: It threw "a text"\./],
	['throws-bare', 'throw Object.create(null);', /failed: It threw \{\}\./],
	[
		'throws-traps',
		'throw {get message() { throw 1 }, toJSON() { throw 2 }, toString() { throw 3 }};',
		/threw something that cannot be shown/,
	],
	[
		'throws-proxy',
		'throw new Proxy({}, {get() { throw 1 }, getPrototypeOf() { throw 2 }});',
		/threw something that cannot be shown/,
	],
	[
		'throws-odd',
		"throw Object.assign(new Error('x'), {message: {a: 1}});",
		/threw an error that cannot be read/,
	],
	['throws-late', "await null; throw new Error('late');", /failed: late\. \(.*throws-late\.mjs:6:\d+\)/],
	['exits', 'process.exit(7);', /failed: It called process\.exit\(7\), .*exits\.mjs:6:\d+\)/],
	['exits-well', 'await null; process.exit(0);', /failed: It called process\.exit\(0\)/],
	['logs', 'log(5);', /logged number instead of a text/],
	['pipes', "await run('wc -w a.md | tr -d a');", /needs a shell/],
	['writes', "await files.write({'a.txt': 'b'});", /without declaring that it touches the workspace/],
];

/** These come to an end, whatever they did. */
const others: Record<string, string> = {
	prints: String.raw`console.log('to %s\u001B]0;title\u0007', 'stdout'); console.error('to stderr'); process.stdout.write('raw'); return 'printed';`,
	floods: "for (let i = 0; i < 5000; i++) console.log('x'.repeat(5000)); return 'flooded';",
	changes:
		"inputs.length = 0; operation.inputs.push('lost'); operation.output_name = 'other'; return 'changed';",
	lingers:
		"setTimeout(() => model.ask().catch(error => { globalThis.told = error.message })); setTimeout(() => console.log('too late')); return 'lingered';",
	waits: 'await new Promise(resolve => setTimeout(resolve, 20)); return globalThis.told;',
};

function pipelineOf(names: string[]): string {
	return [
		'pipeline:',
		'  - {module: start_module, inputs: [], output_name: request}',
		...names.map(
			name =>
				`  - {module: ${name}, inputs: [${name === 'waits' ? 'lingers' : 'request'}], output_name: ${name}}`,
		),
	].join('\n');
}

const codeOf = (name: string, body: string) => `export default {
	name: '${name}',
	describe: 'Does something wrong',
	writes: ${name === 'pipes'},
	async run({inputs, operation, model, files, log, run}) {
		${body}
	},
};
`;

test('Modules that fail in their own ways are a sentence each, and those beside them are done.', async () => {
	const all = [...faults.map(([name, body]) => [name, body] as const), ...Object.entries(others)];
	const cwd = makeFolder({
		'p.yml': pipelineOf(all.map(([name]) => name)),
		...Object.fromEntries(all.map(([name, body]) => [`modules/${name}.mjs`, codeOf(name, body)])),
	});
	const {code, stdout, stderr} = await runHeadless(
		[
			'run',
			'p.yml',
			'--request',
			'go',
			'--trust',
			'--json',
			'--base-url',
			'http://127.0.0.1:9/v1',
			'--model',
			'm',
		],
		{cwd},
	);
	expect({code, stderr}).toEqual({code: 1, stderr: expect.not.stringMatching(/^\s+at /m)});
	// One action a line, and nothing of what was printed.
	const told = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as RunEvent);
	const run = onlyRun(cwd);
	expect(told.map(({type}) => type)).toEqual(run.actions.map(({type}) => type));
	expect(stdout + stderr).not.toContain('\u001B');
	expect(statusOf(run)).toBe('failed');

	const failures = new Map(ofType(run, 'module-failed').map(event => [event.output_name, event.message]));
	expect([...failures.keys()].sort()).toEqual(faults.map(([name]) => name).sort());
	for (const [name, , said] of faults) expect(failures.get(name)).toMatch(said);
	const remedyOf = (name: string) =>
		ofType(run, 'module-failed').find(({output_name}) => output_name === name)!.remedy;
	expect(remedyOf('pipes')).toMatch(/^Change it in the module `pipes`, at .*pipes\.mjs:6:\d+\.$/);
	expect(remedyOf('writes')).toMatch(/^Add `writes: true` to its defineModule, in .*writes\.mjs:5:2\.$/);

	const notesOf = (name: string) =>
		ofType(run, 'note-taken').flatMap(event => (event.output_name === name ? [event.note] : []));
	expect(notesOf('prints')).toEqual(['to stdout\u001B]0;title\u0007', 'to stderr', 'raw']);
	expect(notesOf('floods')).toHaveLength(201);
	expect(notesOf('floods').at(-1)).toBe('It printed more lines, which are not kept.');
	expect(notesOf('floods')[0]).toHaveLength(2001);
	expect(notesOf('lingers')).toEqual([]);
	const started = ofType(run, 'module-started').find(({output_name}) => output_name === 'changes')!;
	expect(started.consumed).toEqual({request: 1});
	const output = (name: string) => readFileSync(join(run.folder, 'outputs', `${name}.md`), 'utf8');
	expect(['prints', 'floods', 'changes', 'lingers'].map(output)).toEqual([
		'printed',
		'flooded',
		'changed',
		'lingered',
	]);
	expect(output('waits')).toBe('The module `lingers` called `model.ask` when its run was over already.');
	const asking = ofType(run, 'model-asked').map(({output_name}) => output_name);
	expect(asking.filter(name => Object.hasOwn(others, name))).toEqual([]);
});

test('A module that returns in the middle of an answer that it let go of is done, and nothing is asked, paid or told for it any more.', async () => {
	const server = await startModelServer(() => ({
		text: 'half of it',
		gate: i => (i === 0 ? undefined : new Promise(() => {})),
	}));
	const body = "await new Promise(heard => { void model.ask({onText: heard}).catch(log) }); return 'early';";
	try {
		const cwd = makeFolder({
			'p.yml': pipelineOf(['early', 'last']),
			'modules/early.mjs': codeOf('early', body),
			'modules/last.mjs': codeOf('last', body),
		});
		const {code, stderr} = await runHeadless(
			['run', 'p.yml', '--request', 'go', '--trust', '--base-url', server.url, '--model', 'm'],
			{cwd},
		);
		expect({code, stderr}).toEqual({code: 0, stderr: expect.not.stringContaining('nobody caught')});
		const run = onlyRun(cwd);
		expect(run.actions.at(-1)).toMatchObject({type: 'run-finished', status: 'done'});
		for (const name of ['early', 'last']) {
			const types = run.actions.flatMap(action =>
				'output_name' in action && action.output_name === name ? action.type : [],
			);
			expect(types).toEqual(['module-started', 'model-asked', 'model-failed', 'module-finished']);
		}
		expect(ofType(run, 'model-failed').every(({possibly_paid}) => possibly_paid)).toBe(true);
		expect(server.requests).toHaveLength(2);
	} finally {
		await server.close();
	}
});
