/** Ends what programs started and left behind. */
import {randomUUID} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import {hasEnded, nameOfUs} from '../../process-identity.ts';

/** Environment variable that tells the processes of one run from all others. */
export const RUN_MARK = 'ORCHESTRAI_PROGRAM';

/** A mark of its own for each program; it also tells whose process started it. */
export async function makeMark(): Promise<string> {
	return `${await nameOfUs()}/${randomUUID()}`;
}

/** Ends a process group, if it is still there. */
export function endGroup(leader: number): void {
	end(process.platform === 'win32' ? leader : -leader);
}

/**
 * Ends what left its process group (a daemon calls setsid) and still carries the mark in its environment.
 * Linux only: elsewhere nothing tells whose it was.
 */
export async function endMarked(mark: string): Promise<void> {
	for (let round = 0; round < 5; round++) {
		const found = (await findMarked()).filter(process => process.mark === mark);
		if (found.length === 0) return;
		for (const {pid} of found) end(pid);
	}
}

/** Ends what programs left behind whose owner was killed before it could; what somebody still watches stays. */
export async function endAbandoned(): Promise<void> {
	for (const {pid, mark} of await findMarked()) {
		if (await hasEnded(mark.split('/')[0]!)) end(pid);
	}
}

function end(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

async function findMarked(): Promise<{pid: number; mark: string}[]> {
	if (process.platform !== 'linux') return [];
	const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
	const marked = await Promise.all(
		pids.map(async pid => {
			// Processes of other people, and those that ended meanwhile, cannot be read: they are not ours.
			const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
			const entry = environment.split('\0').find(one => one.startsWith(`${RUN_MARK}=`));
			return entry === undefined ? [] : [{pid: Number(pid), mark: entry.slice(RUN_MARK.length + 1)}];
		}),
	);
	return marked.flat();
}
