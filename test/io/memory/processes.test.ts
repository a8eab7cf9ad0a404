import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {expect, onTestFinished, test} from 'vitest';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem, type LogProblem} from '../../../source/io/memory/log-problem.ts';
import {readLog} from '../../../source/io/memory/reader.ts';
import {temporaryFolder} from './temporary-folder.ts';

const script = fileURLToPath(new URL('write-log.ts', import.meta.url));

/** Starts a writing process; `saidSo` tells the number of actions it has confirmed. */
async function startWriter(folder: string, size: number, mode: 'free' | 'driven') {
	const child = spawn(
		process.execPath,
		[script, folder, String(size), ...(mode === 'free' ? ['free'] : [])],
		{
			stdio: ['pipe', 'pipe', 'inherit'],
		},
	);
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	let confirmed = 0;
	const lines = createInterface({input: child.stdout!});
	lines.on('line', line => {
		confirmed = Number(line);
	});
	if (mode === 'driven') child.stdin!.write('.');
	await once(lines, 'line');
	return {child, lines, saidSo: () => confirmed};
}

async function ended(child: ChildProcess): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
}

/** A thousand with the other tests of the log. */
const rounds = process.env.ORCHESTRAI_TEST_LOG_FAULTS === 'all' ? 1000 : 100;

test('Another process parses the log again and again while it is written; who meets a write reads once more', async () => {
	const folder = temporaryFolder();
	const {child, saidSo} = await startWriter(folder, 100, 'driven');
	const parse = (): number =>
		JSON.parse(readFileSync(join(folder, 'memory_log.json'), 'utf8')).actions.length;
	const tryToParse = () => {
		try {
			return parse();
		} catch {
			return null;
		}
	};
	let met = 0;
	let last = 0;
	for (let round = 0; round < rounds; round++) {
		child.stdin!.write('.');
		let length = tryToParse();
		if (length === null) met++;
		// The writer may have been stopped in the middle of it by a machine that has other things to do.
		for (; length === null; length = tryToParse()) await new Promise(setImmediate);
		expect(length).toBeGreaterThanOrEqual(last);
		last = length;
		if (round % 10 === 0) await new Promise(setImmediate);
	}
	child.stdin!.end();
	await ended(child);
	expect(parse()).toBe(rounds + 1);
	expect(saidSo()).toBe(rounds + 1);
	console.info(`${met} of ${rounds} readers met a write in progress`);
});

test('After kill -9 at any moment the log opens, with every action that was confirmed', async () => {
	const folder = temporaryFolder();
	let repairs = 0;
	let before = 0;
	for (let kill = 0; kill < 10; kill++) {
		const {child, lines, saidSo} = await startWriter(folder, 100_000, 'free');
		const target = saidSo() + Math.floor(Math.random() * 5);
		while (saidSo() < target) await once(lines, 'line');
		// Some turns later, so that it dies in whatever it does by then.
		for (let turn = Math.random() * 5000; turn > 0; turn--) await new Promise(setImmediate);
		child.kill('SIGKILL');
		await ended(child);
		const confirmed = saidSo();

		const read = await readLog(join(folder, 'memory_log.json'));
		if (isLogProblem(read)) throw new Error(read.problem);
		expect(read.actions.length).toBeGreaterThanOrEqual(confirmed);
		expect(confirmed).toBeGreaterThan(before);

		const log = await openLog(folder);
		if (isLogProblem(log)) throw new Error(log.problem);
		expect(log.history).toEqual(read.actions);
		if (log.repair) repairs++;
		await log.close();
		expect(JSON.parse(readFileSync(join(folder, 'memory_log.json'), 'utf8')).actions).toEqual(read.actions);
		before = confirmed;
	}
	console.info(`${repairs} of 10 kills tore the end of the log`);
});

test('A process that writes a run keeps others out until it dies', async () => {
	const folder = temporaryFolder();
	const {child} = await startWriter(folder, 100, 'driven');
	const refused = (await openLog(folder)) as LogProblem;
	expect(refused.kind).toBe('locked');
	expect(refused.problem).toContain(`process ${child.pid} on `);
	child.kill('SIGKILL');
	await ended(child);
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	expect(log.history).toHaveLength(1);
	await log.close();
});
