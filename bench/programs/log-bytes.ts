/** Bytes that are handed to the system for each byte of the log, over 1000 actions, each awaited on the disk. */
import {readFile, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {printFigure, printMissing} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {thousand} from './actions.ts';
import {beginLog} from './begin-log.ts';

const before = await handedOver();
if (before === null) printMissing('This system does not tell how much a process has written.');
else
	await withFolder(async folder => {
		const log = await beginLog(join(folder, 'log'));
		for (const one of thousand(Number(process.argv[2]))) {
			log.append(one);
			await log.flushed();
		}
		await log.close();
		const written = (await handedOver())! - before;
		const {size} = await stat(log.path);
		printFigure(written / size, {'written, bytes': written, 'log, bytes': size});
	});

/** Bytes that this process has handed to the system; null where it does not tell. */
async function handedOver(): Promise<number | null> {
	const counts = await readFile('/proc/self/io', 'utf8').catch(() => '');
	const written = /wchar: (\d+)/.exec(counts)?.[1];
	return written === undefined ? null : Number(written);
}
