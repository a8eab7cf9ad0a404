/** What may stand in the place of a run's files: it is told in a sentence, at once, and left as it is. */
import {execFileSync} from 'node:child_process';
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {openLog} from '../../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../../source/io/memory/log-problem.ts';
import {openRecording} from '../../../../source/io/memory/open-recording.ts';
import {readLog} from '../../../../source/io/memory/reader.ts';
import {openRecorder} from '../../../../source/io/memory/recorder.ts';
import {temporaryFolder} from '../temporary-folder.ts';
import {eventOf} from './event-of.ts';

const pipe = (path: string) => execFileSync('mkfifo', [path]);
const device = (path: string) => symlinkSync('/dev/zero', path);

async function threeActions(folder: string): Promise<Buffer> {
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	for (const number of [0, 1, 2]) log.append(eventOf(number));
	await log.close();
	return readFileSync(log.path);
}

test.runIf(process.platform === 'linux').for<[string, (path: string) => void, RegExp]>([
	['A pipe', pipe, /it is no file but a pipe\.$/],
	['A device', device, /it is no file but a device\.$/],
	['A folder', path => mkdirSync(path), /it is a folder \(EISDIR\)\.$/],
	[
		'A link that leads in a circle',
		path => symlinkSync(path, path),
		/its links lead in a circle \(ELOOP\)\.$/,
	],
	['A file of no bytes', path => writeFileSync(path, ''), /is empty: it holds no run/],
	['A file of zeros', path => writeFileSync(path, Buffer.alloc(9000)), /is not a memory log/],
	['A text', path => writeFileSync(path, 'Dear diary'), /is not a memory log: it is not JSON/],
])(
	'%s in the place of a log is no run to write, to play or to record into, and stays',
	async ([, make, sentence]) => {
		const folder = temporaryFolder();
		const path = join(folder, 'memory_log.json');
		make(path);
		const before = lstatSync(path);
		const outcomes = [
			await openLog(folder),
			await readLog(path),
			await openRecording(path),
			await openRecorder(path, text => text),
		];
		for (const outcome of outcomes) {
			if (!isLogProblem(outcome)) throw new Error('It was taken for a log.');
			expect(outcome.problem).toMatch(sentence);
			expect(outcome.problem).toContain(path);
		}

		expect(lstatSync(path)).toMatchObject({ino: before.ino, size: before.size, mtimeMs: before.mtimeMs});
		expect(readdirSync(folder)).toEqual(['memory_log.json']);
	},
);

test.for([1, 40, 4000])(
	'Where a power cut left %i zeros for an end, the actions before it are kept',
	async count => {
		const folder = temporaryFolder();
		const path = join(folder, 'memory_log.json');
		const bytes = await threeActions(folder);
		const harmed = Buffer.from(bytes);
		harmed.fill(0, bytes.length - count);
		writeFileSync(path, harmed);
		const log = await openLog(folder);
		if (isLogProblem(log)) throw new Error(log.problem);
		expect(log.history).toEqual([0, 1, 2].slice(0, log.history.length).map(eventOf));
		// Only the last action is as long as that.
		expect(log.history.length).toBeGreaterThanOrEqual(count > 5 ? 2 : 3);
		if (count > 1) expect(readFileSync(log.repair!.copy)).toEqual(harmed);
		log.append(eventOf(log.history.length));
		await log.close();
		expect(JSON.parse(readFileSync(path, 'utf8')).actions).toHaveLength(log.history.length + 1);
	},
);

test.runIf(process.platform === 'linux').for<[string, (path: string) => void]>([
	['a pipe', pipe],
	['a link to a device', device],
	['a folder', path => mkdirSync(path)],
	['a link to nowhere', path => symlinkSync('nowhere', path)],
])('A lock that is %s keeps writers out with a sentence, and readers not at all', async ([, make]) => {
	const folder = temporaryFolder();
	await threeActions(folder);
	make(join(folder, 'lock'));
	const refused = await openLog(folder);
	expect(refused).toMatchObject({
		kind: 'unwritable',
		problem: expect.stringMatching(
			/Could not lock the run in .*: .*lock is (a link|a folder|no file), which OrchestrAI did not make; move it away, then try again\. Nothing was changed\.$/,
		),
	});
	expect(await readLog(join(folder, 'memory_log.json'))).toMatchObject({count: 3, torn: null});
	const recording = await openRecording(join(folder, 'memory_log.json'));
	if (isLogProblem(recording)) throw new Error(recording.problem);
	await recording.close();
	expect(readdirSync(folder)).toEqual(['lock', 'memory_log.json']);
});

test.for<[string, string]>([
	['without a word in it', ''],
	['that is no JSON', '\0\0\0 garbage'],
	['without a process', '{"host":"here"}'],
	[
		'of a process that no system has',
		JSON.stringify({pid: 2 ** 40, started: null, host: hostname(), since: ''}),
	],
])('A lock %s is taken over once it is old, from before or after a clock was set', async ([, text]) => {
	for (const hours of [-1, 1]) {
		const folder = temporaryFolder();
		await threeActions(folder);
		const lock = join(folder, 'lock');
		writeFileSync(lock, text);
		const then = Date.now() / 1000 + hours * 3600;
		utimesSync(lock, then, then);
		const log = await openLog(folder);
		if (isLogProblem(log)) throw new Error(log.problem);
		expect(log.history).toHaveLength(3);
		await log.close();
		expect(existsSync(lock)).toBe(false);
	}
});

test.runIf(process.platform === 'linux')('Nothing that has the name of a draft is written into', async () => {
	for (const make of [pipe, (path: string) => symlinkSync('elsewhere', path)]) {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'elsewhere'), 'mine');
		make(join(folder, 'memory_log.json.tmp'));
		await threeActions(folder);
		expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('mine');
		expect(readdirSync(folder)).toEqual(['elsewhere', 'memory_log.json']);
	}
});
