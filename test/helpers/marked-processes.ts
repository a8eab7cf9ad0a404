/**
 * Finds everything that a program started, daemons and orphans included, by a mark in the environment
 * that they inherit from it: parents and process groups can be left, an inherited environment is kept
 * in /proc for as long as a process lives.
 */
import {randomUUID} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {setImmediate} from 'node:timers/promises';

const variable = 'ORCHESTRAI_TEST_MARK';

export type Mark = {
	/** To be laid over the program's environment. */
	env: Record<string, string>;
	/** Ids of the living processes that carry the mark; always empty where there is no /proc. */
	processes(): number[];
	/** Kills them, and what they may start meanwhile, until none is left. */
	end(): Promise<void>;
};

export function newMark(): Mark {
	const id = randomUUID();
	const entry = `${variable}=${id}`;
	const processes = () => everyProcess().filter(pid => environmentOf(pid).includes(entry));
	return {
		env: {[variable]: id},
		processes,
		async end() {
			for (let left = processes(); left.length > 0; left = processes()) {
				for (const pid of left) endProcess(pid);
				await setImmediate();
			}
		},
	};
}

/** Kills one process, if it still lives. */
export function endProcess(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

function everyProcess(): number[] {
	if (process.platform !== 'linux') return [];
	return readdirSync('/proc')
		.map(Number)
		.filter(pid => Number.isInteger(pid) && pid !== process.pid);
}

/** Empty for a process that ended, or is another user's. */
function environmentOf(pid: number): string[] {
	try {
		return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return [];
		throw error;
	}
}
