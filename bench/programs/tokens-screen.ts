/**
 * µs of CPU for each token of a long stream on the screen of the built app, in a pseudo-terminal of 160×48. The first
 * of two streams is for warming up. Linux only: it reads /proc.
 */
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {app, startInTerminal} from '../../test/helpers/app-in-terminal.ts';
import {createScreen} from '../../test/helpers/terminal-screen.ts';
import {longStream, tokens} from '../long-stream.ts';
import {pipelineOf} from '../ours.ts';
import {printFigure, printMissing} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {withModel} from '../with-model.ts';

const size = {columns: 160, rows: 48};
const nodes = [
	{name: 'warm_up', inputs: [], model: longStream},
	{name: 'answer', inputs: ['warm_up'], model: longStream},
];

async function measure(folder: string): Promise<void> {
	await writeFile(join(folder, 'pipeline.yml'), pipelineOf(nodes, 'enhancer'));
	await withModel(async ({url, said}) => {
		const args = ['run', '--no-preflight', '--review', 'none', '--base-url', url];
		const pty = startInTerminal([app, ...args], {folder, ...size});
		const screen = createScreen({...size, answer: data => pty.write(data), changed: () => {}});
		pty.onData(data => void screen.write(data));
		const gone = new Promise<never>((_, reject) => {
			pty.onExit(() => reject(new Error(`The app ended: ${screen.text()}`)));
		});
		gone.catch(() => {});
		try {
			await Promise.race([said('asked 2'), gone]);
			const before = cpuOf(pty.pid);
			await Promise.race([untilFinished(folder), gone]);
			printFigure(((cpuOf(pty.pid) - before) * 1e6) / tokens);
		} finally {
			pty.kill('SIGKILL');
			await gone.catch(() => {});
			screen.dispose();
		}
	});
}

/** Until the run is finished in its log. */
async function untilFinished(folder: string): Promise<void> {
	const runs = join(folder, 'runs');
	const run = readdirSync(runs).find(name => /^\d/.test(name))!;
	while (!readFileSync(join(runs, run, 'memory_log.json'), 'utf8').includes('"run-finished"'))
		await sleep(20);
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], {encoding: 'utf8'}));

/** Of the user's and the kernel's work for a process, in seconds. */
function cpuOf(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
	return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

if (existsSync('/proc/self/stat')) await withFolder(measure);
else printMissing('The CPU of the app is read from /proc, which this system has not.');
