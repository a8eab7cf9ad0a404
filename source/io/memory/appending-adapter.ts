/**
 * A lowdb adapter that appends in place: each write puts the actions that are not on disk yet over the log's
 * closing brackets, with new brackets behind them, so its cost does not grow with the log and the file is valid
 * JSON between any two writes. lowdb's own adapter rewrites the whole file each time.
 */
import {type FileHandle, open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Adapter} from 'lowdb';
import type {RunEvent} from '../../core/events.ts';
import {LogError} from '../../core/log-error.ts';
import {describeFault} from './file-fault.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {holdsLongText, writeInPortions} from './long-action.ts';
import {closing, type MemoryLog, writeHeader} from './memory-log.ts';
import {readLog} from './reader.ts';
import type {Redact} from './redact.ts';
import {keepDamaged, type Repair} from './repair.ts';

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
	/** Null until the log is there, laid out by lines. */
	#file: FileHandle | null = null;
	/** Byte offset just after the last action. */
	#end = 0;
	/** How many whole actions the file holds. */
	#written = 0;

	constructor(path: string, redact: Redact) {
		this.#path = path;
		this.#redact = redact;
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
		if (!this.#file) return;
		try {
			await this.#file.datasync();
		} catch (error) {
			throw this.#unwritable(error);
		}
	}

	async close(): Promise<void> {
		await this.#file?.close();
		this.#file = null;
	}

	/** The log appears whole, by rename: header and actions together. */
	async #create({actions, ...header}: MemoryLog): Promise<void> {
		const draft = `${this.#path}.tmp`;
		const file = await open(draft, 'w', 0o600);
		try {
			let end = await writeAll(file, [this.#redact(writeHeader(header))], 0);
			let separator = '\n';
			for (const {text} of this.#pieces(actions)) {
				end += await writeAll(file, chain([separator], text), end);
				separator = ',\n';
			}
			await writeAll(file, [closing], end);
			await file.datasync();
			await rename(draft, this.#path);
			await syncFolder(dirname(this.#path));
			this.#file = file;
			this.#end = end;
			this.#written = actions.length;
		} catch (error) {
			await file.close();
			await rm(draft, {force: true});
			throw error;
		}
	}

	async #append(file: FileHandle, actions: RunEvent[]): Promise<void> {
		const {nlink, size} = await file.stat();
		if (nlink === 0) throw new Error('it was removed or replaced while the run wrote it');
		if (size !== this.#end + closing.length)
			throw new Error('another program changed it while the run wrote it');
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

	#unwritable(error: unknown): LogFault {
		return new LogFault({
			kind: 'unwritable',
			problem: `Could not write the memory log ${this.#path}: ${describeFault(error)}. Its first ${this.#written} actions are kept; put that right, then resume the run.`,
			cause: error,
		});
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

async function syncFolder(path: string): Promise<void> {
	// Windows cannot open a folder, and needs no such thing.
	if (process.platform === 'win32') return;
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}
