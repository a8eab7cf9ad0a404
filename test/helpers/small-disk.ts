import {execFileSync} from 'node:child_process';
import {readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';

export type SmallDisk = {
	/** Takes all the room that is left, to the last byte. */
	fill(): void;
	/** Gives it back. */
	free(): void;
	/** Nothing can be written to it any more. */
	lock(): void;
	/** Makes it four times as large. */
	grow(): void;
};

/** Mounts a file system of 512 kB on an empty folder, until the test ends; null, which is told, where that is not allowed. */
export function mountSmallDisk(folder: string): SmallDisk | null {
	try {
		asRoot('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder]);
	} catch (error) {
		console.warn(`SKIPPED: the full disk needs the right to mount a tmpfs: ${String(error)}`);
		return null;
	}

	onTestFinished(() => asRoot('umount', ['--lazy', folder]));
	const filler = join(folder, '.filler-');
	return {
		fill() {
			for (let number = 0; ; number++) {
				try {
					writeFileSync(`${filler}${number}`, Buffer.alloc(4096));
				} catch (error) {
					if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
					throw error;
				}
			}
		},
		free() {
			for (const name of readdirSync(folder)) if (name.startsWith('.filler-')) rmSync(join(folder, name));
		},
		lock: () => asRoot('mount', ['-o', 'remount,ro', folder]),
		grow: () => asRoot('mount', ['-o', 'remount,size=2m', folder]),
	};
}

function asRoot(program: string, options: string[]): void {
	execFileSync(program, options, {stdio: 'pipe'});
}
