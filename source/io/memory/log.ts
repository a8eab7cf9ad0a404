import {join} from 'node:path';
import {Low} from 'lowdb';
import type {RunEvent} from '../../core/events.ts';
import {LogError} from '../../core/log-error.ts';
import type {Log} from '../../core/ports.ts';
import {judgeAction} from './action-shape.ts';
import {AppendingAdapter} from './appending-adapter.ts';
import {describeFault} from './file-fault.ts';
import {acquireLock, type Lock, type LockHolder} from './lock.ts';
import {LogFault} from './log-fault.ts';
import type {LogProblem} from './log-problem.ts';
import {headerOf, logFileName, logVersion, type MemoryLog} from './memory-log.ts';
import {createRedactor, type Redact} from './redact.ts';
import type {Repair} from './repair.ts';

/** The log of an open run, and its lock. */
export type OpenLog = Log & {
	readonly path: string;
	/** What the log held when it was opened, in order; empty for a new run. */
	readonly history: readonly RunEvent[];
	/** Set when its end was damaged and had to be cut: something to tell the person. */
	readonly repair: Repair | null;
	/**
	 * Writes what is left and gives the lock back. Rejects like `flushed`, the lock given back all the same. What is
	 * appended from now on never reaches the disk, and makes `flushed` reject.
	 */
	close(): Promise<void>;
};

/**
 * Opens the memory log in a run's folder for writing, and locks the run. A log that is not there yet begins with
 * its first action, which must be `run-started`. `redact` sees every line before it reaches the disk.
 */
export async function openLog(
	folder: string,
	{redact = createRedactor([])}: {redact?: Redact} = {},
): Promise<OpenLog | LogProblem> {
	return openLocked(
		{
			path: join(folder, logFileName),
			lockPath: join(folder, 'lock'),
			what: `the run in ${folder}`,
			isCopy: false,
		},
		redact,
	);
}

/** The same for a log that stands alone, with its lock beside it: it holds nothing that a run does not hold too. */
export function openLogFile(path: string, redact: Redact): Promise<OpenLog | LogProblem> {
	return openLocked({path, lockPath: `${path}.lock`, what: path, isCopy: true}, redact);
}

async function openLocked(
	{path, lockPath, what, isCopy}: {path: string; lockPath: string; what: string; isCopy: boolean},
	redact: Redact,
): Promise<OpenLog | LogProblem> {
	let lock: Lock | {holder: LockHolder};
	try {
		lock = await acquireLock(lockPath);
	} catch (error) {
		return {
			kind: 'unwritable',
			problem: `Could not lock ${what}: ${describeFault(error)}. Nothing was changed.`,
			cause: error,
		};
	}
	if ('holder' in lock) return locked(what, lockPath, lock.holder);
	const adapter = new AppendingAdapter(path, {redact, isCopy});
	const low = new Low<MemoryLog>(adapter, {
		version: logVersion,
		run_id: '',
		pipeline_name: '',
		pipeline: '',
		agent_start_time: '',
		actions: [],
	});
	try {
		await low.read();
	} catch (error) {
		// What is told is why it could not be opened; a lock that stays is a dead one once this process has ended.
		await adapter.close().catch(() => null);
		await lock.release().catch(() => null);
		if (error instanceof LogFault) return error.problem;
		throw error;
	}
	return new LowLog(path, low, adapter, lock);
}

function locked(what: string, lockPath: string, {pid, host, since}: LockHolder): LogProblem {
	return {
		kind: 'locked',
		problem: `Another process writes ${what}: process ${pid} on ${host}, since ${since}. Wait for it or end it; if it is long gone, remove ${lockPath}.`,
	};
}

type Waiter = {upTo: number; resolve: () => void; reject: (error: unknown) => void};

class LowLog implements OpenLog {
	readonly path: string;
	readonly history: readonly RunEvent[];
	readonly repair: Repair | null;
	readonly #low: Low<MemoryLog>;
	readonly #adapter: AppendingAdapter;
	readonly #lock: Lock;
	/** How many actions are on the disk itself. */
	#durable: number;
	#waiters: Waiter[] = [];
	/** The writing that goes on now. */
	#writing: Promise<void> | null = null;
	#failure: {error: unknown} | null = null;
	#closing: Promise<void> | null = null;
	/** Something came when the log was closed already. */
	#late: LogError | null = null;

	constructor(path: string, low: Low<MemoryLog>, adapter: AppendingAdapter, lock: Lock) {
		this.path = path;
		this.#low = low;
		this.#adapter = adapter;
		this.#lock = lock;
		this.history = low.data.actions.slice();
		this.repair = adapter.repair;
		this.#durable = this.history.length;
	}

	append(action: RunEvent): void {
		const {data} = this.#low;
		if (this.#closing) {
			// The lock is given back: another process may write this log by now.
			this.#late ??= new LogError(
				`An action of type ${action.type} came after ${this.path} was closed, and was not written. All before it is kept.`,
			);
			return;
		}
		if (this.#failure) return;
		const misshapen = judgeAction(action);
		if (misshapen) {
			// What could not be read back must not be written: the run stops here, its log stays whole.
			this.#fail(
				new LogError(
					`Could not write to ${this.path}: an action of type ${action.type} is faulty (its “${misshapen.kind === 'misfit' ? misshapen.field : 'type'}”), which is an error in OrchestrAI. All before it is kept.`,
				),
			);
			return;
		}
		if (data.actions.length === 0) {
			if (action.type !== 'run-started')
				throw new Error(`A log begins with run-started, not ${action.type}.`);
			Object.assign(data, headerOf(action));
		}
		data.actions.push(action);
		this.#schedule();
	}

	write(): boolean {
		return !this.#failure && !this.#closing && this.#adapter.writeNow(this.#low.data);
	}

	async flushed(): Promise<void> {
		if (this.#late) throw this.#late;
		await this.#flushed();
	}

	close(): Promise<void> {
		this.#closing ??= this.#close();
		return this.#closing;
	}

	async #flushed(): Promise<void> {
		if (this.#failure) throw this.#failure.error;
		const upTo = this.#low.data.actions.length;
		if (upTo === this.#durable) return;
		await new Promise<void>((resolve, reject) => {
			this.#waiters.push({upTo, resolve, reject});
			this.#schedule();
		});
	}

	/** Each step is taken whatever became of those before it; the first fault is the one to tell. */
	async #close(): Promise<void> {
		const faults: unknown[] = [];
		const attempt = (step: Promise<void>) => step.catch(error => void faults.push(error));
		await attempt(this.#flushed());
		await this.#writing;
		await attempt(this.#adapter.close());
		await attempt(this.#release());
		if (faults.length > 0) throw faults[0];
	}

	async #release(): Promise<void> {
		try {
			await this.#lock.release();
		} catch (error) {
			throw new LogError(
				`All of ${this.path} is kept, but its lock could not be taken away: ${describeFault(error)}. Once this process has ended the lock keeps nobody out.`,
				{cause: error},
			);
		}
	}

	/** Whatever is appended in this turn of the event loop goes out in one write. */
	#schedule(): void {
		if (this.#writing || this.#failure) return;
		this.#writing = new Promise(resolve => setImmediate(() => resolve(this.#writeOut())));
	}

	/** Writes until nothing is left; all who wait meanwhile share a flush. Never rejects. */
	async #writeOut(): Promise<void> {
		try {
			let upTo: number;
			do {
				upTo = this.#low.data.actions.length;
				await this.#low.write();
				if (this.#waiters.length > 0) await this.#flush(upTo);
			} while (this.#low.data.actions.length > upTo || this.#waiters.length > 0);
		} catch (error) {
			this.#fail(await this.#adapter.rescue(this.#low.data, error));
		} finally {
			this.#writing = null;
		}
	}

	#fail(error: unknown): void {
		this.#failure ??= {error};
		for (const {reject} of this.#waiters.splice(0)) reject(this.#failure.error);
	}

	async #flush(upTo: number): Promise<void> {
		await this.#adapter.sync();
		this.#durable = upTo;
		const waiting = this.#waiters;
		this.#waiters = waiting.filter(waiter => waiter.upTo > upTo);
		for (const waiter of waiting) if (waiter.upTo <= upTo) waiter.resolve();
	}
}
