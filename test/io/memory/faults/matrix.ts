/** Which faults are tried at which system calls, and how what came of them is printed. */
import type {Injection, Place} from './traced-life.ts';

/** As the system calls them; `killed` is no fault of the disk. */
export type Fault =
	| 'EIO'
	| 'ENOSPC'
	| 'EDQUOT'
	| 'EROFS'
	| 'EACCES'
	| 'EINTR'
	| 'EIO from then on'
	| 'killed';

const faults: readonly Fault[] = [
	'EIO',
	'EIO from then on',
	'ENOSPC',
	'EDQUOT',
	'EROFS',
	'EACCES',
	'EINTR',
	'killed',
];

const writing = [
	'openat',
	'write',
	'pwrite64',
	'fdatasync',
	'fsync',
	'ftruncate',
	'copy_file_range',
	'close',
];
const naming = ['link', 'unlink', 'rename'];
export const changing: ReadonlySet<string> = new Set([...writing, ...naming]);

/** What a file system can say there. */
const saidBy: Record<Fault, (call: string) => boolean> = {
	EIO: () => true,
	// All of a thread's plain writes would fail, those that wake the other threads among them.
	'EIO from then on': call => changing.has(call) && call !== 'write',
	ENOSPC: call => writing.includes(call) || call === 'link' || call === 'rename',
	EDQUOT: call => writing.includes(call) || call === 'link' || call === 'rename',
	EROFS: call => ['openat', 'write', 'pwrite64', 'fdatasync', 'ftruncate', ...naming].includes(call),
	EACCES: call => ['openat', 'statx', ...naming].includes(call),
	EINTR: call => ['openat', 'read', 'pread64', 'write', 'pwrite64', 'fdatasync'].includes(call),
	killed: () => true,
};

export function faultsAt({call}: Place): Fault[] {
	return faults.filter(fault => saidBy[fault](call));
}

export function injectionOf(fault: Fault, {call, nth, thread}: Place): Injection {
	if (fault === 'killed') return {thread, words: `${call}:signal=KILL:when=${nth}`};
	const [error] = fault.split(' ');
	return {thread, words: `${call}:error=${error}:when=${nth}${fault === 'EIO from then on' ? '+' : ''}`};
}

export type Cell = {
	beginning: string;
	place: Place;
	fault: Fault;
	ended: string;
	/** Of how many acknowledged actions how many were kept; empty where nothing is counted. */
	counts: string;
};

/** A row for each place, a column for each fault: how it ended, and of how many acknowledged how many were kept. */
export function printMatrix(cells: readonly Cell[]): string {
	const columns = faults.filter(fault => cells.some(cell => cell.fault === fault));
	const rows = new Map<string, string[]>();
	for (const {beginning, place, fault, ended, counts} of cells) {
		const name = `${beginning}: ${place.call} ${place.nth} of ${place.on}${place.thread === 'main' ? ' at once' : ''}`;
		const row = rows.get(name) ?? columns.map(() => '');
		row[columns.indexOf(fault)] = `${ended} ${counts}`;
		rows.set(name, row);
	}

	const width = Math.max(...[...rows.keys()].map(name => name.length));
	const line = (name: string, words: readonly string[]) =>
		[name.padEnd(width), ...words.map(word => word.padEnd(16))].join('  ').trimEnd();
	return [line('', columns), ...[...rows].map(([name, row]) => line(name, row))].join('\n');
}
