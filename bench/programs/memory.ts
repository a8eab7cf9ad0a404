/**
 * `memory.ts home|run|replay`: MB that the app holds once it has shown what it was asked for and has come to rest, in a
 * pseudo-terminal; and the most that it ever held. `run`: 100 operations, whose answers have 2 kB each. `replay`: a
 * recording of 10,000 actions, to its end. `home`: 100 runs lie in the folder.
 */
import {symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {app} from '../../test/helpers/app-in-terminal.ts';
import {type WatchedApp, watchProgram, watchRun} from '../../test/helpers/watched-app.ts';
import {printFigure, printMissing} from '../print-figure.ts';
import {drawnGraph} from './drawn-graph.ts';
import {made} from './made.ts';

/** Longer than what follows a start and a run: the heap is looked through, and what can go goes. */
const rest_ms = 5000;

type Case = {open(): Promise<WatchedApp>; reach(watched: WatchedApp): Promise<unknown>};

const cases: Record<string, Case> = {
	home: {
		open: () =>
			watchProgram(async ({folder}) => {
				await symlink(made('runs', '100'), join(folder, 'runs'));
				return [app];
			}),
		reach: watched => watched.until('runs 100'),
	},
	run: {
		open() {
			const operations = drawnGraph(100).map(
				({output_name, module, inputs}) =>
					`  - {module: ${module}, inputs: [${inputs.join(', ')}], output_name: ${output_name}}`,
			);
			const pipeline = ['pipeline:', ...operations, ''].join('\n');
			return watchRun({pipeline, model: 'page', review: 'none'});
		},
		reach: watched => watched.until('✓ 100/100', {timeoutMs: 120_000}),
	},
	replay: {
		open: () => watchProgram(async () => [app, 'replay', join(made('actions', '10000'), 'memory_log.json')]),
		async reach(watched) {
			await watched.until('REPLAY');
			await watched.press('$', '10000/10000');
		},
	},
};

if (process.platform === 'linux') await measure(cases[process.argv[2]!]!);
else printMissing('What a process holds is read from /proc, which only Linux has.');

async function measure({open, reach}: Case): Promise<void> {
	const watched = await open();
	try {
		await reach(watched);
		await sleep(rest_ms);
		printFigure(watched.memory_MB(), {'the most ever, MB': watched.peak_MB()});
	} catch (error) {
		console.error(watched.screen());
		throw error;
	} finally {
		await watched.close();
	}
}
