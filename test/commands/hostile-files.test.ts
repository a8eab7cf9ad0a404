/** Files that are not what they should be, by the doors that a person opens: each is a sentence, in time, and nothing is made of it. */
import {spawn} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {text} from 'node:stream/consumers';
import {expect, test} from 'vitest';
import {check} from '../../source/commands/check.ts';
import type {Surroundings} from '../../source/commands/command.ts';
import {fork} from '../../source/commands/fork.ts';
import {graph} from '../../source/commands/graph.ts';
import {readNamedText} from '../../source/commands/read-named-text.ts';
import {replay} from '../../source/commands/replay.ts';
import {run} from '../../source/commands/run.ts';
import {listPipelines} from '../../source/io/library/pipelines.ts';
import {readTextFile} from '../../source/io/library/read-text-file.ts';
import {callCommand} from '../helpers/call-command.ts';
import {hostileFiles, lockAway} from '../helpers/hostile-file.ts';
import {program, runHeadless, startHeadless} from '../helpers/orchestrai.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {runsIn} from './past-run.ts';

const start = 'pipeline:\n  - {module: start_module, inputs: [], output_name: request}\n';
const poet = `${start}  - {module: poet, inputs: [request], output_name: poem}\n`;
const bomb = Array.from({length: 12}, (_, i) => `      l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`).join(
	'\n',
);
const within = (config: string) =>
	`pipeline:\n  - module: start_module\n    inputs: []\n    output_name: request\n    model_config:\n${config}\n`;

/** Texts that are no pipeline, or none that is right. */
const wrong: Record<string, [content: string, said: RegExp]> = {
	empty: ['', /^empty\.yml:1:1: error: The file holds no pipeline\./m],
	comments: ['# nothing\n# but words\n', /^comments\.yml:1:1: error: The file holds no pipeline/m],
	documents: [`${start}---\n${start}`, /^documents\.yml:3:1: error: The file holds more than one document/m],
	tabs: ['pipeline:\n\t- {module: start_module}\n', /^tabs\.yml:2:1: error: Tabs cannot indent YAML/m],
	twice: [`name: a\nname: b\n${start}`, /^twice\.yml:2:1: error: `name` is given twice here/m],
	code: [
		`name: !!js/function "function () {}"\n${start}`,
		/^code\.yml:1:7: error: The tag `!!js\/function` means nothing/m,
	],
	'proto-key': [`__proto__: {a: 1}\n${start}`, /^proto-key\.yml:1:1: error: `__proto__` cannot be a key/m],
	'proto-name': [
		start.replace('request', '__proto__'),
		/^proto-name\.yml:2:\d+: error: `output_name` is a word that JavaScript keeps/m,
	],
	'constructor-name': [start.replace('request', 'constructor'), /^constructor-name\.yml:2:\d+: error: /m],
	'constructor-module': [
		start.replace('start_module', 'constructor'),
		/^constructor-module\.yml:2:\d+: error: /m,
	],
	bomb: [
		within(`      l0: &l0 {a: 1}\n${bomb}`),
		/^bomb\.yml:\d+:\d+: error: The aliases of this file unfold into more than 200000/m,
	],
	deep: [`pipeline: ${'['.repeat(40_000)}`, /^deep\.yml:1:\d+: error: /m],
	keys: [
		`${start}${Array.from({length: 20_000}, (_, i) => `k${i}: 1\n`).join('')}`,
		/There are 19900 more problems in this file/,
	],
};

/** These look odd, and are right. */
const right: Record<string, string | Buffer> = {
	mark: `\ufeff${start}`,
	windows: start.replaceAll('\n', '\r\n'),
	'many-keys': within(`      stop: x\n${Array.from({length: 3000}, (_, i) => `      k${i}: 1`).join('\n')}`),
};

test('Pipelines: check tells of every broken file at once what is wrong with it, graph and the home screen with each alone.', async () => {
	const cwd = makeFolder({
		...Object.fromEntries(Object.entries(wrong).map(([name, [content]]) => [`${name}.yml`, content])),
		...Object.fromEntries(Object.entries(right).map(([name, content]) => [`${name}.yml`, content])),
	});
	const hostile = Object.values(hostileFiles).map(({put, said}, index) => ({
		name: `hostile-${index}`,
		put,
		said,
	}));
	mkdirSync(join(cwd, 'pipelines'));
	for (const {name, put} of hostile) put(join(cwd, 'pipelines', `${name}.yml`));
	const names = [...Object.keys(wrong).map(name => `./${name}.yml`), ...hostile.map(({name}) => name)];

	const all = await callCommand(
		check,
		[...names, ...Object.keys(right).map(name => `./${name}.yml`)],
		{},
		{cwd},
	);
	expect(all.code).toBe(2);
	const said = all.stdout + all.stderr;
	for (const [, pattern] of Object.values(wrong)) expect(said).toMatch(pattern);
	const lines = all.stderr.split('\n');
	for (const {name, said} of hostile) expect(lines.find(line => line.includes(`${name}.yml`))).toMatch(said);
	for (const name of Object.keys(right)) expect(said).toContain(`✓ ${name}.yml`);
	expect(said).not.toMatch(/^\s+at /m);

	// What takes long to read is read once.
	for (const name of names.filter(each => !/keys|deep|bomb/.test(each))) {
		const drawn = await callCommand(graph, [name], {}, {cwd});
		expect({name, ...drawn}).toMatchObject({name, code: 2, stdout: ''});
		expect(drawn.stderr).toMatch(/^orchestrai: .{20}/);
	}
	const listed = new Map((await listPipelines(cwd, null)).map(entry => [entry.name, entry]));
	for (const {name, said} of hostile) expect(listed.get(name)!.problem).toMatch(said);
	expect(runsIn(cwd)).toEqual([]);
});

test('The app itself says it, in a terminal and without one, and neither hangs nor shows a stack.', async () => {
	const cwd = makeFolder({'z.yml': start});
	mkdirSync(join(cwd, 'pipelines'));
	const [pipe, latin] = [hostileFiles['a pipe that nobody writes to']!, hostileFiles['Latin-1']!];
	pipe.put(join(cwd, 'pipelines', 'a-pipe.yml'));
	latin.put(join(cwd, 'pipelines', 'latin.yml'));
	const home = await openTerminal(program([], {cwd}));
	const checked = await runHeadless(['check', 'a-pipe', 'latin', './z.yml'], {cwd});
	expect(checked.code).toBe(2);
	for (const {said} of [pipe, latin]) expect(checked.stderr).toMatch(said);
	const begun = await runHeadless(['run', 'latin', '--request', 'go'], {cwd});
	expect(begun).toMatchObject({
		code: 2,
		stdout: '',
		stderr: expect.stringMatching(/^orchestrai: .*is not UTF-8/),
	});
	await home.until('a-pipe');
	home.press('Down');
	await home.until(/is not a plain file|is not UTF-8/);
	home.press('q');
	expect(await home.exit).toEqual({code: 0, signal: null});
	expect(runsIn(cwd)).toEqual([]);
});

test('Prompts: a run does not begin with one that cannot be used, and says which.', async () => {
	const outside = makeFolder({'key.md': 'a secret'});
	type Case = [name: string, put: (path: string) => void, said: RegExp];
	const files: Case[] = [
		...Object.entries(hostileFiles).map(([name, {put, said}]): Case => [name, put, said]),
		['empty', path => writeFileSync(path, ' \n'), /The prompt .*poet\.md is empty/],
		[
			'a link out of the folder',
			path => symlinkSync(join(outside, 'key.md'), path),
			/is a link that leads out of/,
		],
	];
	const cwd = makeFolder({'p.yml': poet});
	const path = join(cwd, 'system_prompts', 'poet.md');
	for (const [name, put, said] of files) {
		rmSync(dirname(path), {recursive: true, force: true});
		mkdirSync(dirname(path));
		put(path);
		const begun = await callCommand(
			run,
			['p.yml'],
			{request: 'go', baseUrl: 'http://127.0.0.1:9/v1', model: ['m']},
			{cwd, env: {ORCHESTRAI_CONFIG_DIR: cwd}},
		);
		expect({name, ...begun}).toMatchObject({name, code: 2, stdout: ''});
		expect(begun.stderr).toMatch(said);
	}
	expect(runsIn(cwd)).toEqual([]);
});

test('@FILE: a text of any size up to 64 MB, and a pipe to its end; what is none is refused before anything is made.', async () => {
	const cwd = makeFolder({'p.yml': start, 'long.txt': 'x'.repeat(300_000)});
	const around = {folder: cwd} as Surroundings;
	expect(await readNamedText('--request', 'long.txt', around)).toHaveLength(300_000);
	for (const [name, {put, said}] of Object.entries(hostileFiles)) {
		if (name === '10 MB' || name === 'a pipe that nobody writes to') continue;
		const path = join(cwd, 'request.txt');
		rmSync(path, {recursive: true, force: true});
		put(path);
		const begun = await callCommand(run, ['p.yml'], {request: '@request.txt'}, {cwd});
		expect({name, ...begun}).toMatchObject({name, code: 2, stdout: ''});
		expect(begun.stderr).toMatch(said);
		const forked = await callCommand(fork, ['any'], {set: ['a=@request.txt']}, {cwd});
		expect({name, ...forked}).toMatchObject({name, code: 2, stdout: ''});
	}
	const command = `'${program([], {cwd}).command}' '${program([], {cwd}).args[0]}' run p.yml --headless --request @<(echo from a pipe)`;
	const shell = spawn('bash', ['-c', command], {
		cwd,
		env: {PATH: process.env.PATH, OPENAI_API_KEY: 'x', ORCHESTRAI_CONFIG_DIR: cwd, LANG: 'C.UTF-8'},
	});
	const [printed] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
	expect(printed).toContain('✓ done');
	expect(readFileSync(join(cwd, 'runs', runsIn(cwd)[0]!, 'outputs/request.md'), 'utf8').trim()).toBe(
		'from a pipe',
	);
});

test('Waiting for a pipe that stays silent is ended by Ctrl-C.', async () => {
	const cwd = makeFolder({'p.yml': start});
	hostileFiles['a pipe that nobody writes to']!.put(join(cwd, 'pipe'));
	const app = startHeadless(['run', 'p.yml', '--request', '@pipe'], {cwd});
	// Opened for writing once the app has opened it to read.
	const writer = await open(join(cwd, 'pipe'), 'w');
	app.kill('SIGINT');
	const {code, signal} = await app.ended;
	expect(code ?? signal).toBe('SIGINT');
	await writer.close();
});

test('Logs and cassettes: what is no plain file, or no log, is a sentence for each way in which it is read.', async () => {
	const cwd = makeFolder({'p.yml': start});
	for (const [name, {put}] of Object.entries(hostileFiles)) {
		// A folder without a log has a sentence of its own, and a link to nowhere is where a recording could begin.
		if (name === 'a folder' || name === 'a link to nowhere') continue;
		const path = join(cwd, 'some.json');
		rmSync(path, {force: true});
		put(path);
		const asked = {request: 'go', cassette: 'some.json', baseUrl: 'http://127.0.0.1:9/v1'};
		const ways = [
			await callCommand(replay, ['some.json'], {headless: true}, {cwd}),
			await callCommand(run, ['p.yml'], asked, {cwd}),
			await callCommand(run, ['p.yml'], {...asked, record: true}, {cwd}),
		];
		for (const way of ways) {
			expect({name, ...way}).toMatchObject({name, code: 2, stdout: ''});
			expect(way.stderr).toMatch(
				/it is no file but a|not a memory log|no log at that path|its links lead in a circle|it is a folder/,
			);
		}
	}
	expect(runsIn(cwd)).toEqual([]);
});

test.runIf(process.platform === 'linux')(
	'A file that holds more than its size says is read no further than the limit.',
	async () => {
		// Its size is 0, and it holds megabytes.
		expect(await readTextFile('/proc/kallsyms')).toEqual({
			problem: expect.stringContaining('is larger than 256 kB'),
		});
		expect(await readTextFile('/proc/self/cmdline')).toEqual({problem: expect.stringContaining('NUL byte')});
	},
);

test('A file that is closed to the person is said to be, by its name.', async () => {
	const cwd = makeFolder({'p.yml': start});
	lockAway(join(cwd, 'p.yml'));
	const read = await asNobody(() => readTextFile(join(cwd, 'p.yml')));
	expect(read).toEqual({problem: `${join(cwd, 'p.yml')} could not be read: permission denied (EACCES).`});
});

/** Root may read everything. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
	if (process.getuid?.() !== 0) return work();
	process.seteuid!(65_534);
	try {
		return await work();
	} finally {
		process.seteuid!(0);
	}
}
