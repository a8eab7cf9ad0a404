/** What the memory log costs: `npm run bench:memory [rounds]`. Everything is written to a folder that goes again. */
import {execFile} from 'node:child_process';
import {mkdir, mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {JSONFilePreset} from 'lowdb/node';
import {columns} from '../source/commands/columns.ts';
import type {RunEvent} from '../source/core/events.ts';
import {listRuns} from '../source/io/memory/list-runs.ts';
import {type OpenLog, openLog} from '../source/io/memory/log.ts';
import {isLogProblem} from '../source/io/memory/log-problem.ts';
import {action, started, writeLog} from './bench-memory/actions.ts';

const rounds = Number(process.argv[2] ?? 3);
/** Actions that are timed on either side: one alone says little. */
const sample = 200;
const megabyte = 1024 * 1024;

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'orchestrai-bench-'));
	try {
		return await work(folder);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}

async function begin(folder: string): Promise<OpenLog> {
	await mkdir(folder);
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	log.append(started());
	await log.flushed();
	return log;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const before = performance.now();
	await work();
	return performance.now() - before;
}

/** Bytes that this process has handed to the system; null where it does not tell. */
async function handedOver(): Promise<number | null> {
	const counts = await readFile('/proc/self/io', 'utf8').catch(() => '');
	const written = /wchar: (\d+)/.exec(counts)?.[1];
	return written === undefined ? null : Number(written);
}

type Appended = {short: number; long: number; ratio: number};

/**
 * Actions of 2 kB, in ms for each: from the 10th on in a new log, and from the 10,000th on in a long one. In turns, so
 * that whatever else this machine does weighs on both. `flushed`: awaited on the disk; else given time to be written.
 */
function measureAppending(flushed: boolean): Promise<Appended> {
	return withFolder(async folder => {
		const [short, long] = [await begin(join(folder, 'short')), await begin(join(folder, 'long'))];
		for (let number = 1; number < 10; number++) short.append(action(number, 2000));
		for (let number = 1; number < 10_000; number++) {
			long.append(action(number, 2000));
			if (number % 100 === 0) await long.flushed();
		}

		await Promise.all([short.flushed(), long.flushed()]);
		const append = (log: OpenLog, number: number) =>
			timed(async () => {
				log.append(action(number, 2000));
				if (flushed) await log.flushed();
				else await new Promise(setImmediate);
			});
		const times = {short: [] as number[], long: [] as number[]};
		for (let number = 0; number < sample; number++) {
			times.short.push(await append(short, number));
			times.long.push(await append(long, number));
		}

		await Promise.all([short.close(), long.close()]);
		const middle = {short: median(times.short), long: median(times.long)};
		return {...middle, ratio: middle.long / middle.short};
	});
}

const thousand: RunEvent[] = Array.from({length: 1000}, (_, number) => action(number, 2000));

type Thousand = {seconds: number; perByte: number | null};

/** 1000 actions, each awaited on the disk; and bytes written for each byte of the log. */
function measureThousand(): Promise<Thousand> {
	return withFolder(async folder => {
		const before = await handedOver();
		const log = await begin(join(folder, 'log'));
		const ms = await timed(async () => {
			for (const one of thousand) {
				log.append(one);
				await log.flushed();
			}
		});
		await log.close();
		const after = await handedOver();
		const {size} = await stat(log.path);
		return {
			seconds: ms / 1000,
			perByte: before === null || after === null ? null : (after - before) / size,
		};
	});
}

/** The same with lowdb's own file, which it rewrites whole and never flushes. */
function measureLowdb(): Promise<number> {
	return withFolder(async folder => {
		const db = await JSONFilePreset<{actions: RunEvent[]}>(join(folder, 'db.json'), {actions: []});
		const ms = await timed(async () => {
			for (const one of thousand) {
				db.data.actions.push(one);
				await db.write();
			}
		});
		return ms / 1000;
	});
}

type Opened = {ms: number; bytes: number};

async function openIn(how: 'replay' | 'parse', path: string): Promise<Opened> {
	const script = join(import.meta.dirname, 'bench-memory/open-log.ts');
	const {stdout} = await promisify(execFile)(process.execPath, [script, how, path]);
	return JSON.parse(stdout) as Opened;
}

/** A log of 100 MB, opened for replay and by JSON.parse, in turns. */
function measureOpening(size: number): Promise<{replay: Opened; parse: Opened}[]> {
	return withFolder(async folder => {
		const path = await writeLog(folder, 100 * megabyte, size);
		const pairs = [];
		for (let round = 0; round < rounds; round++)
			pairs.push({replay: await openIn('replay', path), parse: await openIn('parse', path)});
		return pairs;
	});
}

/** Seconds that listing 1000 runs of 1 MB takes. */
function measureListing(): Promise<number[]> {
	return withFolder(async folder => {
		for (let number = 0; number < 1000; number++) {
			const time = new Date(Date.UTC(2026, 10, 1) + number * 60_000).toISOString().slice(0, 19);
			const run = join(folder, `${time.replace('T', '_').replaceAll(':', '-')}_bench`);
			await mkdir(run);
			await writeLog(run, megabyte, 20_000);
		}

		const times: number[] = [];
		for (let round = 0; round < rounds; round++) times.push((await timed(() => listRuns(folder))) / 1000);
		return times;
	});
}

function median(figures: readonly number[]): number {
	const sorted = figures.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)]!;
}

const rows: string[][] = [['what', 'median', 'least', 'most', 'goal', '']];

function report(what: string, figures: readonly (number | null)[], most: number | null = null): void {
	const known = figures.filter(figure => figure !== null);
	if (known.length === 0) {
		rows.push([what, 'not told here']);
		return;
	}

	const middle = median(known);
	const shown = (figure: number) => (figure < 0.01 ? figure.toFixed(4) : figure.toFixed(2));
	const met = most === null ? '' : middle <= most ? 'met' : 'MISSED';
	const goal = most === null ? '' : `≤ ${most}`;
	rows.push([what, ...[middle, Math.min(...known), Math.max(...known)].map(shown), goal, met]);
}

async function times<T>(count: number, measure: () => Promise<T>): Promise<T[]> {
	const results: T[] = [];
	for (let round = 0; round < count; round++) results.push(await measure());
	return results;
}

// What runs first pays for being compiled.
await measureAppending(true);
for (const flushed of [true, false]) {
	const results = await times(rounds, () => measureAppending(flushed));
	const how = flushed ? 'flushed' : 'not flushed';
	report(
		`10th action, ${how}, ms`,
		results.map(({short}) => short),
	);
	report(
		`10,000th action, ${how}, ms`,
		results.map(({long}) => long),
	);
	report(
		`10,000th ÷ 10th, ${how}`,
		results.map(({ratio}) => ratio),
		2,
	);
}

const thousands = await times(rounds, measureThousand);
const lowdb = await times(rounds, measureLowdb);
report(
	'1000 actions of 2 kB, each flushed, s',
	thousands.map(({seconds}) => seconds),
);
report('the same with lowdb’s JSONFilePreset, not flushed, s', lowdb);
report(
	'bytes written ÷ size of the log',
	thousands.map(({perByte}) => perByte),
	1.2,
);
for (const size of [2000, 20_000]) {
	const pairs = await measureOpening(size);
	const of = `100 MB in texts of ${size / 1000} kB`;
	report(
		`${of}, replay, s`,
		pairs.map(({replay}) => replay.ms / 1000),
	);
	report(
		`${of}, JSON.parse, s`,
		pairs.map(({parse}) => parse.ms / 1000),
	);
	report(
		`${of}, time ÷ JSON.parse`,
		pairs.map(({replay, parse}) => replay.ms / parse.ms),
		0.8,
	);
	report(
		`${of}, memory of replay, MB`,
		pairs.map(({replay}) => replay.bytes / megabyte),
	);
	report(
		`${of}, memory ÷ JSON.parse`,
		pairs.map(({replay, parse}) => replay.bytes / parse.bytes),
		0.5,
	);
}

report('list 1000 runs, s', await measureListing());
process.stdout.write(columns(rows));
