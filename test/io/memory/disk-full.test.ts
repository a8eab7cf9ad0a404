import {readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test, vi} from 'vitest';
import {stamp} from '../../../source/core/events.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {mountSmallDisk} from '../../helpers/small-disk.ts';
import {answered, started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

test('On a full disk a flush rejects with a sentence, and all that was confirmed before can be read and resumed', async context => {
	const folder = temporaryFolder();
	if (mountSmallDisk(folder) === null) return context.skip();
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

test('What a person typed is kept elsewhere too when the disk is full, though nobody has answered it yet', async context => {
	const folder = temporaryFolder();
	const disk = mountSmallDisk(folder);
	if (disk === null) return context.skip();
	const elsewhere = temporaryFolder();
	vi.stubEnv('TMPDIR', elsewhere);
	onTestFinished(() => void vi.unstubAllEnvs());
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	log.append(started);
	await log.flushed();
	disk.fill();
	const feedback = 'Typed for an hour. '.repeat(1000);
	const decided = {
		type: 'review-decided',
		output_name: 'plan',
		module: 'code_planner',
		attempt: 1,
		subject: 'output',
		decision: 'redo',
		feedback,
		model: null,
		by: 'person',
	} as const;
	log.append(stamp(decided, Date.now()));
	await expect(log.flushed()).rejects.toThrow(
		/Its first action is kept; put that right, then resume the run\. All 2 actions of the run are in /,
	);
	const rescued = join(elsewhere, readdirSync(elsewhere)[0]!, 'memory_log.json');
	expect(JSON.parse(readFileSync(rescued, 'utf8')).actions[1]).toMatchObject({feedback});
	await expect(log.close()).rejects.toThrow(/the disk is full/);
});

test('On a full disk a damaged log is not cut back, since it cannot be kept as it was; with room it is', async context => {
	const folder = temporaryFolder();
	const disk = mountSmallDisk(folder);
	if (disk === null) return context.skip();
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
		problem: expect.stringMatching(
			/the disk is full \(ENOSPC\)\. Its one action can be read, but may not be on the disk itself/,
		),
	});
	expect(readFileSync(path)).toEqual(damaged);
	expect(readdirSync(folder)).toEqual(['memory_log.json']);

	disk.grow();
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	expect(log.history).toEqual([started]);
	expect(readFileSync(log.repair!.copy)).toEqual(damaged);
	await log.close();
});
