/**
 * A lowdb adapter that appends in place: each write puts the actions that are not on disk yet over the log's
 * closing brackets, with new brackets behind them, so its cost does not grow with the log and the file is valid
 * JSON between any two writes. lowdb's own adapter rewrites the whole file each time.
 */
import {fstatSync, ftruncateSync, statSync} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {dirname} from 'node:path';
import type {Adapter} from 'lowdb';
import type {RunEvent} from '../../core/events.ts';
import {piecesOf} from './action-pieces.ts';
import {describeFault} from './file-fault.ts';
import {LogFault} from './log-fault.ts';
import {isLogProblem} from './log-problem.ts';
import {holdsLongText} from './long-action.ts';
import {closing, type MemoryLog} from './memory-log.ts';
import {readLog} from './reader.ts';
import type {Redact} from './redact.ts';
import {keepDamaged, type Repair} from './repair.ts';
import {rescueLog} from './rescue.ts';
import {syncFolder} from './sync.ts';
import {chain, few, pieceSize, writeAll, writeBytes, writeBytesSync} from './write-all.ts';
import {writeWholeLog} from './write-whole-log.ts';

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
	/** A write goes on now. */
	#writing = false;
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
		this.#writing = true;
		try {
			if (this.#file) await this.#append(this.#file, data.actions.slice(this.#written));
			else await this.#create(data);
		} catch (error) {
			throw this.#unwritable(error);
		} finally {
			this.#writing = false;
		}
	}

	/**
	 * Writes in this turn what is not on disk yet: false where that cannot be, because it is much, because there is no file
	 * yet, or because something is being written or went wrong; then `write` does, or tells. A flush may go on meanwhile.
	 */
	writeNow(data: MemoryLog): boolean {
		const file = this.#file;
		const actions = data.actions.slice(this.#written);
		if (actions.length === 0) return !this.#writing;
		if (!file || this.#writing || actions.some(holdsLongText)) return false;
		const lines = actions.map(action => this.#redact(JSON.stringify(action)));
		const bytes = Buffer.from(`,\n${lines.join(',\n')}${closing}`);
		if (bytes.length > few) return false;
		if (!this.#isAsLeft(file)) return false;
		try {
			writeBytesSync(file, bytes, this.#end);
		} catch {
			this.#closeNow(file);
			return false;
		}
		this.#end += bytes.length - closing.length;
		this.#written += actions.length;
		return true;
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

	/** Like `rescueLog`; nothing is put elsewhere that the disk has, or that is kept in another log too. */
	rescue(data: MemoryLog, fault: unknown): Promise<unknown> {
		// An answer that was paid for, or what a person typed: none of it can be told from what does without.
		const isWorth = this.#taken || data.actions.length > this.#durable;
		if (this.#isCopy || !isWorth || data.actions.length === 0) return Promise.resolve(fault);
		return rescueLog(data, fault, {path: this.#path, redact: this.#redact, isTaken: this.#taken});
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
		// As they are now: what comes meanwhile is not in it.
		const actions = data.actions.slice();
		const {file, end} = await writeWholeLog({...data, actions}, this.#path, this.#redact);
		this.#file = file;
		this.#end = end;
		this.#written = actions.length;
		await syncFolder(dirname(this.#path));
		this.#durable = this.#written;
	}

	/**
	 * Throws when others did anything to the log since the last write: nothing is written into what is there now. In this
	 * thread, since it is done for each write.
	 */
	#refuseHarm({fd}: FileHandle): void {
		const {dev, ino, size} = fstatSync(fd);
		const there = statSync(this.#path, {throwIfNoEntry: false});
		const isThere = there?.ino === ino && there.dev === dev;
		if (isThere && size === this.#end + closing.length) return;
		this.#taken = true;
		throw new Error(
			isThere
				? 'another program changed it while the run wrote it'
				: 'it was moved, removed or replaced while the run wrote it',
		);
	}

	/** Whether nobody did anything to it: if somebody did, whoever writes next tells. */
	#isAsLeft(file: FileHandle): boolean {
		try {
			this.#refuseHarm(file);
			return true;
		} catch {
			return false;
		}
	}

	async #append(file: FileHandle, actions: RunEvent[]): Promise<void> {
		this.#refuseHarm(file);
		try {
			for (const {text, count} of piecesOf(actions, this.#redact)) {
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

	/** The same in this turn. Should it fail, the end stays torn, which readers tolerate. */
	#closeNow(file: FileHandle): void {
		try {
			writeBytesSync(file, Buffer.from(closing), this.#end);
			ftruncateSync(file.fd, this.#end + closing.length);
		} catch {
			// What failed before is met again by whoever writes next, and told.
		}
	}

	#tellKept(): string {
		if (this.#written === 0 || this.#taken) return 'Nothing is kept there for certain';
		if (this.#durable === 1) return 'Its first action is kept';
		if (this.#durable > 1) return `Its first ${this.#durable} actions are kept`;
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
		await writeBytes(file, buffer.subarray(0, bytesRead), position);
		position += bytesRead;
	}
}
