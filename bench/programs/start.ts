/**
 * `start.ts node|version|help|home|run`: ms from starting it in a pseudo-terminal to its end, or to the first frame
 * with all that belongs there. The first start is not timed: it fills the compile cache, as an installed app's has.
 */

import {mkdir} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {app, startInTerminal} from '../../test/helpers/app-in-terminal.ts';
import {createScreen} from '../../test/helpers/terminal-screen.ts';
import {printFigure} from '../print-figure.ts';
import {medianOf} from '../result.ts';
import {withFolder} from '../temporary-folder.ts';

const size = {columns: 120, rows: 36};
/** Starts that are timed: the figure is their median. */
const timed = 7;

type Start = {
	args: string[];
	/** All of it has to be on the screen; null: it ends by itself. */
	shows: readonly RegExp[] | null;
};

await withFolder(async folder => {
	// Asks nothing of the processor while it is waited for.
	const model = createServer(() => {});
	await new Promise<void>(resolve => model.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
	const starts: Record<string, Start> = {
		node: {args: ['-e', '0'], shows: null},
		version: {args: [app, '--version'], shows: null},
		help: {args: [app, '--help'], shows: null},
		// The list, the preview with the graph of the first of them, and the keys.
		// The list, the preview of the first with its graph, and the keys.
		home: {args: [app], shows: [/^ OrchestrAI/, /engineering +From/, /runs 0/, /├─▶|─▶│/, /\? help/]},
		// The state line, the graph to its end, the inspector, and the keys.
		run: {
			args: [app, 'run', 'engineering', '--no-preflight', '--request', 'go', '--review', 'none'].concat([
				'--base-url',
				url,
				'--model',
				'test-model',
			]),
			shows: [/^ OrchestrAI +engineering/, /request +├/, /▶│ . readme/, /─ output|output +prompt/, /\? help/],
		},
	};
	const start = starts[process.argv[2]!]!;
	const times: Time[] = [];
	for (let n = 0; n <= timed; n++) {
		// Of its own, or the home screen would list the runs of those before.
		const own = join(folder, String(n));
		await mkdir(own);
		// Node writes what it compiled when it ends in order.
		const time = await startOnce(start, own, n === 0 ? 'SIGTERM' : 'SIGKILL');
		if (n > 0) times.push(time);
	}
	const painted = times.flatMap(({painted}) => (painted === null ? [] : [painted]));
	printFigure(
		medianOf(times.map(({whole}) => whole))!,
		painted.length > 0 ? {'anything at all, ms': medianOf(painted)!} : undefined,
	);
	model.closeAllConnections();
	model.close();
});

/** In ms: until the first frame of whatever kind, and until what was waited for. */
type Time = {painted: number | null; whole: number};

function startOnce({args, shows}: Start, folder: string, ending: NodeJS.Signals): Promise<Time> {
	const {promise, resolve, reject} = Promise.withResolvers<Time>();
	const from = performance.now();
	const pty = startInTerminal(args, {folder, ...size});
	let painted: number | null = null;
	let whole: number | null = null;
	const screen = createScreen({...size, answer: data => pty.write(data), changed: () => {}});
	pty.onData(data => {
		const at = performance.now() - from;
		// What is looked at is what a person sees: a frame that is still being written is not there yet.
		void screen.write(data).then(() => {
			if (whole !== null || shows === null || !screen.modes().alternateScreen) return;
			const text = screen.text();
			if (text !== '') painted ??= at;
			if (!shows.every(what => what.test(text))) return;
			whole = at;
			pty.kill(ending);
		});
	});
	const patience = setTimeout(() => {
		reject(new Error(`Not all of it was shown in 30 seconds:\n${screen.text()}`));
		pty.kill('SIGKILL');
	}, 30_000);
	pty.onExit(() => {
		const at = performance.now() - from;
		clearTimeout(patience);
		if (shows === null) resolve({painted, whole: at});
		else if (whole !== null) resolve({painted, whole});
		else reject(new Error(`It ended before it had shown all:\n${screen.text()}`));
		screen.dispose();
	});
	return promise;
}
