import {closeSync, openSync, readSync} from 'node:fs';

/** So that the disk gives it to whoever comes next as it gives it to all others: from memory. */
export function readThrough(path: string): void {
	const file = openSync(path, 'r');
	const buffer = Buffer.alloc(256 * 1024);
	while (readSync(file, buffer) > 0);
	closeSync(file);
}

/** The most memory that this process ever held. */
export function peak_MB(): number {
	return process.resourceUsage().maxRSS / 1024;
}
