/** Keeps an eye on what a program takes in all: the system's own limits count each process and each file by itself. */
import {type DiskUse, diskOf, exactMemoryOf, freeDisk, heldOpenBy, memoryOf} from './usage.ts';

export type Allowance = {
	/** Bytes of memory of all its processes together. */
	memory: number;
	/** Bytes on the disk, and entries, that it may add to its folders. */
	disk: number;
	entries: number;
	/** The first is there; those that are not yet count once they are. */
	folders: readonly string[];
};

/** Two looks are this far apart, ms. A look at a large folder takes its time: then as much again is left between. */
const interval = 100;
/** The disk is never filled further than this, in bytes, or half of what was free when the program began. */
const spare = 512 * 1024 ** 2;

/** Looks again and again until `signal` aborts; `exceeded` is told by a clause that reads on after “it was stopped: ”. */
export type Watch = (pid: number, told: {signal: AbortSignal; exceeded: (why: string) => void}) => void;

/** To be awaited before the program begins: what is in its folders by then is not of its making. */
export async function prepareWatch(allowance: Allowance): Promise<Watch> {
	const {folders} = allowance;
	const everything = {bytes: Number.POSITIVE_INFINITY, entries: Number.POSITIVE_INFINITY};
	const before = await usedIn(folders, everything);
	const least = Math.min(spare, (await freeDisk(folders[0]!)) / 2);
	return (pid, told) => {
		void repeat(() => lookAtMemory(pid, allowance), told);
		void repeat(() => lookAtDisk(pid, allowance, {before, least}), told);
	};
}

async function repeat(
	look: () => Promise<string | null>,
	{signal, exceeded}: {signal: AbortSignal; exceeded: (why: string) => void},
): Promise<void> {
	while (!signal.aborted) {
		const started = performance.now();
		const why = await look().catch(() => null);
		if (signal.aborted) return;
		if (why !== null) {
			exceeded(why);
			return;
		}

		await pause(Math.max(interval, performance.now() - started), signal);
	}
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise(resolve => {
		const timer = setTimeout(done, ms);
		function done(): void {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		}

		signal.addEventListener('abort', done);
	});
}

async function lookAtMemory(pid: number, {memory}: Allowance): Promise<string | null> {
	const {memory: nameless} = await heldOpenBy(pid);
	if ((await memoryOf(pid)) + nameless <= memory) return null;
	if ((await exactMemoryOf(pid)) + nameless <= memory) return null;
	return `it used more than ${megabytes(memory)} of memory`;
}

async function lookAtDisk(
	pid: number,
	{folders, disk, entries}: Allowance,
	{before, least}: {before: DiskUse; least: number},
): Promise<string | null> {
	if ((await freeDisk(folders[0]!)) < least) return 'the disk was nearly full';
	const most = {bytes: before.bytes + disk, entries: before.entries + entries};
	const used = await usedIn(folders, most);
	const {disk: deleted} = await heldOpenBy(pid);
	if (used.bytes + deleted > most.bytes) return `it filled more than ${megabytes(disk)} of disk`;
	return used.entries > most.entries ? `it made more than ${entries.toLocaleString('en')} files` : null;
}

async function usedIn(folders: readonly string[], most: DiskUse): Promise<DiskUse> {
	const used = {bytes: 0, entries: 0};
	for (const folder of folders) {
		const {bytes, entries} = await diskOf(folder, most);
		used.bytes += bytes;
		used.entries += entries;
	}

	return used;
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB`;
}
