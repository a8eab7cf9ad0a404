/** Reads a memory log by its lines, and says in one sentence what is wrong with what is none. */
import type {FileHandle} from 'node:fs/promises';
import {basename} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {RunEvent} from '../../core/events.ts';
import {decodeUtf8} from '../utf8.ts';
import {isNearlyKnown, judgeAction} from './action-shape.ts';
import {describeFault, faultCode} from './file-fault.ts';
import {isWritten} from './is-written.ts';
import {checkHeader, type FirstLine, readHeader, rebuildHeader} from './log-header.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {type LogHeader, logFileName} from './memory-log.ts';
import {openRegular} from './open-regular.ts';
import {isRecord, parse, parseLine} from './parse-line.ts';
import {isPythonLog} from './python-log.ts';
import {type Line, type Source, scanLines, sourceOf} from './scan-lines.ts';

/** What is damaged of a log, mostly its end, which a crash, a full disk or another program left. */
type Torn = {
	/** Bytes after the last whole action; null where another program laid the log out. */
	bytes: number | null;
	message: string;
};

/** How a log ends, and where the next action goes. */
export type Scanned = {
	header: LogHeader;
	/** How many whole actions were read. */
	count: number;
	torn: Torn | null;
	/** Byte offset just after the last whole action. Null: not laid out by lines, another program rewrote it. */
	end: number | null;
	/** Its first line was damaged: the header is what the first action tells. */
	rebuilt: boolean;
};

export type ReadLog = Scanned & {actions: RunEvent[]};

/** A file that is not laid out by lines has to be parsed whole; a string cannot be longer than 512 MiB. */
const largestWhole = 256 * 1024 * 1024;

/** Waits between looks at a tail that somebody is writing, in ms. */
const waits = [2, 5, 10, 20, 50];

/** The whole log: its header, its actions, and whether its end is damaged. */
export async function readLog(path: string): Promise<ReadLog | LogProblem> {
	const actions: RunEvent[] = [];
	const scanned = await scanActions(path, action => actions.push(action));
	return isLogProblem(scanned) ? scanned : {...scanned, actions};
}

/**
 * Calls `onAction` with each whole action in order, holding one line at a time. A damaged end is reported, not
 * thrown; an end that is being written at this moment is looked at again.
 */
export async function scanActions(
	path: string,
	onAction: (action: RunEvent) => void,
): Promise<Scanned | LogProblem> {
	const file = await openToRead(path);
	if (isLogProblem(file)) return file;
	try {
		return await scanLog(file, path, takeWhole(path, onAction));
	} finally {
		// All has been read: what goes wrong from here on takes nothing away from it.
		await file.close().catch(() => null);
	}
}

/** The same of a log whose bytes are there already; `path` names it to the person. */
export async function readLogOf(bytes: Buffer, path: string): Promise<ReadLog | LogProblem> {
	const actions: RunEvent[] = [];
	const take = takeWhole(path, action => actions.push(action));
	const scanned = await scanLog(sourceOf(bytes), path, take);
	return isLogProblem(scanned) ? scanned : {...scanned, actions};
}

/** The caller closes it. What cannot be opened, or is no plain file and could keep us waiting, is a problem, in a sentence. */
export async function openToRead(path: string): Promise<FileHandle | LogProblem> {
	try {
		return await openRegular(path);
	} catch (error) {
		return unreadable(path, error);
	}
}

/** What becomes of a log's actions. */
export type Take = {
	/**
	 * A line that should be an action, by its number from 1: the length of the action in bytes, without what follows
	 * it. Null if it is none that can be read, a text if it was damaged (“is …”): the log ends before it. A problem makes
	 * the whole log unusable.
	 */
	line(line: Line, number: number): number | string | LogProblem | null;
	/** An action of a log that another program laid out anew: that is parsed whole. */
	action(action: RunEvent): void;
};

function takeWhole(path: string, onAction: (action: RunEvent) => void): Take {
	return {
		line({bytes}, number) {
			const text = decodeUtf8(bytes);
			const line = text === null ? null : parseLine(text);
			if (!line) return null;
			const wrong = checkAction(line.value, path, number);
			if (wrong !== null) return wrong;
			onAction(line.value as RunEvent);
			return line.bytes;
		},
		action: onAction,
	};
}

/** Hands the actions of a log over in order. A damaged end is reported, not thrown. */
export async function scanLog(file: Source, path: string, take: Take): Promise<Scanned | LogProblem> {
	try {
		const {size} = await file.stat();
		if (size === 0)
			return {kind: 'empty', problem: `${path} is empty: it holds no run. Nothing can be read from it.`};
		const header = (await readHeader(file, path)) ?? (await rebuildHeader(file));
		if (header === null) return await parseWhole(file, path, size, take.action);
		if (isLogProblem(header)) return header;
		return await readActions(file, path, header, take);
	} catch (error) {
		return unreadable(path, error);
	}
}

function unreadable(path: string, error: unknown): LogProblem {
	if (faultCode(error) === 'ENOENT')
		return {kind: 'missing', problem: `There is no memory log at ${path}.`, cause: error};
	return {kind: 'unreadable', problem: `Could not read ${path}: ${describeFault(error)}.`, cause: error};
}

async function readActions(
	file: Source,
	path: string,
	{header, length, rebuilt = false}: FirstLine,
	take: Take,
): Promise<Scanned | LogProblem> {
	const scanned = {header, count: 0, end: length, rebuilt};
	let torn: Torn | null = null;
	for (const wait of [...waits, null]) {
		const damage = await readTail(file, scanned, take);
		if (damage !== null && typeof damage !== 'string') return damage;
		torn = damage === null ? null : await tornBy(damage, scanned.end);
		if (torn === null || wait === null || !(await isWritten(path))) break;
		await sleep(wait);
	}

	if (scanned.count === 0 && torn !== null) return nothingWhole(path);
	if (!rebuilt) return {...scanned, torn};
	const message = `The beginning of ${path} is damaged. What it said stands in its first action too.`;
	return {
		...scanned,
		torn: {bytes: torn?.bytes ?? 0, message: torn ? `${message} ${torn.message}` : message},
	};

	async function tornBy(damage: string, end: number): Promise<Torn> {
		const {size} = await file.stat();
		const bytes = Math.max(0, size - end);
		return {
			bytes,
			message: `${path} is damaged ${damage}. The ${scanned.count} actions before it are whole; ${bytes} bytes after them are not used.`,
		};
	}
}

function nothingWhole(path: string): LogProblem {
	return {
		kind: 'cut',
		problem: `${path} is damaged before its first action is whole: it holds nothing of a run that can be read. Nothing was done to it.`,
	};
}

/** Reads on from the last whole action; null if the log ends as it should, else where it is damaged, and how. */
export async function readTail(
	file: Source,
	scanned: Pick<Scanned, 'count' | 'end'>,
	take: Take,
): Promise<string | LogProblem | null> {
	let closed = false;
	for await (const line of scanLines(file, scanned.end!)) {
		if (closed) return 'at its end: something follows its closing brackets';
		const {bytes, start, ended} = line;
		if (isEmpty(bytes)) continue;
		if (bytes.equals(brackets)) {
			closed = true;
			continue;
		}
		const number = scanned.count + 1;
		const taken = take.line(line, number);
		if (taken === null)
			return ended
				? `from action ${number} on: it is not readable`
				: `at its end: action ${number} is cut off`;
		if (typeof taken === 'string') return `from action ${number} on: it ${taken}`;
		if (typeof taken === 'object') return taken;
		scanned.count = number;
		scanned.end = start + taken;
	}
	return closed ? null : 'at its end: its closing brackets are missing';
}

const brackets = Buffer.from(']}');

/** Also the comma after an action that was the last. */
function isEmpty(bytes: Buffer): boolean {
	return bytes.length === 0 || (bytes.length === 1 && bytes[0] === 0x2c);
}

/**
 * What is wrong with an action's value; null if nothing is. A text tells of damage, for the middle of a sentence. A type
 * that only a newer version can have written is a problem: to end the log before it would throw away what that knows.
 */
export function checkAction(value: unknown, path: string, number: number): LogProblem | string | null {
	const misshapen = judgeAction(value);
	if (!misshapen) return null;
	if (misshapen.kind === 'misfit')
		return `is not as OrchestrAI writes it (its “${misshapen.field}” is missing or of the wrong kind)`;
	if (isNearlyKnown(misshapen.type)) return `is of no known type (“${misshapen.type}”)`;
	return {
		kind: 'newer',
		problem: `Action ${number} of ${path} is of a type that this OrchestrAI does not know: “${misshapen.type}”. Update OrchestrAI to open it.`,
	};
}

/** A log that another program laid out anew, a Python OrchestrAI's, or none at all. */
async function parseWhole(
	file: Source,
	path: string,
	size: number,
	onAction: (action: RunEvent) => void,
): Promise<Scanned | LogProblem> {
	const notALog = (why: string): LogProblem => ({
		kind: 'not-a-log',
		problem: `${path} is not a memory log: ${why}. ${
			basename(path) === logFileName
				? 'Nothing of its run can be read; the file stays as it is.'
				: 'Name a run, or the memory_log.json of one.'
		}`,
	});
	if (size > largestWhole) return notALog('it is large and not laid out as one');
	const text = decodeUtf8(await file.readFile());
	if (text === null) return notALog('it is not text in UTF-8');
	const value = parse(text);
	if (value === undefined) {
		if (text.startsWith('{"version":') && text.includes('"run_id":'))
			return {kind: 'cut', problem: `${path} breaks off before its first action: it holds nothing of a run.`};
		return notALog('it is not JSON');
	}
	if (isPythonLog(value))
		return {
			kind: 'python',
			problem: `${path} is a log of the Python OrchestrAI: it can be replayed and serve as a cassette, but not be taken up again.`,
		};
	if (!isRecord(value) || !Array.isArray(value.actions)) return notALog('it holds no list of actions');
	const header = checkHeader(value, path);
	if (header === null) return notALog('its header is another program’s');
	if (isLogProblem(header)) return header;
	const read = {header, end: null, rebuilt: false};
	for (const [index, action] of value.actions.entries()) {
		const wrong = checkAction(action, path, index + 1);
		if (wrong !== null && typeof wrong !== 'string') return wrong;
		if (wrong !== null && index === 0) return nothingWhole(path);
		if (wrong !== null) {
			const message = `${path} is damaged from action ${index + 1} on: it ${wrong}. The ${index} actions before it are whole; what follows is not used.`;
			return {...read, count: index, torn: {bytes: null, message}};
		}

		onAction(action);
	}

	return {...read, count: value.actions.length, torn: null};
}
