/** What a life may find when it begins. */
import {readFileSync, truncateSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import {openLog} from '../../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../../source/io/memory/log-problem.ts';
import {eventOf} from './event-of.ts';

export type Beginning = {
	name: string;
	/** `npm test` tries it too. */
	typical?: true;
	prepare(folder: string): Promise<void>;
};

async function writeThree(folder: string): Promise<string> {
	const log = await openLog(folder);
	if (isLogProblem(log)) throw new Error(log.problem);
	for (let number = 0; number < 3; number++) log.append(eventOf(number));
	await log.close();
	return log.path;
}

/** No process has this id: it is above the most that Linux gives. */
const deadLock = `${JSON.stringify({pid: 2 ** 22 + 1, started: null, host: hostname(), since: 'long ago', token: 'x'})}\n`;

export const beginnings: readonly Beginning[] = [
	{name: 'a new log', typical: true, prepare: async () => {}},
	{
		name: 'a log of 3 actions',
		async prepare(folder) {
			await writeThree(folder);
		},
	},
	{
		name: 'the lock of a dead process',
		async prepare(folder) {
			await writeThree(folder);
			writeFileSync(join(folder, 'lock'), deadLock);
		},
	},
	{
		name: 'a torn end',
		typical: true,
		async prepare(folder) {
			const path = await writeThree(folder);
			truncateSync(path, readFileSync(path).length - 100);
		},
	},
	{
		name: 'a damaged header',
		async prepare(folder) {
			const path = await writeThree(folder);
			writeFileSync(path, readFileSync(path, 'utf8').replace('"run_id"', '"run\u0000id"'));
		},
	},
];
