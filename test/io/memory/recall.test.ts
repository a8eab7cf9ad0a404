import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import type {EventOf, RunEvent} from '../../../source/core/events.ts';
import type {Decision} from '../../../source/core/ports.ts';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {createMemory} from '../../../source/io/memory/recall.ts';
import {createRunFolder, type RunFolder} from '../../../source/io/memory/run-folder.ts';
import {type Bench, bench} from '../../helpers/crew.ts';
import {temporaryFolder} from './temporary-folder.ts';

const pipeline = `pipeline:
  - {module: asker, inputs: [], output_name: request}
  - {module: planner, inputs: [request], output_name: plan, checkpoint: always, memory: {recall: 1}}
`;
const going = new AbortController().signal;
const wanted = {output_name: 'plan', module: 'planner', count: 9};

/** A run as the engine makes it, on disk as the app keeps it; each a minute after the one before. */
async function make(
	runsDir: string,
	minute: number,
	plan: string,
	{
		decision = {kind: 'approve'},
		by = 'live',
		name = 'test',
		after = async () => {},
	}: {
		decision?: Decision;
		by?: 'live' | 'recorded';
		name?: string;
		after?: (run: Bench) => Promise<unknown>;
	} = {},
): Promise<RunFolder> {
	const folder = await createRunFolder(runsDir, name, Date.UTC(2026, 10, 22, 14, minute));
	if (isLogProblem(folder)) throw new Error(folder.problem);
	const run = bench(pipeline, {
		answer: ({output_name}) => (output_name === 'plan' ? plan : 'a request'),
		settings: {review: 'declared'},
		human: {review: async () => decision},
		model: {kind: by},
	});
	await run.engine.run();
	await after(run);
	const log = await openLog(folder.path);
	if (isLogProblem(log)) throw new Error(log.problem);
	for (const event of run.events) log.append(named(event, folder.id, name));
	await log.close();
	return folder;
}

function named(event: RunEvent, run_id: string, pipeline_name: string): RunEvent {
	return event.type === 'run-started' ? {...event, run_id, pipeline_name} : event;
}

function memory(runsDir: string, options: Partial<Parameters<typeof createMemory>[0]> = {}) {
	return createMemory({
		...{runsDir, except: ['this'], pipeline_name: 'test', same: null, rehearsal: false},
		...options,
	});
}

async function texts(...args: Parameters<typeof memory>): Promise<string[]> {
	return (await memory(...args).recall(wanted, going)).map(({text}) => text);
}

test('Earlier runs are asked newest first; what was edited counts as the person left it, and equal texts once.', async () => {
	const runsDir = temporaryFolder();
	await make(runsDir, 0, 'the first');
	await make(runsDir, 1, 'by the model', {decision: {kind: 'edit', output: 'by the person'}});
	await make(runsDir, 2, 'the first');
	const last = await make(runsDir, 3, 'of the run itself');
	const {recall} = memory(runsDir, {except: [last.id]});
	expect(await recall(wanted, going)).toEqual([
		{run_id: '2026-11-22_14-02-00_test', at: expect.stringMatching(/^2026-11-22T/), text: 'the first'},
		expect.objectContaining({text: 'by the person'}),
	]);
	expect(await recall({...wanted, count: 1}, going)).toHaveLength(1);
	expect(await recall({...wanted, module: 'another'}, going)).toEqual([]);
	expect(await recall({...wanted, output_name: 'other'}, going)).toEqual([]);
	expect(await texts(`${runsDir}/none`)).toEqual([]);
});

test('What is unapproved, stale, recorded, of another pipeline, torn, newer or no log is not recalled.', async () => {
	const runsDir = temporaryFolder();
	await make(runsDir, 0, 'good');
	await make(runsDir, 1, 'unapproved', {decision: {kind: 'stop'}});
	await make(runsDir, 2, 'stale', {
		after: async ({engine}) => engine.edit('request', 'another request', {rerun: false}),
	});
	await make(runsDir, 3, 'recorded', {by: 'recorded'});
	await make(runsDir, 4, 'other', {name: 'test-2'});
	const torn = await make(runsDir, 5, 'torn');
	appendFileSync(torn.log, '{"type":"model-answered","output_name":"pl');
	const newer = await make(runsDir, 6, 'newer');
	writeFileSync(newer.log, readFileSync(newer.log, 'utf8').replace('{"version":1', '{"version":2'));
	const none = await make(runsDir, 7, 'none');
	writeFileSync(none.log, 'no log');
	expect(await texts(runsDir)).toEqual(['good']);
});

test('A rehearsal recalls what its recording did, and nothing else; recording on, the rest comes from earlier runs.', async () => {
	const runsDir = temporaryFolder();
	await make(runsDir, 0, 'an earlier plan');
	const folder = await make(runsDir, 1, 'a plan');
	const log = readFileSync(folder.log, 'utf8');
	const there = {run_id: 'long ago', at: '2025-11-22T14:03:11.000Z', text: 'what was recalled', cut: true};
	const started = JSON.parse(
		log
			.split('\n')
			.find(line => line.includes('"type":"module-started","output_name":"plan"'))!
			.replace(/,$/, ''),
	) as EventOf<'module-started'>;
	const same = `${temporaryFolder()}/cassette.json`;
	writeFileSync(same, log.replace(JSON.stringify(started), JSON.stringify({...started, recalled: [there]})));
	expect(await memory(runsDir, {same, rehearsal: true}).recall(wanted, going)).toEqual([there]);
	expect(await memory(runsDir, {same}).recall(wanted, going)).toEqual([there]);
	expect(await texts(runsDir, {same: `${same}.none`, rehearsal: true})).toEqual([]);
	expect(await texts(runsDir, {same: `${same}.none`})).toEqual(['a plan', 'an earlier plan']);
});
