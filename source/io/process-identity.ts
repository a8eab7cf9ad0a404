/** Tells one process from another that has its number later. */
import {readFile, readlink} from 'node:fs/promises';

/**
 * What Linux tells of a process; null elsewhere, and where /proc is hidden. `started`: boot id and clock ticks, the same
 * for as long as it lives.
 */
export async function lookAtProcess(pid: number): Promise<{ended: boolean; started: string} | null> {
	try {
		const line = await readFile(`/proc/${pid}/stat`, 'utf8');
		const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
		// The second field, the command in parentheses, may itself hold spaces and parentheses.
		const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
		return {ended: fields[0] === 'Z' || fields[0] === 'X', started: `${boot.trim()}/${fields[19]}`};
	} catch {
		return null;
	}
}

/** Names this process among all that ever ran here, in words fit for a file name: digits and dots. */
export async function nameOfUs(): Promise<string> {
	const us = await lookAtProcess(process.pid);
	return [process.pid, us === null ? 0 : ticksIn(us.started), await idSpace()].join('.');
}

/** Whether the process of this name has surely ended. */
export async function hasEnded(name: string): Promise<boolean> {
	return (await isAlive(name)) === false;
}

/** Whether the process of this name lives. Null where nobody here can tell: its ids are counted elsewhere. */
export async function isAlive(name: string): Promise<boolean | null> {
	const [pid, ticks, space] = name.split('.');
	if (process.platform !== 'linux' || ticks === '0' || space !== (await idSpace())) return null;
	const seen = await lookAtProcess(Number(pid));
	// What cannot be read, as when no file can be opened any more, may well live.
	if (seen === null) return !isGone(Number(pid));
	return !seen.ended && ticksIn(seen.started) === ticks;
}

function isGone(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return false;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ESRCH';
	}
}

/** When it started, in ticks of this machine's clock. */
function ticksIn(started: string): string {
	return started.slice(started.lastIndexOf('/') + 1);
}

/** The space that process ids are counted in: a container has its own. */
async function idSpace(): Promise<string> {
	const link = await readlink('/proc/self/ns/pid').catch(() => '');
	return /\d+/.exec(link)?.[0] ?? '0';
}
