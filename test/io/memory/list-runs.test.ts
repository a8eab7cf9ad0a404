import fs, {readFileSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {expect, test} from 'vitest';
import {type EventDraft, type RunEvent, stamp} from '../../../source/core/events.ts';
import {listRuns, newestUnfinished, summarizeRun} from '../../../source/io/memory/list-runs.ts';
import {type OpenLog, openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {createRunFolder, type RunFolder} from '../../../source/io/memory/run-folder.ts';
import {answered, finished, started} from './example-events.ts';
import {temporaryFolder} from './temporary-folder.ts';

const now = Date.UTC(2026, 10, 22, 14, 3, 11);
const totals = {usd: 0.5, unknown: false, input_tokens: 100, output_tokens: 200, possibly_paid: 1};

const finish = (more: Omit<EventDraft & {type: 'run-finished'}, 'type'>) =>
	stamp({type: 'run-finished', ...more}, now + 5_000_000);

async function begin(
	runsDir: string,
	minutes: number,
	events: RunEvent[],
): Promise<RunFolder & {open: OpenLog}> {
	const folder = await createRunFolder(runsDir, 'engineering', now + minutes * 60_000);
	if (isLogProblem(folder)) throw new Error(folder.problem);
	const open = await openLog(folder.path);
	if (isLogProblem(open)) throw new Error(open.problem);
	for (const event of events) open.append(event);
	await open.flushed();
	return {...folder, open};
}

async function make(runsDir: string, minutes: number, events: RunEvent[]): Promise<RunFolder> {
	const {open, ...folder} = await begin(runsDir, minutes, events);
	await open.close();
	return folder;
}

test('Runs are listed newest first, each with its status, cost and last event', async () => {
	const runsDir = temporaryFolder();
	const done = await make(runsDir, 0, [
		started,
		answered(1),
		finish({status: 'done', message: null, totals}),
	]);
	const interrupted = await make(runsDir, 1, [started, answered(1), answered(2)]);
	const waiting = await make(runsDir, 2, [
		started,
		finish({status: 'waiting', message: null}),
		stamp({type: 'run-forked', child_run_id: 'child'}, now),
	]);
	const broken = await make(runsDir, 3, [started]);
	writeFileSync(broken.log, 'nonsense');
	const running = await begin(runsDir, 4, [started]);

	const runs = await listRuns(runsDir);
	await running.open.close();
	expect(runs.map(({id, status}) => [id, status])).toEqual([
		[running.id, 'running'],
		[broken.id, 'unreadable'],
		[waiting.id, 'waiting'],
		[interrupted.id, 'interrupted'],
		[done.id, 'done'],
	]);
	expect(runs[1]!.problem).toContain('it is not JSON');
	expect(runs[3]).toMatchObject({
		pipeline_name: 'engineering',
		startedAt: now,
		lastAt: now + 2,
		totals: {
			usd: 0.002,
			unknown: false,
			input_tokens: 20,
			output_tokens: 40,
			possibly_paid: 0,
			partial: false,
		},
	});
	expect(runs[4]!.totals).toEqual({...totals, partial: false});
	expect(await listRuns(`${runsDir}/absent`)).toEqual([]);
});

test('What an older log tells of calls that may have been charged, under its older name, is told as well', async () => {
	const {possibly_paid, ...others} = totals;
	const older = finish({
		status: 'done',
		message: null,
		totals: {...others, possiblyPaid: possibly_paid} as never,
	});
	const run = await make(temporaryFolder(), 0, [started, older]);
	expect((await summarizeRun(run)).totals).toEqual({...totals, partial: false});
});

test('A run that came to its end is listed as its log says, though a terminal still has it open', async () => {
	const runsDir = temporaryFolder();
	const {open: failed} = await begin(runsDir, 0, [started, finish({status: 'failed', message: 'x'})]);
	const {open: done} = await begin(runsDir, 1, [started, finished()]);
	const listed = (await listRuns(runsDir)).map(({status, open}) => ({status, open}));
	const newest = await newestUnfinished(runsDir);
	await Promise.all([failed.close(), done.close()]);
	expect(listed).toEqual([
		{status: 'done', open: true},
		{status: 'failed', open: true},
	]);
	expect(newest).toBeNull();
	expect((await listRuns(runsDir)).map(({open}) => open)).toEqual([false, false]);
});

test('The newest unfinished run is neither done nor running nor unreadable', async () => {
	const runsDir = temporaryFolder();
	expect(await newestUnfinished(runsDir)).toBeNull();
	await make(runsDir, 0, [started, finish({status: 'failed', message: 'x'})]);
	const wanted = await make(runsDir, 1, [started]);
	await make(runsDir, 2, [started, finished()]);
	const running = await begin(runsDir, 3, [started]);
	expect((await newestUnfinished(runsDir))!.id).toBe(wanted.id);
	await running.open.close();
	expect((await newestUnfinished(runsDir))!.id).toBe(running.id);
});

test('Of a large log the two ends are enough: what lies between is not counted, and said so', async () => {
	const runsDir = temporaryFolder();
	const middle = Array.from({length: 200}, (_, number) => answered(number, 3000));
	const pipeline = `# ${'é'.repeat(50_000)}`;
	const long = {...started, pipeline} as RunEvent;

	const cut = await summarizeRun(await make(runsDir, 0, [long, ...middle]));
	expect(cut).toMatchObject({pipeline_name: 'engineering', startedAt: now, status: 'interrupted'});
	expect(cut.totals).toMatchObject({partial: true, unknown: true});
	expect(cut.totals.usd).toBeLessThan(0.2);
	expect(cut.lastAt).toBe(now + 199);

	const ended = [
		long,
		...middle,
		finish({status: 'budget', message: null, totals}),
		answered(1),
		answered(2),
	];
	const resumed = await summarizeRun(await make(runsDir, 1, ended));
	expect(resumed.status).toBe('interrupted');
	expect(resumed.totals).toEqual({
		...totals,
		usd: 0.502,
		input_tokens: 120,
		output_tokens: 240,
		partial: false,
	});
});

test('A run that was done stays done when its outputs are edited and pinned afterwards, until something is made anew', async () => {
	const runsDir = temporaryFolder();
	const of = {output_name: 'code_plan', module: 'code_planner'};
	const events = [
		started,
		answered(1),
		finish({status: 'done', message: null, totals, left_out: {skipped: 1, blocked: 2}}),
		stamp({type: 'output-edited', ...of, version: 2, by: 'person', response: 'By hand.'}, now),
		stamp({type: 'operation-pinned', ...of, pinned: true}, now),
		stamp({type: 'edit-undone', ...of, version: 1}, now),
	];
	const edited = await make(runsDir, 0, events);
	const rerun = await make(runsDir, 1, [
		...events,
		stamp({type: 'operation-rerun', ...of, why: 'asked'}, now),
	]);
	expect(await summarizeRun(edited)).toMatchObject({status: 'done', left_out: {skipped: 1, blocked: 2}});
	expect((await summarizeRun(rerun)).status).toBe('interrupted');
});

test.for([10, 3000])('A run with texts of %d characters is told as one with any others', async size => {
	const text = 'x"\n\\é'.repeat(size / 5);
	const of = {output_name: 'code', module: 'engineer', attempt: 1};
	const call = {...of, call: 1, try: 1, by: 'model' as const, model: 'test-model'};
	const failure = {fault: 'stalled', message: text, retry_in_ms: null, usage: null, cost_usd: null};
	const program = {command: 'main.py', purpose: 'run', exit_code: 1, signal: null, caged: true} as const;
	const drafts: EventDraft[] = [
		{type: 'module-started', ...of, prompt: text, consumed: {plan: 1, model: 2}},
		{type: 'model-asked', ...call, prompt: text, parameters: {}, messages: [{role: 'user', content: text}]},
		{type: 'model-failed', ...call, ...failure, possibly_paid: true, duration_ms: 10} as EventDraft,
		{type: 'files-written', ...of, by: 'model', files: {}, contents: {a: text}, deleted: [], refused: []},
		{type: 'review-requested', ...of, subject: 'output', response: text},
		{
			type: 'program-ran',
			...of,
			...program,
			iteration: 1,
			timed_out: false,
			stdout: text,
			stderr: text,
			duration_ms: 10,
			fingerprint: null,
			summary: 'exit 1',
			made_files: [],
		},
	];
	const events = drafts.map((draft, number) => stamp(draft, now + 1000 * number));
	const run = await make(temporaryFolder(), 0, [started, answered(1, size), ...events]);
	expect(await summarizeRun(run)).toMatchObject({
		status: 'interrupted',
		lastAt: now + 5000,
		at: {output_name: 'code', doing: 'review'},
		totals: {
			usd: 0.001,
			unknown: true,
			input_tokens: 10,
			output_tokens: 20,
			possibly_paid: 1,
			partial: false,
		},
	});
});

/** Bytes that were read through any open file, by `work`. */
async function bytesReadBy(work: () => Promise<unknown>): Promise<number> {
	let bytes = 0;
	const {readSync, readFileSync: readWhole} = fs;
	const replace = (functions: Partial<typeof fs>) => {
		Object.assign(fs, functions);
		syncBuiltinESMExports();
	};
	replace({
		readSync: ((...args: Parameters<typeof readSync>) => {
			const read = readSync(...args);
			bytes += read;
			return read;
		}) as typeof readSync,
		readFileSync: () => {
			throw new Error('A whole file is not read.');
		},
	});
	try {
		await work();
	} finally {
		replace({readSync, readFileSync: readWhole});
	}
	return bytes;
}

test.for<[string, (log: string) => void]>([
	['as it was written', () => {}],
	['damaged at its end', log => truncateSync(log, statSync(log).size - 100)],
	[
		'laid out anew by another program',
		log => writeFileSync(log, JSON.stringify(JSON.parse(readFileSync(log, 'utf8')), null, 1)),
	],
	['of another program', log => writeFileSync(log, JSON.stringify({text: 'x'.repeat(300_000)}))],
	['of a newer version', log => writeFileSync(log, `{"version":2,${readFileSync(log, 'utf8').slice(13)}`)],
])('Of a log %s at most 64 kB are read to list it, however long it is', async ([, harm]) => {
	for (const size of [1000, 50_000]) {
		const runsDir = temporaryFolder();
		const actions = Array.from({length: 20}, (_, number) => answered(number, size));
		const {log} = await make(runsDir, 0, [started, ...actions]);
		harm(log);
		const bytes = await bytesReadBy(() => listRuns(runsDir));
		expect(bytes).toBeGreaterThan(1000);
		expect(bytes).toBeLessThanOrEqual(64 * 1024);
	}
});
