/** `log-thousand.ts BYTES`: 1000 actions with texts of so many bytes, each awaited on the disk, ms. */
import {join} from 'node:path';
import type {RunEvent} from '../../source/core/events.ts';
import {printFigure} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {thousand} from './actions.ts';
import {beginLog} from './begin-log.ts';

await withFolder(async folder => {
	const actions = thousand(Number(process.argv[2]));
	await keep(join(folder, 'untimed'), actions.slice(0, 100));
	printFigure(await keep(join(folder, 'timed'), actions));
});

/** Ms that it took. */
async function keep(path: string, actions: readonly RunEvent[]): Promise<number> {
	const log = await beginLog(path);
	const before = performance.now();
	for (const one of actions) {
		log.append(one);
		await log.flushed();
	}
	const ms = performance.now() - before;
	await log.close();
	return ms;
}
