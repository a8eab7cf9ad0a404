/** What each command prints of files, logs and endpoints, with texts that would do something to a terminal. */
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import chalk from 'chalk';
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest';
import {check} from '../../source/commands/check.ts';
import type {Command} from '../../source/commands/command.ts';
import {diff} from '../../source/commands/diff.ts';
import {exportRun} from '../../source/commands/export.ts';
import {graph} from '../../source/commands/graph.ts';
import {models} from '../../source/commands/models.ts';
import {createOutput} from '../../source/commands/output.ts';
import {replay} from '../../source/commands/replay.ts';
import {reportPlainly} from '../../source/commands/run/plainly.ts';
import {summarize} from '../../source/commands/run/summary.ts';
import {runs} from '../../source/commands/runs.ts';
import type {RunEvent} from '../../source/core/events.ts';
import {emptyState, reduce} from '../../source/core/state/reduce.ts';
import type {RunView} from '../../source/core/store.ts';
import {writeToClipboard} from '../../source/io/clipboard.ts';
import {openLog} from '../../source/io/memory/log.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {createRunFolder} from '../../source/io/memory/run-folder.ts';
import {createNotifier} from '../../source/io/notifier.ts';
import {callCommand} from '../helpers/call-command.ts';
import {foreignIn, type Told} from '../helpers/foreign-sequences.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {runHeadless} from '../helpers/orchestrai.ts';
import {payloads} from '../helpers/payloads.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {aHostileRun} from '../ui/hostile-run.ts';

const all = Object.values(payloads);
/** All of them in one row, and below each other. */
const texts = [all.map(one => `Zq${one}`).join(' '), all.map(one => `Zq${one}`).join('\n')];

const {level} = chalk;
beforeAll(() => {
	chalk.level = 3;
});
afterAll(() => {
	chalk.level = level;
});

/** A folder with a run for each of the texts. */
async function aFolderOfRuns(): Promise<{cwd: string; ids: string[]}> {
	const cwd = makeFolder();
	const ids: string[] = [];
	for (const [index, text] of texts.entries()) {
		const made = await createRunFolder(join(cwd, 'runs'), 'story', Date.UTC(2026, 10, 22, 14, index));
		if (isLogProblem(made)) throw new Error(made.problem);
		const log = await openLog(made.path);
		if (isLogProblem(log)) throw new Error(log.problem);
		for (const event of aHostileRun(text, {ends: true}).events) log.append(event);
		await log.flushed();
		await log.close();
		ids.push(made.id);
	}

	return {cwd, ids};
}

/** Nothing foreign is printed, though what others wrote is. */
function holds(printed: string, told: Told = {}): void {
	expect(foreignIn(printed, told)).toEqual([]);
	expect(printed).toMatch(/zq/i);
}

test('Of runs whose every text is hostile, nothing acts or hides in what commands print.', async () => {
	const {cwd, ids} = await aFolderOfRuns();
	const [one, two] = ids as [string, string];
	const calls: [Command, input: string[], flags: Record<string, unknown>, columns?: number][] = [
		[runs, [], {}],
		[runs, [], {}, 100],
		[runs, [], {json: true}],
		[runs, [], {find: 'Zq'}],
		[runs, [], {find: 'Zq'}, 120],
		[runs, [], {find: 'Zq', json: true}, 120],
		[runs, [], {prune: true, olderThan: '1h', unfinished: true}, 120],
		[diff, [one, two], {}],
		[diff, [one, two], {}, 160],
		[diff, [one, two], {}, 60],
		[diff, [one, two], {json: true}, 160],
		[replay, [one], {headless: true}],
		[replay, [two], {headless: true, whole: true}, 80],
		[replay, [one], {json: true}, 80],
		[exportRun, [one, 'out'], {}, 80],
	];
	for (const [command, input, flags, columns] of calls) {
		const where = `${command.name} ${JSON.stringify(flags)} ${columns ?? ''}`;
		const {stdout, stderr} = await callCommand(command, input, flags, {
			cwd,
			env: {FORCE_COLOR: columns ? '1' : '0'},
			...(columns ? {columns} : {}),
		});
		expect(foreignIn(stdout), where).toEqual([]);
		expect(foreignIn(stderr), where).toEqual([]);
		// Where runs are cleared away, they are told by their ids alone.
		if (!flags.prune) expect(stdout + stderr, where).toContain('Zq');
		if (flags.json) for (const line of stdout.trim().split('\n')) JSON.parse(line);
	}
});

test('A run without a screen prints nothing that acts or hides, as lines or as JSON, nor does its summary.', () => {
	for (const text of texts) {
		for (const json of [false, true]) {
			let printed = '';
			const stream = {
				write(piece: string) {
					printed += piece;
					return true;
				},
			} as NodeJS.WriteStream;
			const state = emptyState();
			let hear: (event: RunEvent) => void = () => undefined;
			const view = {
				state: () => state,
				onEvent(listener: typeof hear) {
					hear = listener;
					return () => undefined;
				},
			} as unknown as RunView;
			const output = createOutput(stream);
			reportPlainly(
				view,
				{folder: '.', environment: {}, stdin: process.stdin, stdout: output, stderr: output},
				{json, redact: line => line},
			);
			for (const event of aHostileRun(text, {ends: true}).events) {
				reduce(state, event);
				hear(event);
			}

			const places = {folder: text, workingFolder: '/', resumeCommand: text};
			output.write(summarize(state, places));
			holds(printed);
		}
	}
});

test('Pipelines, prompts and modules, by name and by what is in them, are told of without acting.', async () => {
	const cwd = makeFolder({'modules/x.mjs': ''});
	mkdirSync(join(cwd, 'system_prompts'));
	const nameOf = (payload: string) => `Zq${[...payload.replaceAll(/[\0/]/g, '')].slice(0, 40).join('')}`;
	for (const payload of all) {
		writeFileSync(
			join(cwd, `${nameOf(payload)}.yml`),
			`description: ${JSON.stringify(payload)}\nZq${payload}: 1\npipeline:\n  - {module: Zq${payload}, inputs: [Zq${payload}], output_name: a}\n  - {module: ${JSON.stringify(`Zq${payload}`)}, inputs: [${JSON.stringify(`Zq${payload}`)}], output_name: ${JSON.stringify(`Zq${payload}`)}}\n`,
		);
		writeFileSync(join(cwd, 'system_prompts', `${nameOf(payload)}.md`), payload);
		writeFileSync(join(cwd, 'modules', `${nameOf(payload)}.mjs`), payload);
	}

	const files = readdirSync(cwd).filter(name => name.endsWith('.yml'));
	expect(files.length).toBeGreaterThan(60);
	const told = await callCommand(check, files, {}, {cwd});
	holds(told.stdout);
	holds(told.stderr);
	for (const file of files.slice(0, 3)) {
		const one = await callCommand(check, [`${file}.none`], {}, {cwd});
		expect(one).toMatchObject({code: 2, stdout: ''});
		holds(one.stderr);
	}
});

test('A graph is printed in each format without acting, where names hold what cannot be seen.', async () => {
	const name = 'Zq\u200Djoin\u3164\uFE01';
	const cwd = makeFolder({
		'system_prompts/Zq\u00ADsoft.md': 'Be soft.',
		'pipeline.yml': `
description: ${JSON.stringify(texts[1]!.toWellFormed())}
pipeline:
  - {module: start_module, inputs: [], output_name: ${name}}
  - {module: "Zq\\xADsoft", inputs: [${name}], output_name: b, supplement: ${JSON.stringify(texts[0]!.toWellFormed())}}
`,
	});
	for (const format of ['text', 'mermaid', 'dot', 'json']) {
		const {code, stdout, stderr} = await callCommand(graph, [], {format}, {cwd, columns: 120});
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		holds(stdout);
	}
});

test('What an endpoint lists, or says when it fails, is printed without acting.', async () => {
	const listed = await startModelServer(() => ({hang: true}), {
		models: all.map(payload => ({id: `Zq${payload}`, shutdown_date: payload})),
	});
	const failing = await startModelServer(() => ({hang: true}), {
		models: {status: 401, json: {error: {message: texts[1], code: texts[0]}}},
	});
	onTestFinished(async () => {
		await listed.close();
		await failing.close();
	});
	const env = {OPENAI_API_KEY: 'sk-0123456789-0123456789'};
	holds((await callCommand(models, [], {baseUrl: listed.url}, {env, columns: 100})).stdout);
	holds((await callCommand(models, [], {baseUrl: failing.url}, {env, columns: 100})).stderr);
});

test('A title, a notification and the clipboard say what they say, and nothing else.', () => {
	for (const text of [...all, ...texts]) {
		let written = '';
		const write = (sequence: string) => {
			written += sequence;
		};
		const notifier = createNotifier({how: 'all', environment: {TERM: 'xterm-256color'}, write});
		notifier.begin();
		notifier.title(text);
		notifier.call(text);
		writeToClipboard(text, write);
		notifier.end();
		expect(foreignIn(written, {window: true})).toEqual([]);
	}
});

test('The command line says what is wrong with its arguments without acting, also with --debug.', async () => {
	const sayable = all.filter(payload => !payload.includes('\0')).map(payload => `Zq${payload}`);
	const outcomes = await Promise.all([
		runHeadless([sayable.join(' ')]),
		runHeadless(['run', sayable.join('\n'), '--debug']),
		runHeadless(['runs', `--Zq${sayable.join('')}`]),
		runHeadless(['check', ...sayable]),
	]);
	for (const {code, stdout, stderr} of outcomes) {
		expect(code).toBe(2);
		expect(foreignIn(stdout)).toEqual([]);
		holds(stderr);
	}
});
