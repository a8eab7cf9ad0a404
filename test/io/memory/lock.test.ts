import {existsSync, readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {acquireLock, type Lock, type LockHolder, liveHolder} from '../../../source/io/memory/lock.ts';
import {temporaryFolder} from './temporary-folder.ts';

const isLock = (result: Lock | {holder: LockHolder}): result is Lock => 'release' in result;

/** Above the largest pid of any system, so nobody's. */
const nobody = 2 ** 22 + 1;
const dead = JSON.stringify({
	pid: nobody,
	started: null,
	host: hostname(),
	since: '2026-01-01T00:00:00.000Z',
});

test('A lock names its holder and goes when it is released', async () => {
	const path = join(temporaryFolder(), 'lock');
	const lock = (await acquireLock(path)) as Lock;
	const holder = (await liveHolder(path))!;
	expect(holder).toMatchObject({pid: process.pid, host: hostname()});
	expect(Date.parse(holder.since)).toBeLessThanOrEqual(Date.now());
	expect(await acquireLock(path)).toEqual({holder});
	await lock.release();
	expect(existsSync(path)).toBe(false);
	expect(await liveHolder(path)).toBeNull();
});

test('Of many that find a dead holder’s lock exactly one takes it over', async () => {
	for (let round = 0; round < 20; round++) {
		const folder = temporaryFolder();
		const path = join(folder, 'lock');
		writeFileSync(path, dead);
		// As if somebody had died while taking it over, too.
		if (round % 2 === 1) writeFileSync(`${path}.next`, `${dead} `);
		const results = await Promise.all(Array.from({length: 20}, () => acquireLock(path)));
		const winners = results.filter(isLock);
		expect(winners).toHaveLength(1);
		await winners[0]!.release();
		expect(readdirSync(folder)).toEqual([]);
	}
});

test('What was left by those who died while they took a lock is taken away, and what the living write stays', async () => {
	const folder = temporaryFolder();
	const path = join(folder, 'lock');
	const lock = (await acquireLock(path)) as Lock;
	const live = readFileSync(path, 'utf8');
	await lock.release();
	const draft = (number: number) => `0000000${number}-0000-4000-8000-000000000000`;
	const others = [`lock.${draft(1)}`, `lock.next.${draft(2)}`, 'lock.txt', `unlock.${draft(3)}`];
	for (const name of others) writeFileSync(join(folder, name), name.includes(draft(1)) ? live : dead);
	writeFileSync(join(folder, `lock.${draft(4)}`), dead);
	writeFileSync(join(folder, `lock.${draft(5)}`), '');

	await ((await acquireLock(path)) as Lock).release();
	// One that is empty is somebody who is about to write it.
	expect(readdirSync(folder)).toEqual([
		`lock.${draft(1)}`,
		`lock.${draft(5)}`,
		'lock.txt',
		`unlock.${draft(3)}`,
	]);
});

test('A process that got the pid of the dead holder is not taken for it', async () => {
	const path = join(temporaryFolder(), 'lock');
	writeFileSync(path, JSON.stringify({...JSON.parse(dead), pid: process.pid, started: 'another boot/1'}));
	expect(await liveHolder(path)).toBeNull();
	expect(isLock(await acquireLock(path))).toBe(true);
});

test('A holder on another machine counts as alive', async () => {
	const path = join(temporaryFolder(), 'lock');
	writeFileSync(path, JSON.stringify({...JSON.parse(dead), host: 'elsewhere'}));
	expect(await acquireLock(path)).toMatchObject({holder: {host: 'elsewhere', pid: nobody}});
});

test('A lock that was taken over meanwhile is not removed by its former holder', async () => {
	const path = join(temporaryFolder(), 'lock');
	const lock = (await acquireLock(path)) as Lock;
	writeFileSync(path, dead);
	await lock.release();
	expect(readFileSync(path, 'utf8')).toBe(dead);
});

test('An empty lock is somebody who is writing it, until it is too old for that', async () => {
	const path = join(temporaryFolder(), 'lock');
	writeFileSync(path, '');
	expect(isLock(await acquireLock(path))).toBe(false);
	utimesSync(path, 0, 0);
	expect(isLock(await acquireLock(path))).toBe(true);
});
