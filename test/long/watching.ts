/** What the long tests watch while the app is at work: how soon a key shows, and what memory it takes. */
import {setTimeout as sleep} from 'node:timers/promises';
import {onTestFinished} from 'vitest';
import type {Sought} from '../helpers/terminal-waiting.ts';
import {type WatchedApp, type WatchedRun, watchRun} from '../helpers/watched-app.ts';

export type Watch = {
	/** ms from each key to its frame. */
	keys: number[];
	/** MB at each look. */
	memory: number[];
};

/** Starts a run that ends with the test. */
export async function aWatchedRun(run: WatchedRun): Promise<WatchedApp> {
	const app = await watchRun(run);
	onTestFinished(() => app.close());
	return app;
}

const isHelp = (screen: string) => screen.includes('every key');

/** A long test may take so long, in ms, on a machine that has other things to do as well. */
export const patience_ms = 300_000;

/** Presses a key now and then, at any moment between two frames, until the screen shows `what`. */
export async function watchUntil(app: WatchedApp, what: Sought): Promise<Watch> {
	const watch: Watch = {keys: [], memory: []};
	let isOver = false;
	const end = app.until(what, {timeoutMs: patience_ms}).finally(() => {
		isOver = true;
	});
	while (!isOver) {
		await Promise.race([end, sleep(100 + Math.random() * 200)]);
		if (isOver) break;
		watch.keys.push(await app.press('?', isHelp));
		watch.keys.push(await app.press('?', screen => !isHelp(screen)));
		watch.memory.push(app.memory_MB());
	}
	await end;
	return watch;
}

/** Leaves a run that is over: from then on all of it is on the disk. */
export async function leave(app: WatchedApp): Promise<void> {
	app.send('q');
	await app.ended;
}

export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** For the report: what was measured, whatever was promised. */
export function tell(what: string, {keys, memory}: Watch, app: WatchedApp): void {
	const worst = keys.toSorted((a, b) => a - b)[Math.floor(keys.length * 0.95)]!;
	console.log(
		`${what}: key to screen ${Math.round(median(keys))} ms (95 %: ${Math.round(worst)} ms, ${keys.length} keys); memory ${Math.round(memory[0]!)} to ${Math.round(memory.at(-1)!)} MB, at most ${Math.round(app.peak_MB())} MB`,
	);
}
