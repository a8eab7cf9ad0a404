import {relative} from 'node:path';
import type {RunEvent} from '../../core/events.ts';
import {makeVisible} from '../../core/visible.ts';
import {isLogProblem} from '../../io/memory/log-problem.ts';
import {openRecorder, type Recorder} from '../../io/memory/recorder.ts';
import {plural} from '../../ui/text/figures.ts';
import {UsageError} from '../command.ts';
import type {Prepared} from './run-pipeline.ts';
import type {Sitting} from './sitting.ts';

/** Ends the recording; settles with a line for the summary. Rejects when something could not be written. */
export type EndRecording = () => Promise<string>;

/**
 * Has the run added to its cassette as it happens, from its first sitting on; null where it is not recorded. A cassette
 * that cannot be written is a `UsageError`, and the run has not begun; of a run that is only opened to be read it is
 * found out when a model is asked, since reading writes nothing and keeps nobody out.
 */
export async function startRecording(prepared: Prepared): Promise<EndRecording | null> {
	const {sitting, first, opened, around} = prepared;
	const path = prepared.answering.recordInto;
	if (path === null) return null;
	const shown = makeVisible(relative(around.folder, path), {keepNewlines: false});
	if (opened) return recordOnceAsked(sitting, {path, shown});
	const recorder = await openRecorder(path, sitting.redact, sitting.history);
	if (isLogProblem(recorder)) {
		await sitting.leave(first, {message: recorder.problem, discard: true});
		throw new UsageError(`--record: ${recorder.problem}`);
	}

	if (recorder.repair !== null) around.stderr.write(`${recorder.repair}\n`);
	sitting.store.onEvent(recorder.onEvent);
	const {overtakenBy} = recorder;
	if (overtakenBy !== null) {
		const other = makeVisible(overtakenBy, {keepNewlines: false});
		around.stderr.write(
			`${shown} is not added to: ${other} was recorded into it since this run began, and answers of both would not go together. To record what is there now: orchestrai run with --cassette ${shown} --record.\n`,
		);
	}

	return async () => {
		await close(recorder);
		return describe(recorder, shown);
	};
}

function recordOnceAsked(
	{store, redact, history}: Sitting,
	{path, shown}: {path: string; shown: string},
): EndRecording {
	const heard = [...history];
	let opening: ReturnType<typeof openRecorder> | null = null;
	let recorder: Recorder | null = null;
	/** What happens while the file is opened. */
	let meanwhile: RunEvent[] = [];

	async function open(): ReturnType<typeof openRecorder> {
		const opened = await openRecorder(path, redact, heard);
		if (isLogProblem(opened)) return opened;
		meanwhile.forEach(opened.onEvent);
		meanwhile = [];
		recorder = opened;
		return opened;
	}

	store.onEvent(event => {
		if (recorder !== null) recorder.onEvent(event);
		else if (opening !== null) meanwhile.push(event);
		else {
			heard.push(event);
			if (event.type === 'model-asked' && event.by === 'model') opening = open();
		}
	});
	return async () => {
		const opened = await opening;
		if (opened === null) return '';
		if (isLogProblem(opened)) return `  cassette  ${shown}  (not added to: ${opened.problem})\n`;
		await close(opened);
		return describe(opened, shown);
	};
}

async function close(recorder: Recorder): Promise<void> {
	try {
		await recorder.close();
	} catch (error) {
		throw new Error(`--record: ${(error as Error).message} The run itself is kept.`, {cause: error});
	}
}

function describe({overtakenBy, added}: Recorder, shown: string): string {
	return overtakenBy === null
		? `  cassette  ${shown}  (${plural(added(), 'answer')} added)\n`
		: `  cassette  ${shown}  (not added to: recorded into since by another run)\n`;
}
