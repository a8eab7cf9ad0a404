/**
 * What the screen costs, and how soon it answers: `npm run bench:screen [rounds]`. Each round starts the built app
 * anew in a pseudo-terminal of 160×48, on a model in a process of its own. Linux only: it reads /proc.
 */
import {availableParallelism, loadavg} from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import {type WatchedApp, watchRun} from '../test/helpers/watched-app.ts';

const rounds = Number(process.argv[2] ?? 5);
const window_ms = 10_000;
const presses = 40;

type Operation = [name: string, inputs: string[]];

function writePipeline(operations: Operation[]): string {
	const lines = operations.map(
		([name, inputs]) => `  - {module: enhancer, inputs: [${inputs.join(', ')}], output_name: ${name}}`,
	);
	return ['pipeline:', '  - {module: start_module, inputs: [], output_name: request}', ...lines, ''].join(
		'\n',
	);
}

/** Layers of `width`; each operation after the first layer reads two of the layer before. */
function layered(count: number, width: number): string {
	const name = (n: number) => `part_${n}`;
	return writePipeline(
		Array.from({length: count - 1}, (_, n): Operation => {
			if (n < width) return [name(n), ['request']];
			const before = n - (n % width) - width;
			return [name(n), [name(before + (n % width)), name(before + ((n + 1) % width))]];
		}),
	);
}

const eightAtOnce = writePipeline(Array.from({length: 8}, (_, n): Operation => [`part_${n}`, ['request']]));
const oneAtOnce = writePipeline(
	Array.from({length: 19}, (_, n): Operation => [`part_${n}`, [n === 0 ? 'request' : `part_${n - 1}`]]),
);

/** The operation that the inspector is about: its frame says `name · module`. */
function inspected(screen: string): string | null {
	return /(\w+) · (?:enhancer|start_module)/.exec(screen)?.[1] ?? null;
}

const down = '\x1b[B';
const up = '\x1b[A';
const helpIsShown = (screen: string) => screen.includes('esc close') || /every key/i.test(screen);

/** Ms for each press: moves of the selection, the help and back, at moments that fall anywhere between two frames. */
async function timeKeys(app: WatchedApp): Promise<number[]> {
	const times: number[] = [];
	for (let n = 0; n < presses; n++) {
		await sleep(60 + Math.random() * 140);
		const before = inspected(app.screen());
		times.push(await app.press(n % 2 === 0 ? up : down, screen => inspected(screen) !== before));
		if (n % 4 !== 3) continue;
		times.push(await app.press('?', helpIsShown));
		await sleep(60 + Math.random() * 140);
		times.push(await app.press('?', screen => !helpIsShown(screen)));
	}
	return times;
}

/** Away from the ends of a column, where a move can do nothing. */
async function selectMiddle(app: WatchedApp): Promise<void> {
	await app.until(screen => inspected(screen) !== null);
	for (let n = 0; n < 3; n++) {
		const before = inspected(app.screen());
		await app.press(down, screen => inspected(screen) !== before);
	}
}

async function measure<T>(
	run: Parameters<typeof watchRun>[0],
	look: (app: WatchedApp) => Promise<T>,
): Promise<T> {
	const app = await watchRun(run);
	try {
		return await look(app);
	} catch (error) {
		console.error(app.screen());
		throw error;
	} finally {
		await app.close();
	}
}

const figures = new Map<string, {unit: string; goal: string; values: number[]}>();

function note(name: string, unit: string, goal: string, ...values: number[]): void {
	const known = figures.get(name) ?? {unit, goal, values: []};
	known.values.push(...values);
	figures.set(name, known);
}

function quantile(values: number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function streamEight(): Promise<void> {
	await measure({pipeline: eightAtOnce, model: 'streams', review: 'none'}, async app => {
		await app.asked(8);
		await selectMiddle(app);
		// The text fills its pane first: from then on each line moves all others.
		await sleep(4000);
		note('eight stream: CPU', '%', '< 20', await app.cpu(window_ms));
		note('eight stream: bytes a second', 'kB', '', sum(await app.frames(3000)) / 3 / 1024);
		const times = await timeKeys(app);
		note('eight stream: key to screen, median', 'ms', '≤ 50', quantile(times, 0.5));
		note('eight stream: key to screen, 95 %', 'ms', '', quantile(times, 0.95));
		note('eight stream: memory', 'MB', '', app.memory_MB());
	});
}

async function changeOne(): Promise<void> {
	await measure({pipeline: oneAtOnce, model: 'streams', review: 'none'}, async app => {
		await app.asked(1);
		await app.until(screen => inspected(screen) === 'part_0');
		await app.press(up, screen => inspected(screen) === 'request');
		const frames = await app.frames(5000);
		note('one node changes: bytes of a frame, median', 'B', '≤ 2048', quantile(frames, 0.5));
		note('one node changes: bytes of a frame, most', 'B', '≤ 2048', Math.max(...frames));
	});
}

async function waitForPerson(): Promise<void> {
	await measure({pipeline: eightAtOnce, model: 'answers', review: 'all'}, async app => {
		await app.asked(8);
		await app.until('8 for you');
		// For a quarter of a minute after work V8 tidies its heap, at 2 % of a core.
		await sleep(20_000);
		note('waiting for a person: CPU', '%', '< 1', await app.cpu(window_ms));
	});
}

async function openBig(count: number, width: number, goal: string): Promise<void> {
	await measure({pipeline: layered(count, width), model: 'streams', review: 'none'}, async app => {
		await app.until(screen => /╭─ graph.*part_\d/s.test(screen));
		const shownAt = performance.now();
		note(`${count} nodes: first frame to graph`, 'ms', goal, shownAt - app.firstFrame());
		note(`${count} nodes: start to graph`, 'ms', '', shownAt - app.startedAt);
		await app.asked(8);
		await selectMiddle(app);
		await sleep(2000);
		note(`${count} nodes, eight stream: CPU`, '%', '', await app.cpu(window_ms));
		const times = await timeKeys(app);
		note(`${count} nodes, eight stream: key to screen, median`, 'ms', '', quantile(times, 0.5));
		note(`${count} nodes, eight stream: key to screen, 95 %`, 'ms', '', quantile(times, 0.95));
		note(`${count} nodes: memory`, 'MB', '', app.memory_MB());
	});
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

for (let round = 0; round < rounds; round++) {
	note('load of the machine before a round', `of ${availableParallelism()}`, '', loadavg()[0]!);
	await streamEight();
	await changeOne();
	await waitForPerson();
	await openBig(100, 10, '< 300');
	await openBig(1000, 25, 'usable');
}

for (const [name, {unit, goal, values}] of figures) {
	const shown = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
	const spread = `${shown(Math.min(...values))} to ${shown(Math.max(...values))} in ${values.length} rounds`;
	console.log(`${name}: median ${shown(quantile(values, 0.5))}, ${spread}${goal && ` (goal: ${goal})`}`);
}
