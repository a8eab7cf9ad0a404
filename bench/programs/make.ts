/**
 * `make.ts FOLDER log BYTES`: a log of 100 MB, in texts of so many bytes. `make.ts FOLDER actions COUNT`: a log of so
 * many actions. `make.ts FOLDER runs COUNT`: so many runs, each about as long as the recording of the engineering
 * pipeline.
 */
import {copyFile, mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {writeLog} from './actions.ts';

const [folder, what, count] = process.argv.slice(2) as [string, string, string];
const number = Number(count);
if (what === 'log') await writeLog(folder, {size: number, until: ({bytes}) => bytes >= 100 * 1024 * 1024});
if (what === 'actions') await writeLog(folder, {size: 2000, until: ({actions}) => actions >= number});
if (what === 'runs') await writeRuns(number);

async function writeRuns(count: number): Promise<void> {
	const first = join(folder, nameOf(0));
	await mkdir(first);
	const log = await writeLog(first, {size: 8000, until: ({bytes}) => bytes >= 350_000});
	for (let run = 1; run < count; run++) {
		const path = join(folder, nameOf(run));
		await mkdir(path);
		await copyFile(log, join(path, 'memory_log.json'));
	}
}

function nameOf(run: number): string {
	const time = new Date(Date.UTC(2026, 10, 1) + run * 60_000).toISOString().slice(0, 19);
	return `${time.replace('T', '_').replaceAll(':', '-')}_bench`;
}
