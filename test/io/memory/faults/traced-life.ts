/** One life of a log, its system calls seen by strace, which has one of them fail or kills the process at it. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Ended, startLife} from './start-life.ts';

/** What can be done to a file; of each kind the n-th of a life is always the same. */
const calls =
	'openat,close,read,write,pwrite64,pread64,ftruncate,fsync,fdatasync,statx,newfstatat,getdents64,link,unlink,rename,copy_file_range,sendfile,ioctl,fchmod,mkdir';

/** One system call on a run's folder: the n-th of its kind in the life, from 1. */
export type Place = {call: string; nth: number; on: string};

export type Life = Ended & {
	/** The system calls on the folder, those that were made to fail included. */
	places: Place[];
	/** Where it failed or was killed. */
	struck: Place | null;
};

export type Tracing = {
	/** What is done in it are the places of the life. */
	folder: string;
	inject: string | null;
	/** The file for the trace. */
	trace: string;
	/** Which does it: files are mostly touched in a thread of their own. */
	thread: 'main' | 'worker';
};

/** `inject`: as strace takes it, such as `pwrite64:error=EIO:when=2`. */
export async function live(
	script: readonly string[],
	{folder, inject, trace, thread}: Tracing,
): Promise<Life> {
	const {pid, begin, ended} = await startLife(script);
	const tracer = spawn('strace', [
		...[
			'-y',
			'-s',
			'0',
			'-p',
			String(thread === 'main' ? pid : workerOf(pid)),
			'-o',
			trace,
			'-e',
			`trace=${calls}`,
		],
		...(inject === null ? [] : ['-e', `inject=${inject}`]),
	]);
	const traced = once(tracer, 'close');
	// It says that it is attached.
	await once(tracer.stderr, 'data');
	begin();
	const end = await ended;
	await traced;
	return {...end, ...readTrace(readFileSync(trace, 'utf8'), folder)};
}

/** The thread that works on files. */
function workerOf(pid: number): number {
	const tasks = `/proc/${pid}/task`;
	const worker = readdirSync(tasks).find(
		id => readFileSync(join(tasks, id, 'comm'), 'utf8').trim() === 'libuv-worker',
	);
	if (worker === undefined) throw new Error('The life has no thread for files.');
	return Number(worker);
}

function readTrace(text: string, folder: string): {places: Place[]; struck: Place | null} {
	const counts = new Map<string, number>();
	const places: Place[] = [];
	let struck: Place | null = null;
	let last: Place | null = null;
	for (const line of text.split('\n')) {
		if (line.startsWith('+++ killed by')) struck = last;
		const call = /^(\w+)\(/.exec(line)?.[1];
		if (call === undefined) continue;
		const nth = (counts.get(call) ?? 0) + 1;
		counts.set(call, nth);
		last = {call, nth, on: nameIn(line, folder)};
		if (line.includes('(INJECTED)')) struck = last;
		if (last.on !== '') places.push(last);
	}
	return {places, struck};
}

/** What of the folder a system call is about; empty when it is nothing of it. */
function nameIn(line: string, folder: string): string {
	const at = line.indexOf(folder);
	if (at < 0) return '';
	const name = /^\/?([^">]*)/.exec(line.slice(at + folder.length))![1]!;
	return (
		name
			.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '…')
			.replace(/damaged-.*(?=\.json)/, 'damaged')
			.replace('memory_log', 'log') || 'the folder'
	);
}
