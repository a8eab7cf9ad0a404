/** One sitting of the app in a process of its own, and when to kill it. */
import {spawn} from 'node:child_process';
import {type FSWatcher, watch} from 'node:fs';
import {program} from '../helpers/orchestrai.ts';
import {plainEnvironment} from '../helpers/plain-environment.ts';

/**
 * A moment of a run that a busy machine does not shift: after so many ticks (the run's folder is there, an action, a
 * piece of an answer), and so many ms.
 */
export type Moment = {ticks: number; ms: number};

export type Ended = {
	killed: boolean;
	code: number | null;
	stderr: string;
	/** When each tick came, ms since the first. */
	ticks: number[];
	/** How long it lived after the first, ms. */
	lasted_ms: number;
};

export type Sitting = {
	/** A piece of an answer is on its way. */
	tick(): void;
	ended: Promise<Ended>;
};

/** Starts it in `cwd`; its first tick is the first change in `watched`, and the moment null lets it live. */
export function sit(
	args: string[],
	{cwd, watched, moment}: {cwd: string; watched: string; moment: Moment | null},
): Sitting {
	const {command, args: argv, env} = program(args, {cwd});
	const child = spawn(command, argv, {cwd, env: plainEnvironment(env), stdio: ['ignore', 'pipe', 'pipe']});
	const ticks: number[] = [];
	let killed = false;
	let timer: NodeJS.Timeout | undefined;
	let stderr = '';

	const kill = () => {
		killed = child.kill('SIGKILL');
	};
	const tick = () => {
		ticks.push(performance.now());
		if (moment && ticks.length === moment.ticks) timer = setTimeout(kill, moment.ms);
	};
	const watcher: FSWatcher = watch(watched, () => {
		watcher.close();
		tick();
	});
	child.stdout.on('data', (piece: Buffer) => {
		for (const byte of piece) if (byte === 0x0a) tick();
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});

	const ended = new Promise<Ended>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', code => {
			clearTimeout(timer);
			watcher.close();
			const first = ticks[0] ?? 0;
			resolve({
				killed,
				code,
				stderr,
				ticks: ticks.map(at => at - first),
				lasted_ms: performance.now() - first,
			});
		});
	});
	return {tick, ended};
}
