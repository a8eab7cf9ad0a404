import {readdir, readFile} from 'node:fs/promises';

/** Environment variable that tells the processes of one run from all others. */
export const RUN_MARK = 'ORCHESTRAI_PROGRAM';

/** Ends a process group, if it is still there. */
export function endGroup(leader: number): void {
	try {
		process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/**
 * Ends what left its process group (a daemon calls setsid) and still carries the mark in its environment.
 * Linux only: elsewhere nothing tells whose it was.
 */
export async function endMarked(mark: string): Promise<void> {
	if (process.platform !== 'linux') return;
	for (let round = 0; round < 5; round++) {
		const found = await findMarked(mark);
		if (found.length === 0) return;
		for (const pid of found) {
			try {
				process.kill(pid, 'SIGKILL');
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
			}
		}
	}
}

async function findMarked(mark: string): Promise<number[]> {
	const needle = `${RUN_MARK}=${mark}\0`;
	const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
	const marked = await Promise.all(
		pids.map(async pid => {
			// Processes of other people, and those that ended meanwhile, cannot be read: they are not ours.
			const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
			return environment.includes(needle) ? [Number(pid)] : [];
		}),
	);
	return marked.flat();
}
