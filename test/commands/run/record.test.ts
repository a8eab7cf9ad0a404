import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {startRecording} from '../../../source/commands/run/record.ts';
import type {Prepared} from '../../../source/commands/run/run-pipeline.ts';
import {readCassette} from '../../../source/io/memory/cassette-file.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {openRecorder} from '../../../source/io/memory/recorder.ts';
import {createRedactor} from '../../../source/io/memory/redact.ts';
import {makeFolder} from '../../helpers/temp-folder.ts';
import {aRun, type Run} from '../../ui/a-run.ts';

const redact = createRedactor([]);

/** A run that was recorded, done, and is opened to be read. */
function opened(folder: string): {run: Run; path: string; prepared: Prepared} {
	const run = aRun();
	const path = join(folder, 'tale.json');
	const prepared = {
		sitting: {store: run, redact, history: [...run.events]},
		answering: {recordInto: path},
		around: {folder},
		opened: true,
	} as unknown as Prepared;
	return {run, path, prepared};
}

function ask(run: Run): void {
	const of = {output_name: 'plan', module: 'code_planner', attempt: 1, call: 1, try: 1} as const;
	run.begin('plan', 'code_planner');
	run.emit({
		type: 'model-asked',
		...of,
		by: 'model',
		prompt: 'Plan.',
		model: 'm',
		parameters: {},
		messages: [],
	});
	run.emit({
		type: 'model-answered',
		...of,
		by: 'model',
		prompt: 'Plan.',
		model: 'm',
		response: 'A plan.',
		usage: null,
		cost_usd: null,
		duration_ms: 10,
		finish_reason: 'stop',
	});
}

test('A run that is opened to be read leaves its cassette alone, whoever has it, and writes it once a model is asked.', async () => {
	const read = opened(makeFolder());
	expect(await (await startRecording(read.prepared))!()).toBe('');
	expect(existsSync(read.path)).toBe(false);

	const {run, path, prepared} = opened(makeFolder());
	const end = await startRecording(prepared);
	ask(run);
	expect(await end!()).toBe('  cassette  tale.json  (1 answer added)\n');
	expect(await readCassette(path)).toMatchObject([{output_name: 'plan', response: 'A plan.'}]);
});

test('A cassette that another process has meanwhile is told of at the end, and keeps nobody from reading.', async () => {
	const {run, path, prepared} = opened(makeFolder());
	const other = await openRecorder(path, redact);
	if (isLogProblem(other)) throw new Error(other.problem);
	const end = await startRecording(prepared);
	ask(run);
	expect(await end!()).toMatch(/^ {2}cassette {2}tale\.json {2}\(not added to: .+\)\n$/);
	await other.close();
});
