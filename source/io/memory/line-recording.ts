/** A recording over a log that is laid out by lines: it knows where each action lies, and reads it when it is wanted. */
import {isUtf8} from 'node:buffer';
import {readSync} from 'node:fs';
import type {FileHandle} from 'node:fs/promises';
import type {RunEvent} from '../../core/events.ts';
import type {Glance} from '../../core/playback/playback.ts';
import {createSteadyTime} from '../../core/playback/steady-time.ts';
import {decodeUtf8} from '../utf8.ts';
import {readBursts, readHead} from './action-head.ts';
import type {LogProblem} from './log-problem.ts';
import {lengthOf, parseLine} from './parse-line.ts';
import {checkAction, type Take} from './reader.ts';
import {createSharedTexts} from './shared-texts.ts';

/** So many actions are kept parsed. */
const kept = 64;

export type LineIndex = {
	take: Pick<Take, 'line'>;
	count(): number;
	glance(index: number): Glance;
	/** Throws a sentence when the action cannot be read. */
	at(index: number): RunEvent;
};

/** `checked`: each line is parsed when it is met, so that damage in the middle is known at once. */
export function indexLines(file: FileHandle, path: string, {checked}: {checked: boolean}): LineIndex {
	const glances: Glance[] = [];
	const starts: number[] = [];
	const lengths: number[] = [];
	const names = new Map<string, string>();
	const steady = createSteadyTime();
	const parsed = new Map<number, RunEvent>();
	const shareTexts = createSharedTexts();

	function add(glance: Omit<Glance, 'at' | 'bursts'> & {told: number}, bytes: Buffer, start: number): void {
		const at = steady(glance.told);
		const {type, output_name} = glance;
		const bursts = type === 'model-answered' ? readBursts(bytes, at) : [];
		glances.push({type, output_name: output_name === null ? null : shared(names, output_name), at, bursts});
		starts.push(start);
		lengths.push(bytes.length);
	}

	function keep(index: number, event: RunEvent): RunEvent {
		parsed.delete(index);
		parsed.set(index, event);
		if (parsed.size > kept) parsed.delete(parsed.keys().next().value!);
		return event;
	}

	return {
		take: {
			line({bytes, start, ended}, number) {
				const length = ended ? lengthOf(bytes) : null;
				const body = length === null ? null : bytes.subarray(0, length);
				const head = body === null || checked || !isUtf8(body) ? null : readHead(body);
				if (body !== null && head !== null) {
					add(head, body, start);
					return body.length;
				}

				const line = parseAction(bytes, path, number);
				if (line === null || typeof line === 'string' || 'problem' in line) return line;
				const {event} = line;
				const output_name = 'output_name' in event ? event.output_name : null;
				const told = Date.parse(event.timestamp);
				add({type: event.type, output_name, told}, bytes.subarray(0, line.bytes), start);
				return line.bytes;
			},
		},
		count: () => glances.length,
		glance: index => glances[index]!,
		at(index) {
			const known = parsed.get(index);
			if (known !== undefined) return keep(index, known);
			const bytes = Buffer.allocUnsafe(lengths[index]!);
			let done = 0;
			while (done < bytes.length) {
				const read = readSync(file.fd, bytes, done, bytes.length - done, starts[index]! + done);
				if (read === 0) break;
				done += read;
			}

			const line = done === bytes.length ? parseAction(bytes, path, index + 1) : null;
			if (line === null || typeof line === 'string') {
				throw new Error(
					`Action ${index + 1} of ${path} is not readable: the file is damaged there, or something else changed it. The ${index} actions before it are whole; what follows is not used.`,
				);
			}

			if ('problem' in line) throw new Error(line.problem);
			return keep(index, shareTexts(line.event));
		},
	};
}

function shared(names: Map<string, string>, name: string): string {
	const known = names.get(name);
	if (known === undefined) names.set(name, name);
	return known ?? name;
}

function parseAction(
	bytes: Buffer,
	path: string,
	number: number,
): {event: RunEvent; bytes: number} | LogProblem | string | null {
	const text = decodeUtf8(bytes);
	const line = text === null ? null : parseLine(text);
	if (line === null) return null;
	return checkAction(line.value, path, number) ?? {event: line.value as RunEvent, bytes: line.bytes};
}
