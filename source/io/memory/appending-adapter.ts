/**
 * A lowdb adapter that appends in place: each write puts the actions that are not on disk yet over the log's
 * closing brackets, with new brackets behind them, so its cost does not grow with the log and the file is valid
 * JSON between any two writes. lowdb's own adapter rewrites the whole file each time.
 */
import {type FileHandle, open, rename, rm, stat} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import type {Adapter} from 'lowdb';
import type {RunEvent} from '../../core/events.ts';
import {LogError} from '../../core/log-error.ts';
import {besideLog} from './beside-log.ts';
import {describeFault, faultCode} from './file-fault.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {holdsLongText, writeInPortions} from './long-action.ts';
import {closing, logFileName, type MemoryLog, writeHeader} from './memory-log.ts';
import {readLog} from './reader.ts';
import type {Redact} from './redact.ts';
import {keepDamaged, type Repair} from './repair.ts';
import {makeRescueFolder} from './rescue-folder.ts';
import {syncFolder} from './sync.ts';

/** About the most that is written at once, in characters. */
const pieceSize = 1024 * 1024;

/** What the adapter throws; `problem` is a value to pass on. */
export class LogFault extends LogError {
	readonly problem: LogProblem;
	constructor(problem: LogProblem) {
		super(problem.problem, {cause: problem.cause});
		this.problem = problem;
	}
}

/** The one writer of a log: its caller holds the lock, and lets no two calls overlap. */
export class AppendingAdapter implements Adapter<MemoryLog> {
	/** What was damaged when the log was read. */
	repair: Repair | null = null;
	readonly #path: string;
	readonly #redact: Redact;
	readonly #isCopy: boolean;
	/** Null until the log is there, laid out by lines. */
	#file: FileHandle | null = null;
	/** Byte offset just after the last action. */
	#end = 0;
	/** How many whole actions the file holds. */
	#written = 0;
	/** How many of them are on the disk itself. */
	#durable = 0;
	/** Another program removed or changed the log. */
	#taken = false;

	/** `isCopy`: what it holds is kept elsewhere, too. */
	constructor(path: string, {redact, isCopy}: {redact: Redact; isCopy: boolean}) {
		this.#path = path;
		this.#redact = redact;
		this.#isCopy = isCopy;
	}

	/** The log as it is on disk, null when there is none. A damaged end is cut off, a copy kept. Throws `LogFault`. */
	async read(): Promise<MemoryLog | null> {
		const log = await readLog(this.#path);
		if (isLogProblem(log)) {
			if (log.kind === 'missing') return null;
			throw new LogFault(log);
		}
		this.#written = log.count;
		try {
			if (log.torn) this.repair = await keepDamaged(this.#path, log.count, new Date());
			if (log.rebuilt) await this.#create({...log.header, actions: log.actions});
			// Without an action, or laid out by another program, it is written anew with the next action.
			else if (log.end !== null && log.count > 0) {
				this.#file = await open(this.#path, 'r+');
				this.#end = log.end;
				const {size} = await this.#file.stat();
				if (size !== log.end + closing.length) await this.#close(this.#file);
				// Who wrote it may have been killed before it flushed, or told by a flush that failed that the disk lacks what
				// is read here; it counts as kept from now on.
				if (log.actions.at(-1)!.type !== 'run-finished') await writeAgain(this.#file, this.#end);
				await this.sync();
			}
		} catch (error) {
			throw this.#unwritable(error);
		}
		return {...log.header, actions: log.actions};
	}

	/** Writes the actions that are not on disk yet. Throws `LogFault`; what was there before stays readable. */
	async write(data: MemoryLog): Promise<void> {
		if (data.actions.length === this.#written) return;
		try {
			if (this.#file) await this.#append(this.#file, data.actions.slice(this.#written));
			else await this.#create(data);
		} catch (error) {
			throw this.#unwritable(error);
		}
	}

	/** Settles when what was written has reached the disk. Throws `LogFault`. */
	async sync(): Promise<void> {
		// A log that was just made is on the disk already.
		if (!this.#file || this.#durable === this.#written) return;
		try {
			const written = this.#written;
			await this.#file.datasync();
			this.#durable = written;
		} catch (error) {
			throw this.#unwritable(error);
		}
	}

	/**
	 * After a fault: puts all that the run has made, which is in memory too, where it can still be written. Resolves
	 * with the fault to tell, which names that place if anything would have been lost; never rejects.
	 */
	async rescue(data: MemoryLog, fault: unknown): Promise<unknown> {
		const {length} = data.actions;
		// An answer that was paid for, or what a person typed: none of it can be told from what does without.
		const isWorth = length > this.#durable;
		if (this.#isCopy || !(fault instanceof LogFault) || length === 0 || !(this.#taken || isWorth))
			return fault;
		const beside = besideLog(this.#path, 'rescued', new Date(), 1);
		const copy = (this.#taken ? await this.#copyTo(beside, data) : null) ?? (await this.#copyElsewhere(data));
		if (copy === null) return fault;
		const all = length === 1 ? 'The one action of the run is' : `All ${length} actions of the run are`;
		const {problem, ...rest} = fault.problem;
		return new LogFault({
			...rest,
			problem: `${problem} ${all} in ${copy}: put that in the log’s place before, and no answer that had come is asked for again.`,
		});
	}

	/** Throws `LogFault`; what was flushed before is kept all the same. */
	async close(): Promise<void> {
		const file = this.#file;
		this.#file = null;
		try {
			await file?.close();
		} catch (error) {
			throw this.#unwritable(error);
		}
	}

	/** The log appears whole, by rename: header and actions together. */
	async #create(data: MemoryLog): Promise<void> {
		const {file, end} = await this.#writeWhole(data, this.#path);
		this.#file = file;
		this.#end = end;
		this.#written = data.actions.length;
		await syncFolder(dirname(this.#path));
		this.#durable = this.#written;
	}

	/** Resolves with the open file, and where its last action ends. */
	async #writeWhole({actions, ...header}: MemoryLog, path: string): Promise<{file: FileHandle; end: number}> {
		const draft = `${path}.tmp`;
		// Who died over it left it here; whatever else has its name is not written into.
		await rm(draft, {force: true});
		const file = await open(draft, 'wx', 0o600);
		try {
			let end = await writeAll(file, [this.#redact(writeHeader(header))], 0);
			let separator = '\n';
			for (const {text} of this.#pieces(actions)) {
				end += await writeAll(file, chain([separator], text), end);
				separator = ',\n';
			}
			await writeAll(file, [closing], end);
			await file.datasync();
			await rename(draft, path);
			return {file, end};
		} catch (error) {
			// The first error is the one to tell.
			await file.close().catch(() => null);
			await rm(draft, {force: true}).catch(() => null);
			throw error;
		}
	}

	/** Its path, or null when it cannot be written. */
	async #copyTo(path: string, data: MemoryLog): Promise<string | null> {
		try {
			const {file} = await this.#writeWhole(data, path);
			await file.close();
			return path;
		} catch {
			return null;
		}
	}

	/** On a disk that is perhaps another. */
	async #copyElsewhere(data: MemoryLog): Promise<string | null> {
		const folder = makeRescueFolder();
		if (folder === null) return null;
		const copy = await this.#copyTo(join(folder, logFileName), data);
		if (copy === null) await rm(folder, {recursive: true, force: true}).catch(() => null);
		return copy;
	}

	/** Throws when others did anything to the log since the last write: nothing is written into what is there now. */
	async #refuseHarm(file: FileHandle): Promise<void> {
		const {dev, ino, size} = await file.stat();
		const there = await stat(this.#path).catch(error => {
			if (faultCode(error) === 'ENOENT') return null;
			throw error;
		});
		const isThere = there?.ino === ino && there.dev === dev;
		if (isThere && size === this.#end + closing.length) return;
		this.#taken = true;
		throw new Error(
			isThere
				? 'another program changed it while the run wrote it'
				: 'it was moved, removed or replaced while the run wrote it',
		);
	}

	async #append(file: FileHandle, actions: RunEvent[]): Promise<void> {
		await this.#refuseHarm(file);
		try {
			for (const {text, count} of this.#pieces(actions)) {
				const bytes = await writeAll(file, chain([',\n'], text, [closing]), this.#end);
				this.#end += bytes - closing.length;
				this.#written += count;
			}
		} catch (error) {
			// Should this fail too, the end stays torn, which readers tolerate; the first error is the one to tell.
			await this.#close(file).catch(() => {});
			throw error;
		}
	}

	/** Ends the file after its last whole action. */
	async #close(file: FileHandle): Promise<void> {
		await writeAll(file, [closing], this.#end);
		await file.truncate(this.#end + closing.length);
	}

	/** What is written at once: several lines, or a part of a long one after the other. */
	*#pieces(actions: RunEvent[]): Generator<{text: Iterable<string>; count: number}> {
		let lines: string[] = [];
		let length = 0;
		for (const action of actions) {
			const isLong = holdsLongText(action);
			if (lines.length > 0 && (isLong || length >= pieceSize)) {
				yield {text: [lines.join(',\n')], count: lines.length};
				lines = [];
				length = 0;
			}
			if (isLong) {
				yield {text: writeInPortions(action, this.#redact), count: 1};
				continue;
			}
			const line = this.#redact(JSON.stringify(action));
			lines.push(line);
			length += line.length;
		}
		if (lines.length > 0) yield {text: [lines.join(',\n')], count: lines.length};
	}

	#tellKept(): string {
		if (this.#written === 0 || this.#taken) return 'Nothing is kept there for certain';
		if (this.#durable > 0) return `Its first ${this.#durable} actions are kept`;
		const all = this.#written === 1 ? 'Its one action' : `Its ${this.#written} actions`;
		return `${all} can be read, but may not be on the disk itself`;
	}

	/** What a step within has told already is told once. */
	#unwritable(error: unknown): LogFault {
		if (error instanceof LogFault) return error;
		const next = this.#isCopy
			? 'record again'
			: this.#written === 0
				? 'begin the run again'
				: 'resume the run';
		return new LogFault({
			kind: 'unwritable',
			problem: `Could not write the memory log ${this.#path}: ${describeFault(error)}. ${this.#tellKept()}; put that right, then ${next}.`,
			cause: error,
		});
	}
}

/**
 * Puts the bytes that are there in their places once more. After a flush that failed the system shows them to readers,
 * but holds them for written: no later flush would take them to the disk.
 */
async function writeAgain(file: FileHandle, end: number): Promise<void> {
	const buffer = Buffer.allocUnsafe(Math.min(end, pieceSize));
	let position = 0;
	while (position < end) {
		const {bytesRead} = await file.read(buffer, 0, Math.min(buffer.length, end - position), position);
		if (bytesRead === 0) throw new Error('it grew shorter while it was opened');
		let done = 0;
		while (done < bytesRead)
			done += (await file.write(buffer, done, bytesRead - done, position + done)).bytesWritten;
		position += bytesRead;
	}
}

/** All at once where that is no more than a piece. Returns the number of bytes written. */
async function writeAll(file: FileHandle, parts: Iterable<string>, position: number): Promise<number> {
	let written = 0;
	let waiting: string[] = [];
	let length = 0;
	const write = async () => {
		const bytes = Buffer.from(waiting.join(''));
		let done = 0;
		while (done < bytes.length)
			done += (await file.write(bytes, done, bytes.length - done, position + written + done)).bytesWritten;
		written += done;
		waiting = [];
		length = 0;
	};
	for (const part of parts) {
		waiting.push(part);
		length += part.length;
		if (length >= pieceSize) await write();
	}
	await write();
	return written;
}

function* chain(...parts: Iterable<string>[]): Generator<string> {
	for (const part of parts) yield* part;
}
