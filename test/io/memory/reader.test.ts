import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {RunEvent} from '../../../source/core/events.ts';
import {acquireLock, type Lock} from '../../../source/io/memory/lock.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem, type LogProblem} from '../../../source/io/memory/log-problem.ts';
import {type ReadLog, readLog, scanActions} from '../../../source/io/memory/reader.ts';
import {answered, finished, started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

async function writeLog(folder: string, actions: RunEvent[]): Promise<{path: string; bytes: Buffer}> {
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	for (const action of actions) log.append(action);
	await log.close();
	return {path: log.path, bytes: readFileSync(log.path)};
}

async function mustRead(path: string): Promise<ReadLog> {
	const log = await readLog(path);
	if (isLogProblem(log)) throw new Error(log.problem);
	return log;
}

const actions = [started, answered(1, 20), answered(2, 20), finished()];

test('A log reads back as it was written, lone surrogates and all', async () => {
	const {path} = await writeLog(temporaryFolder(), actions);
	const log = await mustRead(path);
	expect(log.actions).toEqual(actions);
	expect(log.torn).toBeNull();
	expect(log.header).toEqual({
		version: 1,
		run_id: '2026-11-22_14-03-11_engineering',
		pipeline_name: 'engineering',
		pipeline: 'pipeline: []\n',
		agent_start_time: '2026-11-22T14:03:11.000Z',
	});
});

test('A log of several chunks, and a line longer than one, read back whole', async () => {
	const long = [started, answered(1, 700_000), ...Array.from({length: 300}, (_, n) => answered(n, 3000))];
	const {path} = await writeLog(temporaryFolder(), long);
	expect((await mustRead(path)).actions).toEqual(long);
});

test('A write that was stopped after any of its bytes loses no earlier action', async () => {
	const folder = temporaryFolder();
	const before = await writeLog(temporaryFolder(), actions.slice(0, 3));
	const {bytes: after} = await writeLog(temporaryFolder(), actions);
	const path = join(folder, 'memory_log.json');
	const from = before.bytes.length - '\n]}\n'.length;
	// Every byte of the part that is written over, and of what follows it a sample.
	for (let written = 0; written < after.length - from; written += written < 8 ? 1 : 23) {
		const mixed = Buffer.from(
			before.bytes.length > from + written ? before.bytes : after.subarray(0, from + written),
		);
		after.copy(mixed, from, from, from + written);
		writeFileSync(path, mixed);
		const log = await mustRead(path);
		expect(log.actions.slice(0, 3)).toEqual(actions.slice(0, 3));

		writeFileSync(path, mixed);
		const next = await openLog(folder);
		if (isLogProblem(next)) throw new Error(next.problem);
		expect(next.history).toEqual(log.actions);
		next.append(answered(9));
		await next.close();
		expect((await mustRead(path)).actions).toEqual([...log.actions, answered(9)]);
		expect((await mustRead(path)).torn).toBeNull();
	}
});

test('Garbage in the middle ends what is read, and is reported with its size', async () => {
	const {path, bytes} = await writeLog(temporaryFolder(), actions);
	bytes.fill(0, bytes.indexOf('"timestamp"', bytes.indexOf('output_1')), bytes.indexOf('output_2'));
	writeFileSync(path, bytes);
	const log = await mustRead(path);
	expect(log.actions).toEqual([started]);
	expect(log.torn!.bytes).toBe(bytes.length - log.end!);
	expect(log.torn!.message).toContain('damaged from action 2 on: it is not readable');
});

test('An end that is just being written is looked at again while the writer lives', async () => {
	const folder = temporaryFolder();
	const {path, bytes} = await writeLog(folder, actions);
	const cut = bytes.indexOf('"module"', bytes.indexOf('output_2'));
	writeFileSync(path, bytes.subarray(0, cut));
	const lock = (await acquireLock(join(folder, 'lock'))) as Lock;
	const seen: RunEvent[] = [];
	const log = await scanActions(path, action => {
		seen.push(action);
		if (seen.length === 2) writeFileSync(path, bytes);
	});
	await lock.release();
	expect(log).toMatchObject({count: 4, torn: null});
	expect(seen).toEqual(actions);
});

test('What is not as it was written ends what is read, and is named, however the log is laid out', async () => {
	const {path, bytes} = await writeLog(temporaryFolder(), actions);
	for (const [from, to, count, field] of [
		['"call":1', '"call":"1"', 1, 'call'],
		['"status":"done"', '"state":"done"', 3, 'status'],
	] as const) {
		const text = bytes.toString().replace(from, to);
		for (const laidOut of [text, JSON.stringify(JSON.parse(text), null, '\t')]) {
			writeFileSync(path, laidOut);
			const log = await mustRead(path);
			expect(log.actions).toEqual(actions.slice(0, count));
			expect(log.torn!.message).toContain(
				`damaged from action ${count + 1} on: it is not as OrchestrAI writes it (its “${field}”`,
			);
		}
	}
});

test('A log that another program laid out anew reads the same', async () => {
	const {path, bytes} = await writeLog(temporaryFolder(), actions);
	writeFileSync(path, `\ufeff${JSON.stringify(JSON.parse(bytes.toString()), null, '\t')}`);
	const log = await mustRead(path);
	expect(log.actions).toEqual(actions);
	expect(log.end).toBeNull();
});

test('What is no log of ours is refused with a sentence that names the file', async () => {
	const folder = temporaryFolder();
	const path = join(folder, 'memory_log.json');
	const {bytes} = await writeLog(temporaryFolder(), actions);
	const text = bytes.toString();
	const cases: [string | Buffer, LogProblem['kind'], RegExp][] = [
		['', 'empty', /is empty/],
		['hello', 'not-a-log', /it is not JSON/],
		[Buffer.from([0xff, 0xfe, 0, 1]), 'not-a-log', /not text in UTF-8/],
		['[]', 'not-a-log', /no list of actions/],
		['{"agent_start_time": 1, "actions": []}', 'python', /log of the Python OrchestrAI/],
		['null', 'not-a-log', /no list of actions/],
		['{"name": "x"}', 'not-a-log', /no list of actions/],
		['{"actions": []}', 'not-a-log', /another program’s/],
		[text.slice(0, 40), 'cut', /before its first action/],
		[text.replace('"version":1', '"version":2'), 'newer', /format 2, this one reads 1.*Update/],
		[text.replace('"type":"run-finished"', '"type":"dreamt"'), 'newer', /Action 4 .*“dreamt”/],
		[text.replace('"type":"run-finished"', '"type":"__proto__"'), 'newer', /Action 4/],
		// A run with no room for an operation would never settle.
		[text.replace('"concurrency":8', '"concurrency":0'), 'cut', /before its first action is whole/],
		[text.replace('"concurrency":8', '"concurrency":1.5'), 'cut', /before its first action/],
	];
	for (const [content, kind, sentence] of cases) {
		writeFileSync(path, content);
		const problem = (await readLog(path)) as LogProblem;
		expect(problem).toMatchObject({kind});
		expect(problem.problem).toMatch(sentence);
		expect(problem.problem).toContain(path);
		const opened = (await openLog(folder)) as LogProblem;
		expect(opened).toMatchObject({kind});
		expect(readFileSync(path)).toEqual(Buffer.from(content));
	}
	expect(await readLog(join(folder, 'absent.json'))).toMatchObject({kind: 'missing'});
	mkdirSync(join(folder, 'sub'));
	expect(await readLog(join(folder, 'sub'))).toMatchObject({
		kind: 'unreadable',
		problem: expect.stringMatching(/it is a folder/),
	});
});
