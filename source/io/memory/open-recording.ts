/** A log as a recording to be played. It is only read: nothing beside it is made or changed. */
import type {FileHandle} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {RunEvent} from '../../core/events.ts';
import type {Recording} from '../../core/playback/playback.ts';
import {recordedEvents} from '../../core/playback/recorded-events.ts';
import {isWritten} from './is-written.ts';
import {indexLines} from './line-recording.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {createPartialAnswers} from './partial-answers.ts';
import {toEvents} from './python-events.ts';
import {readPythonLog} from './python-log.ts';
import {openToRead, readTail, scanLog} from './reader.ts';

export type OpenRecording = {
	recording: Recording;
	/** What is wrong with the log although it can be played, a sentence each. */
	notes: string[];
	/** Why no run can be begun from it, a sentence; null where one can. */
	whyNoFork: string | null;
	/**
	 * Reads what was written since; true if there is more, or if the writer is gone. Rejects with a sentence when that
	 * cannot be read.
	 */
	readOn(): Promise<boolean>;
	close(): Promise<void>;
};

/**
 * Up to this size each line is parsed when the log is opened, so that damage in its middle is told at once; in larger
 * ones it is found when the playback gets there. In bytes; parsing so much takes a tenth of a second.
 */
const largestChecked = 16 * 1024 * 1024;

/** Finds the YAML of the pipeline that a log of the Python OrchestrAI names; null if there is none. */
export type FindPipeline = (name: string) => Promise<string | null>;

/** The recording that a log holds. Of a damaged log it is the intact beginning. */
export async function openRecording(
	path: string,
	findPipeline: FindPipeline = async () => null,
): Promise<OpenRecording | LogProblem> {
	const file = await openToRead(path);
	if (isLogProblem(file)) return file;
	const opened = await readRecording(file, path);
	if (!isLogProblem(opened)) return opened;
	await file.close();
	return opened.kind === 'python' ? openPython(path, findPipeline, opened.problem) : opened;
}

async function openPython(
	path: string,
	findPipeline: FindPipeline,
	whyNoFork: string,
): Promise<OpenRecording | LogProblem> {
	const log = await readPythonLog(path);
	if (isLogProblem(log)) return log;
	const {events, notes} = toEvents(log, basename(path, '.json'), await findPipeline(log.pipeline_name));
	return {
		recording: recordedEvents(events),
		notes,
		whyNoFork,
		readOn: async () => false,
		close: async () => {},
	};
}

async function readRecording(file: FileHandle, path: string): Promise<OpenRecording | LogProblem> {
	const events: RunEvent[] = [];
	const {size} = await file.stat();
	const index = indexLines(file, path, {checked: size <= largestChecked});
	const take = {...index.take, action: (event: RunEvent) => events.push(event)};
	const scanned = await scanLog(file, path, take);
	if (isLogProblem(scanned)) return scanned;
	let growing = await isWritten(path);
	const notes = scanned.torn && !growing ? [scanned.torn.message] : [];
	const partials = createPartialAnswers(join(dirname(path), 'drafts'), {
		redact: text => text,
		// They come again with the answer; until then the screen says that the model is at work.
		onProblem() {},
	});
	const close = () => file.close();
	if (scanned.end === null) {
		return {recording: recordedEvents(events), notes, whyNoFork: null, readOn: async () => false, close};
	}

	return {
		recording: {
			count: index.count,
			glance: index.glance,
			at: index.at,
			growing: () => growing,
			partial: of => partials.load(of) || null,
		},
		notes,
		whyNoFork: null,
		async readOn() {
			const before = {count: index.count(), growing};
			// Asked first: what it wrote last is then surely seen.
			const stillWritten = growing && (await isWritten(path));
			try {
				const damage = await readTail(file, scanned, take);
				if (damage !== null && typeof damage === 'object') throw new Error(damage.problem);
				growing = stillWritten;
			} catch (error) {
				growing = false;
				throw error;
			}

			return index.count() > before.count || growing !== before.growing;
		},
		close,
	};
}
