/** Tells one process from another that has its number later. */
import {readFile} from 'node:fs/promises';

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
