/** Tells when files of a few folders have changed: by the system's word, which costs nothing while nothing happens. */
import {type FSWatcher, statSync, watch} from 'node:fs';
import {readdir, stat} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Clock} from '../core/ports.ts';
import {describeFault, faultCode} from './memory/file-fault.ts';

/** So long nothing more must have happened: editors save by several steps, ms. */
const quiet = 80;
/** A file may seem to be so much older than it is, ms. */
const grain = 20;

export type FolderWatchOptions = {
	/** Absolute. They may come, go and come back; asked again after each change, which may name others. */
	folders(): readonly string[];
	/** Whether a file of one of the folders matters, by its name. */
	matters(folder: string, name: string): boolean;
	clock: Clock;
	/** Called after a change; the next call waits for it. */
	changed(): Promise<void> | void;
	/** What changed from this time on is told as well, ms since the epoch. */
	since?: number;
	/** The system cannot tell of changes: why, a clause. Called once at most. */
	unwatched(why: string): void;
	/** Then it is looked so often, ms; null: never. */
	lookEvery: number | null;
	/** The system's watch; another in tests. */
	watch?: typeof watch;
};

export type FolderWatch = {
	/** No more is told, and nothing is held any more. */
	close(): void;
	/** Settles once it is closed; rejects with what `changed` threw. */
	ended: Promise<void>;
};

export function watchFolders(options: FolderWatchOptions): FolderWatch {
	const {matters, clock, lookEvery} = options;
	let folders = options.folders();
	const closing = new AbortController();
	const {signal} = closing;
	/** By folder; `id` tells one from another that came in its place. */
	const watchers = new Map<string, {watcher: FSWatcher; id: string}>();
	let told = false;
	let wake = (): void => undefined;
	let isLooking = false;

	function heed(): void {
		told = true;
		wake();
	}

	function heedName(folder: string, name: string | null): void {
		// A folder that goes is told by its own name, and one that comes in its place may look the same.
		if (name === basename(folder)) release(folder);
		const path = name === null ? folder : join(folder, name);
		if (
			name === null ||
			!watchers.has(folder) ||
			(folders.includes(folder) && matters(folder, name)) ||
			folders.some(each => each === path || each.startsWith(join(path, '/')))
		)
			heed();
	}

	function release(folder: string): void {
		watchers.get(folder)?.watcher.close();
		watchers.delete(folder);
	}

	/** Each folder is watched, or while it is not there the nearest one above it. */
	function arm(): void {
		folders = options.folders();
		const wanted = new Map(folders.map(nearest).map(({folder, id}) => [folder, id]));
		for (const [folder, {id}] of watchers) if (wanted.get(folder) !== id) release(folder);
		for (const [folder, id] of wanted) if (!watchers.has(folder)) begin(folder, id);
	}

	function begin(folder: string, id: string): void {
		try {
			const watcher = (options.watch ?? watch)(folder, (_, name) => heedName(folder, name));
			watchers.set(folder, {watcher, id});
			// As some systems tell that the folder is gone.
			watcher.on('error', () => {
				release(folder);
				heed();
			});
		} catch (error) {
			const code = faultCode(error);
			// Gone again: what is above it tells when it comes.
			if (code !== 'ENOENT')
				lookInstead(code !== null && isLimit(code) ? `${tooMany} (${code})` : describeFault(error));
		}
	}

	function lookInstead(why: string): void {
		if (isLooking) return;
		isLooking = true;
		options.unwatched(why);
		if (lookEvery !== null) void look(lookEvery);
	}

	async function look(every: number): Promise<void> {
		for (;;) {
			await clock.sleep(every, signal);
			if (signal.aborted) return;
			heed();
		}
	}

	function untilTold(): Promise<void> {
		return new Promise(resolve => {
			wake = resolve;
			if (told || signal.aborted) resolve();
		});
	}

	let seen = {print: '', newest: 0};

	async function follow(): Promise<void> {
		arm();
		seen = await read(folders, matters);
		if (options.since !== undefined && seen.newest >= options.since - grain) await tell();
		while (!signal.aborted) {
			await untilTold();
			await clock.sleep(quiet, signal);
			if (signal.aborted) return;
			told = false;
			arm();
			const now = await read(folders, matters);
			if (signal.aborted || now.print === seen.print) continue;
			seen = now;
			await tell();
		}
	}

	/** Again, where other folders are to be watched after it: what changed before they were is seen then. */
	async function tell(): Promise<void> {
		for (;;) {
			const watched = folders.join('\n');
			await options.changed();
			arm();
			if (signal.aborted || folders.join('\n') === watched) return;
			seen = await read(folders, matters);
		}
	}

	function close(): void {
		closing.abort();
		for (const folder of [...watchers.keys()]) release(folder);
		wake();
	}

	return {close, ended: follow().finally(close)};
}

const tooMany = 'as many are watched on this machine as may be';

/** Linux says so of its limits on watches, which have nothing to do with disks and files. */
function isLimit(code: string): boolean {
	return ['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM'].includes(code);
}

function nearest(folder: string): {folder: string; id: string} {
	for (let at = folder; ; at = dirname(at)) {
		const id = identify(at);
		if (id !== null || dirname(at) === at) return {folder: at, id: id ?? ''};
	}
}

/** Null if there is no such folder, or it may not be looked at. */
function identify(folder: string): string | null {
	try {
		const stats = statSync(folder, {bigint: true});
		return stats.isDirectory() ? `${stats.dev}:${stats.ino}` : null;
	} catch {
		return null;
	}
}

/** How the files that matter are now, and when the latest of them, or a folder, changed. */
async function read(
	folders: readonly string[],
	matters: FolderWatchOptions['matters'],
): Promise<{print: string; newest: number}> {
	let newest = 0;
	const rows = await Promise.all(
		folders.map(async folder => {
			const names = (await readdir(folder).catch(() => [])).filter(name => matters(folder, name)).sort();
			const prints = await Promise.all(
				names.map(async name => {
					const stats = await stat(join(folder, name), {bigint: true}).catch(() => null);
					if (stats === null) return `${name} gone`;
					newest = Math.max(newest, Number(stats.ctimeMs));
					return `${name} ${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`;
				}),
			);
			return [folder, ...prints].join('\n');
		}),
	);
	return {print: rows.join('\n\n'), newest};
}
