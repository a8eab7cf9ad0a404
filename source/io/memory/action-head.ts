/** What the beginning of an action's line tells, without the texts that follow it being parsed. */
import type {RunEvent} from '../../core/events.ts';
import {burstsOf} from '../../core/playback/bursts.ts';
import type {Span} from '../../core/playback/timeline.ts';
import {isKnownType} from './action-shape.ts';
import {parse} from './parse-line.ts';

export type ActionHead = {
	type: RunEvent['type'];
	output_name: string | null;
	/** ms since the epoch, as the clock told it. */
	told: number;
};

/** Type, name and time come first; a name has 200 characters at most, which are up to 1200 bytes. */
const headSize = 1536;
const pattern = /^\{"type":"([a-z-]+)",(?:"output_name":(null|"(?:[^"\\]|\\.)*"),)?"timestamp":"([^"\\]*)"/;

/** Null when the line does not begin as OrchestrAI writes it, or with a type that this one does not know. */
export function readHead(bytes: Buffer): ActionHead | null {
	const found = pattern.exec(bytes.toString('utf8', 0, headSize));
	if (found === null) return null;
	const [, type, name, timestamp] = found;
	const told = Date.parse(timestamp!);
	if (!isKnownType(type!) || Number.isNaN(told)) return null;
	const output_name = name === undefined ? null : parse(name);
	// Only what is written out of the common string lets go of it.
	return {
		type: JSON.parse(`"${type}"`),
		output_name: typeof output_name === 'string' ? output_name : null,
		told,
	};
}

const durationMark = Buffer.from('"duration_ms":');
const timingMark = Buffer.from('"timing":');

/**
 * When the text of the answer in this line came; `at` is when it was whole. A text that looks like these fields is no
 * danger: within a string their quotes are escaped.
 */
export function readBursts(bytes: Buffer, at: number): readonly Span[] {
	const timing = valueAfter(bytes, timingMark, ']]');
	const duration_ms = Number.parseFloat(valueAfter(bytes, durationMark, ',') ?? '');
	const points: unknown = timing === null ? null : parse(timing);
	if (!Number.isFinite(duration_ms) || !isTiming(points)) return [];
	return burstsOf({at, duration_ms, timing: points});
}

/** From the mark on up to and with `end`; null if either is not there. */
function valueAfter(bytes: Buffer, mark: Buffer, end: string): string | null {
	const begin = bytes.indexOf(mark);
	const until = begin < 0 ? -1 : bytes.indexOf(end, begin);
	return until < 0 ? null : bytes.toString('latin1', begin + mark.length, until + end.length);
}

function isTiming(value: unknown): value is number[][] {
	return (
		Array.isArray(value) && value.every(point => Array.isArray(point) && point.every(n => Number.isFinite(n)))
	);
}
