/**
 * How much longer an action takes from the 10,000th on than from the 10th on, each awaited on the disk. The two logs
 * take turns, so that whatever else this machine does weighs on both.
 */
import {join} from 'node:path';
import type {OpenLog} from '../../source/io/memory/log.ts';
import {printFigure} from '../print-figure.ts';
import {medianOf} from '../result.ts';
import {withFolder} from '../temporary-folder.ts';
import {action} from './actions.ts';
import {beginLog} from './begin-log.ts';

/** Bytes of a text in an action. */
const size = 2000;
/** Actions that are timed on either side: one alone says little. */
const timed = 200;
const untimed = 20;

await withFolder(async folder => {
	const [short, long] = [await beginLog(join(folder, 'short')), await beginLog(join(folder, 'long'))];
	for (let number = 1; number < 10_000; number++) {
		long.append(action(number, size));
		if (number % 100 === 0) await long.flushed();
	}
	for (let number = 1; number < 10; number++) short.append(action(number, size));
	await Promise.all([short.flushed(), long.flushed()]);

	const times = {short: [] as number[], long: [] as number[]};
	for (let number = 0; number < untimed + timed; number++) {
		const one = await timeAppend(short, number);
		const other = await timeAppend(long, number);
		if (number < untimed) continue;
		times.short.push(one);
		times.long.push(other);
	}
	await Promise.all([short.close(), long.close()]);
	const middle = {short: medianOf(times.short)!, long: medianOf(times.long)!};
	printFigure(middle.long / middle.short, {
		'10th action, ms': middle.short,
		'10,000th action, ms': middle.long,
	});
});

async function timeAppend(log: OpenLog, number: number): Promise<number> {
	const one = action(number, size);
	const before = performance.now();
	log.append(one);
	await log.flushed();
	return performance.now() - before;
}
