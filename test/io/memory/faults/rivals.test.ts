/** Many that want to write one log at the same time, and limits that a log meets in the middle of a write. */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {openLog} from '../../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../../source/io/memory/log-problem.ts';
import {readLog} from '../../../../source/io/memory/reader.ts';
import {temporaryFolder} from '../temporary-folder.ts';
import {eventOf} from './event-of.ts';
import {isSentence, judge} from './judge.ts';
import {logIn, startLife} from './start-life.ts';

const dead = JSON.stringify({pid: 2 ** 22 + 1, started: null, host: hostname(), since: 'long ago'});

test('Of a hundred that open a log at once exactly one writes it, whether it is new or its writer died', async () => {
	for (const lock of [null, dead]) {
		const folder = temporaryFolder();
		if (lock !== null) writeFileSync(join(folder, 'lock'), lock);
		const opened = await Promise.all(Array.from({length: 100}, () => openLog(folder)));
		const writers = opened.flatMap(one => (isLogProblem(one) ? [] : [one]));
		expect(writers).toHaveLength(1);
		for (const one of opened) if (isLogProblem(one)) expect(one.kind).toBe('locked');
		writers[0]!.append(eventOf(0));
		await writers[0]!.close();
		expect(await readLog(join(folder, 'memory_log.json'))).toMatchObject({count: 1, torn: null});
	}
});

const all = process.env.ORCHESTRAI_TEST_LOG_FAULTS === 'all';
const many = all ? 100 : 4;

test(`Of ${many} processes that begin at once each writes its actions behind the others', or is refused with a sentence`, {
	timeout: 120_000,
}, async () => {
	const folder = temporaryFolder();
	const lives = await Promise.all(Array.from({length: many}, () => startLife(logIn(folder, 3))));
	for (const {begin} of lives) begin();
	const ends = await Promise.all(lives.map(({ended}) => ended));
	const wrote = ends.filter(({code, closed}) => code === 0 && closed);
	for (const {code, stderr} of ends.filter(end => !wrote.includes(end))) {
		expect(code).toBe(1);
		expect(isSentence(stderr)).toBe(true);
		expect(stderr).toContain('Another process writes the run in');
	}

	expect(wrote.length).toBeGreaterThan(0);
	expect(await judge(folder, null, ends[0]!)).toEqual({kept: wrote.length * 3, wrong: []});
	expect(wrote.map(({acknowledged}) => acknowledged).sort((a, b) => a! - b!)).toEqual(
		wrote.map((_, index) => (index + 1) * 3),
	);
});

test.runIf(process.platform === 'linux')(
	'Where a file may not grow further, in the middle of a write, what was acknowledged is kept and the next writer goes on',
	async () => {
		for (const limit of all ? [300, 4000, 9000, 20_000] : [4000]) {
			const folder = join(temporaryFolder(), 'run');
			mkdirSync(folder);
			const life = await startLife(logIn(folder, 5), ['prlimit', `--fsize=${limit}`, '--']);
			life.begin();
			const end = await life.ended;
			expect(end).toMatchObject({code: 1, signal: null, afterwards: false});
			expect(isSentence(end.stderr)).toBe(true);
			expect(end.stderr).toContain('the file may not grow any further (EFBIG)');
			const bytes = await readLog(join(folder, 'memory_log.json'));
			// Half a write was taken back.
			if (!isLogProblem(bytes)) JSON.parse(readFileSync(join(folder, 'memory_log.json'), 'utf8'));
			expect((await judge(folder, null, end)).wrong).toEqual([]);
		}
	},
);
