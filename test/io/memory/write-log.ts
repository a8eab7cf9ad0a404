/**
 * A process that writes a log: `write-log.ts FOLDER SIZE`. For each byte on stdin it appends an action of SIZE
 * characters and says its number on stdout once it is flushed. `free` as a third argument: it needs no bytes.
 */
import {writeSync} from 'node:fs';
import {openLog} from '../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../source/io/memory/log-problem.ts';
import {answered, started} from './example-events.ts';

const [folder, size, free] = process.argv.slice(2) as [string, string, string?];
const log = await openLog(folder);
if (isLogProblem(log)) throw new Error(log.problem);
let number = log.history.length;

async function append(): Promise<void> {
	if (isLogProblem(log)) return;
	log.append(number === 0 ? started : answered(number, Number(size)));
	number++;
	await log.flushed();
	writeSync(1, `${number}\n`);
}

if (free) {
	for (;;) await append();
} else {
	for await (const chunk of process.stdin) {
		for (let byte = 0; byte < chunk.length; byte++) await append();
	}
	await log.close();
}
