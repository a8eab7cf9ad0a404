/** Keeps an eye on what a program takes in all: the system's own limits count each process and each file by itself. */
import {diskOf, exactMemoryOf, freeDisk, memoryOf} from './usage.ts';

export type Allowance = {
	/** Bytes of memory of all its processes together. */
	memory: number;
	/** Bytes on the disk, and entries, below its folder. */
	disk: number;
	entries: number;
	folder: string;
};

/** Between two looks, ms. A look at a large folder takes its time: then as much again is left between. */
const interval = 100;
/** The disk is never filled further than this, in bytes, or half of what was free when the program began. */
const spare = 512 * 1024 ** 2;

/**
 * Looks again and again until `signal` aborts; `exceeded` is told once, by a clause that reads on after “it was
 * stopped: ”.
 */
export function watchUsage(
	pid: number,
	allowance: Allowance,
	{signal, exceeded}: {signal: AbortSignal; exceeded: (why: string) => void},
): void {
	const watching = [lookAtMemory(pid, allowance), lookAtDisk(allowance)];
	for (const look of watching) void repeat(look, {signal, exceeded});
}

type Look = () => Promise<string | null>;

async function repeat(
	look: Look,
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

function lookAtMemory(pid: number, {memory}: Allowance): Look {
	const why = `it used more than ${megabytes(memory)} of memory`;
	return async () => ((await memoryOf(pid)) > memory && (await exactMemoryOf(pid)) > memory ? why : null);
}

function lookAtDisk({folder, disk, entries}: Allowance): Look {
	let least: number | null = null;
	return async () => {
		const free = await freeDisk(folder);
		least ??= Math.min(spare, free / 2);
		if (free < least) return 'the disk was nearly full';
		const used = await diskOf(folder, {bytes: disk, entries});
		if (used.bytes > disk) return `it filled more than ${megabytes(disk)} of disk`;
		return used.entries > entries ? `it made more than ${entries.toLocaleString('en')} files` : null;
	};
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1024 ** 2).toLocaleString('en')} MB`;
}
