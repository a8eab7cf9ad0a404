/** The first line of a log, which says what run it is of; where that is damaged, the first action tells the same. */
import type {RunEvent} from '../../core/events.ts';
import {decodeUtf8} from '../utf8.ts';
import {judgeAction} from './action-shape.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {headerOf, type LogHeader, logVersion, opening} from './memory-log.ts';
import {isRecord, parse, parseLine} from './parse-line.ts';
import {type Source, scanLines} from './scan-lines.ts';

/** `length`: where the actions begin. */
export type FirstLine = {header: LogHeader; length: number; rebuilt?: boolean};

/** Null when the file is not laid out by lines. */
export async function readHeader(file: Source, path: string): Promise<FirstLine | LogProblem | null> {
	for await (const {bytes, ended} of scanLines(file, 0)) {
		const text = decodeUtf8(bytes);
		if (!ended || !text?.endsWith(opening)) return null;
		const header = checkHeader(parse(`${text}]}`), path);
		if (header === null || isLogProblem(header)) return header;
		return {header, length: bytes.length};
	}
	return null;
}

const beginning = Buffer.from('{"type":"run-started",');

/**
 * The header of a log that is laid out by lines, but whose first line is damaged: the first action tells all of it. It
 * may stand in the same line, if that line's end is what was damaged.
 */
export async function rebuildHeader(file: Source): Promise<FirstLine | null> {
	let number = 0;
	for await (const {bytes, start} of scanLines(file, 0)) {
		const at = bytes.indexOf(beginning);
		const text = at >= 0 && (number === 0 || at === 0) ? decodeUtf8(bytes.subarray(at)) : null;
		const event = text === null ? undefined : (parseLine(text)?.value as RunEvent | undefined);
		if (event && judgeAction(event) === null && event.type === 'run-started')
			return {header: headerOf(event), length: start + at, rebuilt: true};
		if (++number === 2) break;
	}
	return null;
}

/** Null when the value is no header of ours. */
export function checkHeader(value: unknown, path: string): LogHeader | LogProblem | null {
	if (!isRecord(value) || typeof value.version !== 'number') return null;
	if (value.version > logVersion)
		return {
			kind: 'newer',
			problem: newerFormat(path, value.version),
		};
	const {run_id, pipeline_name, pipeline, agent_start_time} = value;
	if (
		typeof run_id !== 'string' ||
		typeof pipeline_name !== 'string' ||
		typeof pipeline !== 'string' ||
		typeof agent_start_time !== 'string'
	)
		return null;
	return {version: logVersion, run_id, pipeline_name, pipeline, agent_start_time};
}

/** The sentence about a log of a later format. */
export function newerFormat(path: string, version: number): string {
	return `${path} was written by a newer OrchestrAI (format ${version}, this one reads ${logVersion}). Update OrchestrAI to open it.`;
}
