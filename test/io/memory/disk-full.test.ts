import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {answered, started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

function asRoot(program: string, options: string[]): void {
	execFileSync(program, options, {stdio: 'pipe'});
}

/** A file system of 512 kB, or null where one may not be mounted. */
function smallDisk(): string | null {
	const folder = temporaryFolder();
	try {
		asRoot('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder]);
	} catch (error) {
		console.warn(`SKIPPED: the full disk needs the right to mount a tmpfs: ${String(error)}`);
		return null;
	}
	onTestFinished(() => {
		asRoot('umount', ['--lazy', folder]);
	});
	return folder;
}

test('On a full disk a flush rejects with a sentence, and all that was confirmed before can be read and resumed', async context => {
	const folder = smallDisk();
	if (folder === null) return context.skip();
	// What could not be written there is kept elsewhere.
	const elsewhere = temporaryFolder();
	vi.stubEnv('TMPDIR', elsewhere);
	onTestFinished(() => void vi.unstubAllEnvs());
	const filler = join(folder, 'filler');
	writeFileSync(filler, Buffer.alloc(100_000));
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	log.append(started);
	await log.flushed();
	let confirmed = 1;
	let failure: unknown;
	while (!failure) {
		log.append(answered(confirmed, 30_000));
		try {
			await log.flushed();
			confirmed++;
		} catch (error) {
			failure = error;
		}
	}
	expect(confirmed).toBeGreaterThan(2);
	expect((failure as Error).message).toMatch(
		new RegExp(
			`Could not write the memory log ${folder}.*the disk is full \\(ENOSPC\\)\\. Its first ${confirmed} actions are kept`,
		),
	);
	const rescued = join(elsewhere, readdirSync(elsewhere)[0]!, 'memory_log.json');
	expect((failure as Error).message).toContain(`All ${confirmed + 1} actions of the run are in ${rescued}`);
	expect(JSON.parse(readFileSync(rescued, 'utf8')).actions).toHaveLength(confirmed + 1);
	log.append(answered(99));
	await expect(log.flushed()).rejects.toThrow(/the disk is full/);
	await expect(log.close()).rejects.toThrow(/the disk is full/);
	expect(JSON.parse(readFileSync(log.path, 'utf8')).actions).toHaveLength(confirmed);

	rmSync(filler);
	const again = await openLog(folder);
	if (isLogProblem(again)) throw new Error(again.problem);
	expect(again.history).toHaveLength(confirmed);
	again.append(answered(confirmed, 30_000));
	await again.close();
	expect(JSON.parse(readFileSync(log.path, 'utf8')).actions).toHaveLength(confirmed + 1);
});

test('On a full disk a damaged log is not cut back, since it cannot be kept as it was; with room it is', async context => {
	const folder = smallDisk();
	if (folder === null) return context.skip();
	const path = join(folder, 'memory_log.json');
	const first = await openLog(folder);
	if (isLogProblem(first)) throw new Error(first.problem);
	for (const action of [started, answered(1, 170_000)]) first.append(action);
	await first.close();
	truncateSync(path, statSync(path).size - 10);
	const damaged = readFileSync(path);

	const refused = await openLog(folder);
	expect(refused).toMatchObject({
		kind: 'unwritable',
		problem: expect.stringMatching(/the disk is full \(ENOSPC\)\. Its first 1 actions are kept/),
	});
	expect(readFileSync(path)).toEqual(damaged);
	expect(readdirSync(folder)).toEqual(['memory_log.json']);

	asRoot('mount', ['-o', 'remount,size=2m', folder]);
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	expect(log.history).toEqual([started]);
	expect(readFileSync(log.repair!.copy)).toEqual(damaged);
	await log.close();
});
