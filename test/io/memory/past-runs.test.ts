import {appendFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {EventOf, RunEvent} from '../../../source/core/events.ts';
import {stamp} from '../../../source/core/events.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {readPastRuns} from '../../../source/io/memory/past-runs.ts';
import {createRunFolder, listRunFolders, type RunFolder} from '../../../source/io/memory/run-folder.ts';
import {started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

const now = Date.UTC(2026, 10, 22, 14, 3, 11);
const going = new AbortController().signal;

async function make(
	runsDir: string,
	minutes: number,
	events: RunEvent[],
	name = 'engineering',
): Promise<RunFolder> {
	const folder = await createRunFolder(runsDir, name, now + minutes * 60_000);
	if (isLogProblem(folder)) throw new Error(folder.problem);
	const open = await openLog(folder.path);
	if (isLogProblem(open)) throw new Error(open.problem);
	open.append({...(started as EventOf<'run-started'>), pipeline_name: name});
	for (const event of events) open.append(event);
	await open.flushed();
	await open.close();
	return folder;
}

function answered(output_name: string, more: Partial<EventOf<'model-answered'>> = {}): RunEvent {
	return stamp(
		{
			type: 'model-answered',
			...{output_name, module: 'code_planner', attempt: 1, call: 1, try: 1, by: 'model', model: 'm'},
			...{usage: {input_tokens: 10, output_tokens: 20}, cost_usd: 0.5, duration_ms: 100},
			...{finish_reason: 'stop', response: 'An answer.', prompt: 'A prompt.'},
			...more,
		},
		now,
	);
}

function failed(output_name: string): RunEvent {
	return stamp(
		{
			type: 'model-failed',
			...{output_name, module: 'code_planner', attempt: 1, call: 1, try: 1, by: 'model', model: 'm'},
			...{fault: 'connection', message: 'Lost.', retry_in_ms: 5, possibly_paid: false},
			...{usage: null, cost_usd: null, duration_ms: 7},
		},
		now,
	);
}

function finished(output_name: string): RunEvent {
	return stamp(
		{
			type: 'module-finished',
			...{output_name, module: 'code_planner', attempt: 1, version: 1, by: 'model', response: 'An output.'},
			...{consumed: {}, review: false},
		},
		now,
	);
}

test('Earlier runs of the pipeline are read newest first: calls and failed tries of what finished.', async () => {
	const runsDir = temporaryFolder();
	await make(runsDir, 0, [answered('plan'), finished('plan')]);
	await make(runsDir, 1, [
		failed('plan'),
		answered('plan', {duration_ms: 300}),
		finished('plan'),
		answered('code'),
	]);
	await make(runsDir, 2, [answered('plan'), finished('plan')], 'engineering-of-others');
	const usage = {input_tokens: 10, output_tokens: 20};
	expect(await readPastRuns(runsDir, 'engineering', going)).toEqual([
		new Map([
			[
				'plan',
				expect.objectContaining({
					module: 'code_planner',
					calls: [
						{model: 'm', usage: {input_tokens: 0, output_tokens: 0}, duration_ms: 7},
						{model: 'm', usage, duration_ms: 300},
					],
				}),
			],
		]),
		new Map([['plan', expect.objectContaining({calls: [{model: 'm', usage, duration_ms: 100}]})]]),
	]);
});

test('Recorded answers tell nothing, and neither does a log that is torn before, foreign, or no log at all.', async () => {
	const runsDir = temporaryFolder();
	await make(runsDir, 0, [answered('plan', {by: 'recorded'}), finished('plan')]);
	const foreign = await make(runsDir, 1, [answered('plan'), finished('plan')]);
	writeFileSync(foreign.log, '{"agent_start_time": 1, "pipeline_name": "engineering", "actions": []}');
	const damaged = await make(runsDir, 2, []);
	writeFileSync(damaged.log, 'no log');
	const torn = await make(runsDir, 3, [answered('plan'), finished('plan')]);
	appendFileSync(torn.log, '{"type":"model-answered","output_name":"pl');
	expect((await readPastRuns(runsDir, 'engineering', going)).map(run => [...run.keys()])).toEqual([['plan']]);
	expect(await readPastRuns(`${runsDir}/none`, 'engineering', going)).toEqual([]);
});

test('No more than the twenty newest are read, and none once nobody waits for it.', async () => {
	const runsDir = temporaryFolder();
	for (let minutes = 0; minutes < 22; minutes++) {
		await make(runsDir, minutes, [answered('plan', {duration_ms: minutes}), finished('plan')]);
	}
	const runs = await readPastRuns(runsDir, 'engineering', going);
	const times = runs.map(run => run.get('plan')!.calls[0]!.duration_ms);
	expect(times).toEqual(Array.from({length: 20}, (_, index) => 21 - index));
	expect(await readPastRuns(runsDir, 'engineering', AbortSignal.abort())).toEqual([]);
	const [{id}] = (await listRunFolders(runsDir)) as [RunFolder];
	const others = await readPastRuns(runsDir, 'engineering', going, id);
	expect(others[0]!.get('plan')!.calls[0]!.duration_ms).toBe(20);
});
