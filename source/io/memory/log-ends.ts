import {readSync} from 'node:fs';
import {type BriefAction, readBriefly} from './brief-action.ts';
import {opening} from './memory-log.ts';
import {withRegular} from './open-regular.ts';
import {parse} from './parse-line.ts';

/** The most that is read from either end, in bytes: of a log of any length at most 64 kB in all. */
const window = 32 * 1024;

/** Filled by each log in its turn: what is kept of one is copied. */
const ends = Buffer.allocUnsafeSlow(2 * window);

export type RunOrigin = {kind: 'fork' | 'continue'; run_id: string};

/** What the first and the last 32 kB of a log hold. */
export type LogEnds = {
	/** Null when the file does not begin as a log that is laid out by lines. */
	header: {pipeline_name: string; agent_start_time: string | null} | null;
	/** The run that it goes back to, as its first action tells. */
	origin: RunOrigin | null;
	/** The actions that could be read, in order; none from before the last end of a run that was done and told its totals. */
	events: BriefAction[];
	/** All of its bytes; null when something lies between the two ends. */
	whole: Buffer | null;
	/** The version of its format, as the first bytes tell it; null where they don't. */
	version: number | null;
	/** ms since the epoch. */
	changedAt: number;
};

/** Reads the two ends of a log, however long it is. Throws when the file cannot be read. */
export function readEnds(path: string): LogEnds {
	return withRegular(path, (fd, {size, mtimeMs}) => {
		const read = (half: number, position: number, length: number) =>
			ends.subarray(half, half + readSync(fd, ends, half, length, position));
		const whole = size <= 2 * window ? read(0, 0, size) : null;
		const head = splitLines(whole ?? read(0, 0, window));
		const lines = whole
			? head
			: [...head.slice(0, -1), ...splitLines(read(window, size - window, window)).slice(1)];
		return {
			header: readHeader(head[0]),
			origin: readOrigin(head[1]),
			version: readVersion(head[0]),
			events: readEvents(lines.slice(1)),
			whole: whole && Buffer.from(whole),
			changedAt: mtimeMs,
		};
	});
}

function splitLines(bytes: Buffer): Buffer[] {
	const lines: Buffer[] = [];
	let begin = 0;
	for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, begin)) {
		lines.push(bytes.subarray(begin, end));
		begin = end + 1;
	}
	return [...lines, bytes.subarray(begin)];
}

const string = '("(?:[^"\\\\]|\\\\.)*")';
const beginning = `^\\{"type":"run-started","timestamp":${string},"module":null,"run_id":${string},"pipeline_name":${string},`;
const forked = new RegExp(`${beginning}"forked_from":\\{"run_id":${string}`);
const continuing = new RegExp(`${beginning}"forked_from":null,"continues":\\{"run_id":${string}`);

/** It stands before what may be long, so it is there even when the action goes past the window. */
function readOrigin(line: Buffer | undefined): RunOrigin | null {
	const text = line?.toString() ?? '';
	const [kind, found] = text.includes('"forked_from":null')
		? (['continue', continuing] as const)
		: (['fork', forked] as const);
	const run_id = found.exec(text)?.[4];
	return run_id === undefined ? null : {kind, run_id: String(parse(run_id))};
}

/** The names come first in the line, so they are there even when a long pipeline goes past the window. */
function readHeader(line: Buffer | undefined): LogEnds['header'] {
	const text = line?.toString() ?? '';
	const names = new RegExp(`^\\{"version":1,"run_id":${string},"pipeline_name":${string},`).exec(text);
	if (!names) return null;
	const whole = text.endsWith(opening) ? parse(`${text}]}`) : null;
	const time = (whole as {agent_start_time?: unknown} | null | undefined)?.agent_start_time;
	return {
		pipeline_name: String(parse(names[2]!)),
		agent_start_time: typeof time === 'string' ? time : null,
	};
}

function readVersion(line: Buffer | undefined): number | null {
	const version = /^\{"version":(\d{1,9}),/.exec(line?.toString('latin1') ?? '')?.[1];
	return version === undefined ? null : Number(version);
}

function readEvents(lines: readonly Buffer[]): BriefAction[] {
	const events: BriefAction[] = [];
	for (const line of lines.toReversed()) {
		const isBrackets = line.length < 3;
		const event = isBrackets ? null : readBriefly(line);
		if (event !== null) events.push(event);
		// Nothing before it is open any more, or is not in its totals.
		if (event?.type === 'run-finished' && event.status === 'done' && event.totals) break;
	}

	return events.reverse();
}
