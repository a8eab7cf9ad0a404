/** What a program and all that it started take of the machine. */
import {lstat, readdir, readFile, readlink, stat, statfs} from 'node:fs/promises';
import {walkTree} from '../files/tree.ts';

const kilobyte = 1024;

/**
 * Bytes of memory of a process and its descendants, shared pages counted once; 0 where there is no /proc. In the cage
 * orphans go to its own first process, so that none leaves the tree.
 */
export async function memoryOf(pid: number): Promise<number> {
	let sum = 0;
	for (const one of await treeOf(pid)) sum += await fieldOf(`/proc/${one}/status`, 'VmRSS');
	return sum;
}

/** The same, exactly: pages that several share are divided among them. Dear, so for when the rough sum is too large. */
export async function exactMemoryOf(pid: number): Promise<number> {
	let sum = 0;
	for (const one of await treeOf(pid)) {
		const exact = await fieldOf(`/proc/${one}/smaps_rollup`, 'Pss');
		sum += exact > 0 ? exact : await fieldOf(`/proc/${one}/status`, 'VmRSS');
	}

	return sum;
}

/** Ids of a process and of all that descends from it. */
async function treeOf(pid: number): Promise<number[]> {
	const found = [pid];
	for (const one of found) {
		const children = await readFile(`/proc/${one}/task/${one}/children`, 'utf8').catch(() => '');
		found.push(...children.split(' ').filter(Boolean).map(Number));
	}

	return found;
}

/** In bytes; 0 for a process that ended, or hides it. */
async function fieldOf(path: string, name: string): Promise<number> {
	const text = await readFile(path, 'utf8').catch(() => '');
	const [, amount] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text) ?? [];
	return Number(amount ?? 0) * kilobyte;
}

/**
 * Bytes in files that a process and its descendants hold open though no folder names them: in memory, or deleted on the
 * disk. Each counts once.
 */
export async function heldOpenBy(pid: number): Promise<{memory: number; disk: number}> {
	const held = {memory: 0, disk: 0};
	const seen = new Set<string>();
	for (const one of await treeOf(pid)) {
		const folder = `/proc/${one}/fd`;
		for (const name of await readdir(folder).catch(() => [])) {
			const path = `${folder}/${name}`;
			const target = await readlink(path).catch(() => '');
			if (!target.endsWith(' (deleted)')) continue;
			const state = await stat(path).catch(() => null);
			if (!state?.isFile() || seen.has(`${state.dev}:${state.ino}`)) continue;
			seen.add(`${state.dev}:${state.ino}`);
			held[target.startsWith('/memfd:') ? 'memory' : 'disk'] += state.blocks * 512;
		}
	}

	return held;
}

export type DiskUse = {bytes: number; entries: number};

/** Bytes on the disk and entries below a folder, counted only until one of them is over its limit. */
export async function diskOf(folder: string, most: DiskUse): Promise<DiskUse> {
	let bytes = 0;
	let entries = 0;
	try {
		for await (const {absolute} of walkTree(folder)) {
			const {blocks} = await lstat(absolute).catch(() => ({blocks: 0}));
			bytes += blocks * 512;
			entries++;
			if (bytes > most.bytes || entries > most.entries) break;
		}
	} catch {
		// What changes while it is walked, or is too deep to be, is counted as far as it was seen.
	}

	return {bytes, entries};
}

/** Bytes that are free where a folder is. */
export async function freeDisk(folder: string): Promise<number> {
	const {bavail, bsize} = await statfs(folder);
	return bavail * bsize;
}
