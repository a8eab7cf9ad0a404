import {dirname, join} from 'node:path';

/**
 * The files that a log's writer puts beside it: `damaged` as a log was found that had to be cut back, `rescued` what a
 * run had made when its own log was taken from it.
 */
export function besideLog(log: string, what: 'damaged' | 'rescued', now: Date, number: number): string {
	const time = now.toISOString().replaceAll(':', '-');
	return join(dirname(log), `memory_log.${what}-${time}${number === 1 ? '' : `-${number}`}.json`);
}
