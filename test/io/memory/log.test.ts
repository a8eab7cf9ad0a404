import {existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {type OpenLog, openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem, type LogProblem} from '../../../source/io/memory/log-problem.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';
import {answered, finished, started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

async function mustOpen(folder: string, options?: Parameters<typeof openLog>[1]): Promise<OpenLog> {
	const log = await openLog(folder, options);
	if (isLogProblem(log)) throw new Error(log.problem);
	return log;
}

const pathIn = (folder: string) => join(folder, 'memory_log.json');
const parse = (folder: string) => JSON.parse(readFileSync(pathIn(folder), 'utf8'));

test('What is appended is valid JSON after each flush, header first and one action a line', async () => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	expect(existsSync(pathIn(folder))).toBe(false);
	const actions = [started, answered(1), answered(2), finished()];
	for (const [index, action] of actions.entries()) {
		log.append(action);
		await log.flushed();
		expect(parse(folder).actions).toEqual(actions.slice(0, index + 1));
	}
	await log.close();
	expect(Object.keys(parse(folder))).toEqual([
		'version',
		'run_id',
		'pipeline_name',
		'pipeline',
		'agent_start_time',
		'actions',
	]);
	expect(parse(folder)).toMatchObject({
		version: 1,
		run_id: '2026-11-22_14-03-11_engineering',
		pipeline: 'pipeline: []\n',
		agent_start_time: '2026-11-22T14:03:11.000Z',
	});
	expect(readFileSync(pathIn(folder), 'utf8').trimEnd().split('\n')).toHaveLength(actions.length + 2);
	expect(readdirSync(folder)).toEqual(['memory_log.json']);
});

test('A log that is opened again tells its history and goes on where it ended', async () => {
	const folder = temporaryFolder();
	const first = await mustOpen(folder);
	first.append(started);
	first.append(answered(1));
	await first.close();

	const second = await mustOpen(folder);
	expect(second.history).toEqual([started, answered(1)]);
	expect(second.repair).toBeNull();
	second.append(answered(2));
	await second.close();
	expect(parse(folder).actions).toEqual([started, answered(1), answered(2)]);
});

test('What comes while the log is made, or written, is written too', async () => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	const actions = [started, ...Array.from({length: 200}, (_, number) => answered(number + 1))];
	for (const action of actions) {
		log.append(action);
		await new Promise(setImmediate);
	}
	await log.flushed();
	expect(parse(folder).actions).toEqual(actions);
	await log.close();
});

test('Closing writes what nobody waited for', async () => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	log.append(started);
	log.append(answered(1));
	await log.close();
	expect(parse(folder).actions).toHaveLength(2);
});

test.skipIf(process.platform !== 'linux')('Appending writes no more bytes than the log holds', async () => {
	// All bytes that this process has handed to the system.
	const sent = () => Number(/wchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))![1]);
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	log.append(started);
	await log.flushed();
	const inode = statSync(pathIn(folder)).ino;
	const before = sent();
	for (let number = 0; number < 300; number++) {
		log.append(answered(number, 2000));
		await log.flushed();
	}
	const size = statSync(pathIn(folder)).size;
	expect(size).toBeGreaterThan(300 * 2000);
	expect(sent() - before).toBeLessThan(size * 1.1);
	expect(statSync(pathIn(folder)).ino).toBe(inode);
	await log.close();
});

test('What comes after closing never reaches the disk, where another may write by then, and is told', async () => {
	const folder = temporaryFolder();
	const late = await mustOpen(folder);
	late.append(started);
	late.append(answered(1));
	const closing = late.close();
	late.append(answered(2));
	await closing;
	const next = await mustOpen(folder);
	next.append(answered(3));
	await next.flushed();
	late.append(answered(4));
	await expect(late.flushed()).rejects.toThrow(/model-answered came after .*memory_log\.json was closed/);
	await late.close();
	next.append(finished());
	await next.close();
	expect(parse(folder).actions).toEqual([started, answered(1), answered(3), finished()]);
});

test('Those who wait at the same time share a flush', async () => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	const settled: number[] = [];
	log.append(started);
	const waits = Array.from({length: 200}, (_, number) => {
		log.append(answered(number));
		return log.flushed().then(() => {
			settled.push(number);
			expect(parse(folder).actions.length).toBeGreaterThanOrEqual(number + 2);
		});
	});
	await Promise.all(waits);
	await log.close();
	expect(settled).toEqual(Array.from({length: 200}, (_, number) => number));
});

test('A key in use never reaches the disk, whatever surrounds it', async () => {
	const folder = temporaryFolder();
	const key = 'sk-proj-"0123456789\\abcdef';
	const log = await mustOpen(folder, {redact: createRedactor([key, 'short'])});
	log.append({...started, pipeline: `name: ${key}`} as typeof started);
	log.append({...answered(1), response: `short: your key ${key} is wrong`} as typeof started);
	await log.close();
	const text = readFileSync(pathIn(folder), 'utf8');
	expect(text).not.toContain('0123456789');
	expect(parse(folder).pipeline).toBe('name: [redacted]');
	expect(parse(folder).actions[1].response).toBe('short: your key [redacted] is wrong');
});

test('A second writer is refused, and told who has the run', async () => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	log.append(started);
	await log.flushed();
	const second = (await openLog(folder)) as LogProblem;
	expect(second.kind).toBe('locked');
	expect(second.problem).toContain(`process ${process.pid} on `);
	log.append(answered(1));
	await log.close();
	const third = await mustOpen(folder);
	expect(third.history).toHaveLength(2);
	await third.close();
});

test('A damaged end is cut back by the next writer, who says so and keeps the damaged copy', async () => {
	const folder = temporaryFolder();
	const first = await mustOpen(folder);
	for (const action of [started, answered(1), answered(2)]) first.append(action);
	await first.close();
	truncateSync(pathIn(folder), statSync(pathIn(folder)).size - 100);
	const torn = readFileSync(pathIn(folder), 'utf8');

	const second = await mustOpen(folder);
	expect(second.history).toEqual([started, answered(1)]);
	expect(second.repair!.message).toContain('cut back to its 2 whole actions');
	expect(readFileSync(second.repair!.copy, 'utf8')).toBe(torn);
	expect(second.repair!.copy).toMatch(/memory_log\.damaged-.*\.json$/);
	expect(parse(folder).actions).toEqual([started, answered(1)]);
	second.append(answered(3));
	await second.close();
	expect(parse(folder).actions).toEqual([started, answered(1), answered(3)]);
});

test('A log that another program laid out anew is written by lines again with the next action', async () => {
	const folder = temporaryFolder();
	const first = await mustOpen(folder);
	first.append(started);
	first.append(answered(1));
	await first.close();
	writeFileSync(pathIn(folder), JSON.stringify(parse(folder), null, 2));
	const second = await mustOpen(folder);
	expect(second.history).toEqual([started, answered(1)]);
	second.append(answered(2));
	await second.close();
	expect(parse(folder).actions).toEqual([started, answered(1), answered(2)]);
	expect(readFileSync(pathIn(folder), 'utf8').trimEnd().split('\n')).toHaveLength(5);
});

test('An action that could not be read back is not written: the run stops there, its log whole', async () => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	log.append(started);
	log.append({...answered(1), duration_ms: Number.NaN} as typeof started);
	log.append(answered(2));
	await expect(log.flushed()).rejects.toThrow(
		/type model-answered is faulty .*“duration_ms”.* All before it is kept/,
	);
	await expect(log.close()).rejects.toThrow(/faulty/);
	expect(parse(folder).actions).toEqual([started]);
	expect(readdirSync(folder)).toEqual(['memory_log.json']);
});

test('A log that is removed or changed while it is written makes every later flush reject with a sentence', async () => {
	for (const harm of [(path: string) => rmSync(path), (path: string) => writeFileSync(path, '{}')]) {
		const folder = temporaryFolder();
		const log = await mustOpen(folder);
		log.append(started);
		await log.flushed();
		harm(pathIn(folder));
		log.append(answered(1));
		const problem =
			/Could not write the memory log .*memory_log\.json: .*while the run wrote it\. .* All 2 actions of the run are in .*rescued/;
		await expect(log.flushed()).rejects.toThrow(problem);
		await expect(log.flushed()).rejects.toThrow(problem);
		await expect(log.close()).rejects.toThrow(problem);
		expect(existsSync(join(folder, 'lock'))).toBe(false);
	}
});

test('What is to be written at once is in the file when that returns, while a flush goes on and beside others', async () => {
	const folder = temporaryFolder();
	const log = await mustOpen(folder);
	log.append(started);
	await log.flushed();
	for (let number = 1; number <= 50; number++) {
		log.append(answered(number));
		expect(log.write!()).toBe(true);
		expect(parse(folder).actions).toHaveLength(number + 1);
		// Some flushes are under way, some not yet begun.
		const flushed = log.flushed();
		if (number % 3 === 0) await new Promise(setImmediate);
		if (number % 5 === 0) await flushed;
	}
	await log.close();
	expect(parse(folder).actions).toHaveLength(51);
});
