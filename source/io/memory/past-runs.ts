/** Reads from earlier logs what a pipeline's operations took, and nothing else of them. */
import {open} from 'node:fs/promises';
import type {PastCall, PastRun} from '../../core/estimate/past-run.ts';
import type {RunEvent} from '../../core/events.ts';
import {decodeUtf8} from '../utf8.ts';
import {judgeAction} from './action-shape.ts';
import {parseLine} from './parse-line.ts';
import {isHeaderOf, newestRunsOf} from './runs-of-pipeline.ts';
import {scanLines} from './scan-lines.ts';

/** A larger log is left out, in bytes: reading it would take longer than the person takes to press Enter. */
const largest = 64 * 1024 * 1024;

/**
 * What the newest runs of this pipeline, by name, tell; the newest first. Recorded answers tell nothing of a model,
 * and an operation that did not finish too little. A log that cannot be read tells nothing, which is no fault.
 * `except`: the id of a run that is not asked. Stops early, with what it has, when the signal aborts. Rejects when the folder of runs cannot be listed.
 */
export async function readPastRuns(
	runsDir: string,
	pipeline_name: string,
	signal: AbortSignal,
	except: string | null = null,
): Promise<PastRun[]> {
	const runs: PastRun[] = [];
	for (const {log} of await newestRunsOf(runsDir, pipeline_name, except === null ? [] : [except])) {
		if (signal.aborted) break;
		const run = await readPastRun(log, pipeline_name).catch(() => null);
		if (run !== null && run.size > 0) runs.push(run);
	}
	return runs;
}

type Telling = {module: string | null; calls: PastCall[]; finished: boolean; recorded: boolean};

/** Null: not laid out by lines, of another pipeline, or too large. */
async function readPastRun(path: string, pipeline_name: string): Promise<PastRun | null> {
	const file = await open(path, 'r');
	try {
		if ((await file.stat()).size > largest) return null;
		const told = new Map<string, Telling>();
		let header = true;
		for await (const {bytes} of scanLines(file, 0)) {
			if (header) {
				if (!isHeaderOf(bytes, pipeline_name)) return null;
				header = false;
				continue;
			}
			const event = isTelling(bytes) ? toEvent(bytes) : null;
			if (event !== null) take(event, told);
		}
		return new Map([...told].filter(([, {finished, recorded}]) => finished && !recorded));
	} finally {
		await file.close();
	}
}

const types = ['model-answered', 'model-failed', 'module-finished'].map(type =>
	Buffer.from(`{"type":"${type}",`),
);

/** The type comes first in each line: the others are never parsed. */
function isTelling(bytes: Buffer): boolean {
	return types.some(type => bytes.subarray(0, type.length).equals(type));
}

function toEvent(bytes: Buffer): RunEvent | null {
	const text = decodeUtf8(bytes);
	const parsed = text === null ? null : parseLine(text);
	return parsed && judgeAction(parsed.value) === null ? (parsed.value as RunEvent) : null;
}

function take(event: RunEvent, told: Map<string, Telling>): void {
	if (event.type !== 'model-answered' && event.type !== 'model-failed' && event.type !== 'module-finished')
		return;
	const {output_name, module} = event;
	const one = told.get(output_name) ?? {module, calls: [], finished: false, recorded: false};
	told.set(output_name, one);
	if (event.type === 'module-finished') one.finished = true;
	else if (event.by === 'recorded') one.recorded = true;
	// A try that failed and was not counted most likely cost nothing; its time was spent all the same.
	else {
		const uncounted = event.type === 'model-failed' && event.usage === null;
		const usage = uncounted ? {input_tokens: 0, output_tokens: 0} : event.usage;
		one.calls.push({model: event.model, usage, duration_ms: event.duration_ms});
	}
}
