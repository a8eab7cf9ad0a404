/**
 * `screen.ts ours|plain-defaults|plain-incremental keys|cpu|bytes`: what the screen costs while eight operations stream
 * 50 tokens a second each, and how soon it answers, in a pseudo-terminal of 160×48. The model is a process of its own.
 */
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {type WatchedApp, watchProgram, watchRun} from '../../test/helpers/watched-app.ts';
import {printFigure, printMissing} from '../print-figure.ts';
import {medianOf} from '../result.ts';

const presses = 32;
const down = '\x1b[B';
const up = '\x1b[A';

const pipeline = [
	'pipeline:',
	'  - {module: start_module, inputs: [], output_name: request}',
	...Array.from({length: 8}, (_, n) => `  - {module: enhancer, inputs: [request], output_name: part_${n}}`),
	'',
].join('\n');

const [who, what] = process.argv.slice(2) as [string, 'keys' | 'cpu' | 'bytes'];
if (process.platform === 'linux') await measure();
else printMissing('What a process uses is read from /proc, which only Linux has.');

async function measure(): Promise<void> {
	const app = await open();
	try {
		await app.asked(8);
		await selectMiddle(app);
		await sleep(2000);
		if (what === 'cpu') printFigure(await app.cpu(8000));
		if (what === 'bytes') {
			const during = 4000;
			const frames = await app.frames(during);
			const sum = frames.reduce((total, frame) => total + frame, 0);
			printFigure(sum / frames.length, {
				'frames a second': (frames.length * 1000) / during,
				'bytes a second': (sum * 1000) / during,
			});
		}
		if (what === 'keys') {
			const times = await timeKeys(app);
			const slow = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
			printFigure(medianOf(times)!, {'95 of 100, ms': slow});
		}
	} catch (error) {
		console.error(app.screen());
		throw error;
	} finally {
		await app.close();
	}
}

function open(): Promise<WatchedApp> {
	if (who === 'ours') return watchRun({pipeline, model: 'goes-on', review: 'none'});
	const program = join(import.meta.dirname, 'plain-view.ts');
	return watchProgram(async ({url}) => [program, url, who.replace('plain-', '')], {NODE_ENV: 'production'});
}

/** Away from the ends of a column, where a move can do nothing. */
async function selectMiddle(app: WatchedApp): Promise<void> {
	await app.until(screen => inspected(screen) !== null);
	for (let n = 0; n < 3; n++) {
		const before = inspected(app.screen());
		await app.press(down, screen => inspected(screen) !== before);
	}
}

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

/** The operation that the inspector is about: its frame says `name · module`. */
function inspected(screen: string): string | null {
	return /(\w+) · (?:enhancer|start_module)/.exec(screen)?.[1] ?? null;
}

function helpIsShown(screen: string): boolean {
	return screen.includes('esc close') || /every key/i.test(screen);
}
