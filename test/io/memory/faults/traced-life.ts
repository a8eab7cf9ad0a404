/** One life of a log, its system calls seen by strace, which has one of them fail or kills the process at it. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Ended, startLife} from './start-life.ts';

/** What can be done to a file; of each kind the n-th of a life is always the same. */
const calls =
	'openat,close,read,write,pwrite64,pread64,ftruncate,fsync,fdatasync,statx,newfstatat,getdents64,link,unlink,rename,copy_file_range,sendfile,ioctl,fchmod,mkdir';

/** What is short is done in the main thread, what may take long in the one for files. */
const threads = ['main', 'worker'] as const;

/** One system call on a run's folder: the n-th of its kind that the thread makes in the life, from 1. */
export type Place = {call: string; nth: number; on: string; thread: (typeof threads)[number]};

/** As strace takes it, such as `pwrite64:error=EIO:when=2`. */
export type Injection = {thread: Place['thread']; words: string};

export type Life = Ended & {
	/** The system calls on the folder, those that were made to fail included. */
	places: Place[];
	/** Where it failed or was killed. */
	struck: Place | null;
};

export type Tracing = {
	/** What is done in it are the places of the life. */
	folder: string;
	inject: Injection | null;
	/** The folder for the traces. */
	traces: string;
};

export async function live(script: readonly string[], {folder, inject, traces}: Tracing): Promise<Life> {
	const {pid, begin, ended} = await startLife(script);
	const ids = {main: pid, worker: workerOf(pid)};
	const traced = await Promise.all(
		threads.map(async thread => {
			const words = inject?.thread === thread ? ['-e', `inject=${inject.words}`] : [];
			const trace = join(traces, thread);
			const args = [
				'-ttt',
				'-y',
				'-s',
				'0',
				'-p',
				`${ids[thread]}`,
				'-o',
				trace,
				'-e',
				`trace=${calls}`,
				...words,
			];
			const tracer = spawn('strace', args);
			const closed = once(tracer, 'close');
			// It says that it is attached.
			await once(tracer.stderr, 'data');
			return {thread, trace, closed};
		}),
	);
	begin();
	const end = await ended;
	await Promise.all(traced.map(({closed}) => closed));
	const read = traced.map(({thread, trace}) => readTrace(readFileSync(trace, 'utf8'), {folder, thread}));
	const places = read
		.flatMap(({timed}) => timed)
		.sort((one, other) => one.at - other.at)
		.map(({place}) => place);
	return {...end, places, struck: read[threads.indexOf(inject?.thread ?? 'main')]!.struck};
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

type Trace = {
	/** `at`: seconds. */
	timed: {at: number; place: Place}[];
	struck: Place | null;
};

function readTrace(text: string, {folder, thread}: {folder: string; thread: Place['thread']}): Trace {
	const counts = new Map<string, number>();
	const timed: Trace['timed'] = [];
	let struck: Place | null = null;
	let last: Place | null = null;
	for (const line of text.split('\n')) {
		if (line.includes('+++ killed by')) struck = last;
		const [, at, call] = /^(\S+) (\w+)\(/.exec(line) ?? [];
		if (at === undefined || call === undefined) continue;
		const nth = (counts.get(call) ?? 0) + 1;
		counts.set(call, nth);
		last = {call, nth, on: nameIn(line, folder), thread};
		if (line.includes('(INJECTED)')) struck = last;
		if (last.on !== '') timed.push({at: Number(at), place: last});
	}
	return {timed, struck};
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
