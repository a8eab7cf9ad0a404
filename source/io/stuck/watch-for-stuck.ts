/** What can be done while code of a module lets the app do nothing else: JavaScript hears no signal then. */
import {fileURLToPath} from 'node:url';
import {Worker} from 'node:worker_threads';
import type {Watched} from './watched.ts';

/** Two looks are this far apart, ms. */
const interval = 500;
/** Whoever computes for longer than this without a pause keeps the person from everything, ms. */
const patience = 3000;

/** Those that are to end the app, or to stop it, by themselves meanwhile. */
const left = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGTSTP'] as const;

const name = 'orchestrai.stuck';

export type StuckListener = {
	/** Called in the middle of whatever holds the thread: what it does must be done at once. */
	stuck(): void;
	/** It has let go. */
	free(): void;
};

/**
 * Watches from a thread of its own. While the app is stuck, signals do what they do to any program: they end it. Returns
 * how to stop.
 */
export function watchForStuck(told: StuckListener): () => void {
	const beats = new Int32Array(new SharedArrayBuffer(4));
	const watched: Watched = {beats, interval, patience, call: `globalThis[Symbol.for('${name}')]?.()`};
	const worker = new Worker(watcherPath(), {
		workerData: watched,
		stdin: false,
		env: {},
		// A report that Node writes tells of each thread the environment, of one that is just beginning too.
		execArgv: ['--report-exclude-env'],
	});
	// Without it the app is as it was.
	worker.on('error', () => undefined);
	const beating = setInterval(() => Atomics.add(beats, 0, 1), interval / 2);
	beating.unref();
	let giveBack: (() => void) | null = null;
	const place = globalThis as Record<symbol, unknown>;
	place[Symbol.for(name)] = () => {
		giveBack ??= leaveSignals();
		told.stuck();
	};
	worker.on('message', () => {
		giveBack?.();
		giveBack = null;
		told.free();
	});
	// Listening would keep the app from its end: so this comes last.
	worker.unref();
	return () => {
		clearInterval(beating);
		delete place[Symbol.for(name)];
		giveBack?.();
		void worker.terminate();
	};
}

/** Leaves them to the system; returns how to take them back. */
function leaveSignals(): () => void {
	const heard = left.map(signal => [signal, process.listeners(signal)] as const);
	for (const signal of left) process.removeAllListeners(signal);
	return () => {
		for (const [signal, listeners] of heard) for (const listener of listeners) process.on(signal, listener);
	};
}

/** Beside this file, in the source as in what is bundled from it. */
function watcherPath(): string {
	const file = import.meta.url.endsWith('.ts') ? './stuck-watcher.ts' : './stuck-watcher.js';
	return fileURLToPath(new URL(file, import.meta.url));
}
