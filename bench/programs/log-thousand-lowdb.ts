/** `log-thousand-lowdb.ts BYTES`: the same in lowdb's own JSON file, each written, and as it does it, never flushed. */
import {join} from 'node:path';
import {JSONFilePreset} from 'lowdb/node';
import type {RunEvent} from '../../source/core/events.ts';
import {printFigure} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {thousand} from './actions.ts';

await withFolder(async folder => {
	const actions = thousand(Number(process.argv[2]));
	await keep(join(folder, 'untimed.json'), actions.slice(0, 100));
	printFigure(await keep(join(folder, 'timed.json'), actions));
});

/** Ms that it took. */
async function keep(path: string, actions: readonly RunEvent[]): Promise<number> {
	const db = await JSONFilePreset<{actions: RunEvent[]}>(path, {actions: []});
	const before = performance.now();
	for (const one of actions) {
		db.data.actions.push(one);
		await db.write();
	}
	return performance.now() - before;
}
