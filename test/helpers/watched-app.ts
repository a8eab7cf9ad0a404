/** The built app in a pseudo-terminal, watched from outside: what it shows, writes and uses. */
import {execFileSync, fork} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout as sleep} from 'node:timers/promises';
import {app, startInTerminal} from './app-in-terminal.ts';
import {createScreen} from './terminal-screen.ts';
import {createWaiting, type Sought} from './terminal-waiting.ts';

const size = {columns: 160, rows: 48};
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], {encoding: 'utf8'}));

export type WatchedApp = {
	screen(): string;
	until(what: Sought, options?: {timeoutMs?: number}): Promise<string>;
	/** Ms from pressing the keys until the screen shows what they do. */
	press(keys: string, shows: Sought): Promise<number>;
	send(keys: string): void;
	/** Settles once so many calls have been made. */
	asked(calls: number): Promise<void>;
	/** Per cent of one core that the app uses in the next ms. */
	cpu(during: number): Promise<number>;
	/** Bytes of each frame that is written in the next ms. */
	frames(during: number): Promise<number[]>;
	/** On the clock of `performance.now`, ms. */
	startedAt: number;
	/** When the first frame was whole. */
	firstFrame(): number;
	/** What it takes of memory now. */
	memory_MB(): number;
	/** The most that it ever took. */
	peak_MB(): number;
	/** Settles once the app has ended, as on `q`. */
	ended: Promise<void>;
	/** The run's folder. */
	run(): string;
	close(): Promise<void>;
};

export type WatchedRun = {
	pipeline: string;
	/** What `watched-model.ts` does. */
	model: string;
	review: 'all' | 'none';
	/** Flags besides. */
	args?: string[];
};

/** Starts a run of the pipeline on a model of its own. */
export function watchRun({pipeline, model, review, args: flags = []}: WatchedRun): Promise<WatchedApp> {
	return watchProgram(async ({url, folder}) => {
		await writeFile(join(folder, 'pipeline.yml'), pipeline);
		const answered = ['--base-url', url, '--model', model];
		return [app, 'run', '--no-preflight', '--request', 'go', '--review', review, ...answered, ...flags];
	});
}

/**
 * Starts a program of Node's beside a model of its own, in a folder of its own. `prepare` fills the folder and returns
 * the arguments of Node; `env` is laid over a plain environment.
 */
export async function watchProgram(
	prepare: (around: {url: string; folder: string}) => Promise<string[]>,
	env: Record<string, string> = {},
): Promise<WatchedApp> {
	const folder = await mkdtemp(join(tmpdir(), 'orchestrai-bench-'));
	const server = fork(join(import.meta.dirname, 'watched-model.ts'), {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	const lines = createInterface({input: server.stdout!});
	const [url] = (await once(lines, 'line')) as [string];
	let calls = 0;
	lines.on('line', () => {
		calls++;
		waiting.look();
	});

	let first = 0;
	let frame: string | null = null;
	let frameSizes: number[] = [];
	const screen = createScreen({
		...size,
		answer: data => pty.write(data),
		changed: () => {
			if (first === 0 && screen.modes().alternateScreen && screen.text() !== '') first = performance.now();
			waiting.look();
		},
	});
	const waiting = createWaiting(screen.text, () => [size.columns, size.rows]);
	const args = await prepare({url, folder});
	const startedAt = performance.now();
	const pty = startInTerminal(args, {folder, ...size, env});
	pty.onData(data => {
		void screen.write(data);
		// A frame is what stands between the marks of a synchronized update.
		for (const piece of data.split(/(?<=\x1b\[\?2026[hl])/)) {
			if (frame === null) {
				if (piece.endsWith('\x1b[?2026h')) frame = '';
				continue;
			}
			frame += piece;
			if (!piece.endsWith('\x1b[?2026l')) continue;
			frameSizes.push(Buffer.byteLength(frame));
			frame = null;
		}
	});
	const ended = new Promise<void>(resolve => {
		pty.onExit(() => {
			waiting.close('the app ended');
			resolve();
		});
	});

	/** Of the user's and the kernel's work for the app, in seconds. */
	function used(): number {
		const fields = readFileSync(`/proc/${pty.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
		return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
	}

	function memory(what: 'VmRSS' | 'VmHWM'): number {
		const found = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pty.pid}/status`, 'utf8'));
		return Number(found![1]) / 1024;
	}

	const until = (what: Sought, {timeoutMs = 60_000} = {}) => waiting.until(what, {timeoutMs});
	return {
		screen: screen.text,
		until,
		async press(keys, shows) {
			const from = performance.now();
			const shown = until(shows);
			pty.write(keys);
			await shown;
			return performance.now() - from;
		},
		send: keys => pty.write(keys),
		async asked(wanted) {
			await until(() => calls >= wanted);
		},
		async cpu(during) {
			const before = used();
			const from = performance.now();
			await sleep(during);
			return ((used() - before) * 100_000) / (performance.now() - from);
		},
		async frames(during) {
			frameSizes = [];
			await sleep(during);
			return frameSizes;
		},
		startedAt,
		firstFrame: () => first,
		memory_MB: () => memory('VmRSS'),
		ended,
		peak_MB: () => memory('VmHWM'),
		run: () => join(folder, 'runs', readdirSync(join(folder, 'runs')).find(name => /^\d/.test(name))!),
		async close() {
			pty.kill('SIGKILL');
			await ended;
			server.kill();
			screen.dispose();
			await rm(folder, {recursive: true, force: true});
		},
	};
}
