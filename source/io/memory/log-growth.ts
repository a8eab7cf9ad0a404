/** Tells when a file in a folder may have changed: by the system's word, and by looking every now and then. */
import {type FSWatcher, watch} from 'node:fs';

/** Where the system says nothing (network drives, too many watchers), so long passes at most, ms. */
const between_ms = 500;
/** And so long at least: a run that streams writes all the time. */
const apart_ms = 40;

/** Yields when there may be something new in the folder, until the signal aborts. */
export async function* changesIn(folder: string, signal: AbortSignal): AsyncGenerator<void> {
	let wake = () => {};
	let changed = false;
	const heed = () => {
		changed = true;
		wake();
	};
	const watcher = watchIfPossible(folder, heed);
	signal.addEventListener('abort', heed);
	try {
		while (!signal.aborted) {
			await new Promise<void>(resolve => {
				const timer = setTimeout(resolve, between_ms);
				wake = () => {
					clearTimeout(timer);
					resolve();
				};
				if (changed) wake();
			});
			changed = false;
			if (!signal.aborted) yield;
			await new Promise(resolve => setTimeout(resolve, apart_ms));
		}
	} finally {
		signal.removeEventListener('abort', heed);
		watcher?.close();
	}
}

function watchIfPossible(folder: string, heed: () => void): FSWatcher | null {
	try {
		const watcher = watch(folder, heed);
		// It is looked at every now and then all the same.
		watcher.on('error', () => watcher.close());
		return watcher;
	} catch {
		return null;
	}
}
