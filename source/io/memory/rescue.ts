import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {besideLog} from './beside-log.ts';
import {LogFault} from './log-fault.ts';
import {logFileName, type MemoryLog} from './memory-log.ts';
import type {Redact} from './redact.ts';
import {makeRescueFolder} from './rescue-folder.ts';
import {writeWholeLog} from './write-whole-log.ts';

/**
 * After a fault: puts all that the run has made, which is in memory too, where it can still be written. Resolves with
 * the fault to tell, which names that place; never rejects. `path`: the log's own. `isTaken`: another program removed or
 * changed that, so its folder can be written.
 */
export async function rescueLog(
	data: MemoryLog,
	fault: unknown,
	{path, redact, isTaken}: {path: string; redact: Redact; isTaken: boolean},
): Promise<unknown> {
	if (!(fault instanceof LogFault)) return fault;
	const beside = besideLog(path, 'rescued', new Date(), 1);
	const copy = (isTaken ? await copyTo(beside, data, redact) : null) ?? (await copyElsewhere(data, redact));
	if (copy === null) return fault;
	const {length} = data.actions;
	const all = length === 1 ? 'The one action of the run is' : `All ${length} actions of the run are`;
	const {problem, ...rest} = fault.problem;
	return new LogFault({
		...rest,
		problem: `${problem} ${all} in ${copy}: put that in the log’s place before, and no answer that had come is asked for again.`,
	});
}

/** Its path, or null when it cannot be written. */
async function copyTo(path: string, data: MemoryLog, redact: Redact): Promise<string | null> {
	try {
		const {file} = await writeWholeLog(data, path, redact);
		await file.close();
		return path;
	} catch {
		return null;
	}
}

/** On a disk that is perhaps another. */
async function copyElsewhere(data: MemoryLog, redact: Redact): Promise<string | null> {
	const folder = makeRescueFolder();
	if (folder === null) return null;
	const copy = await copyTo(join(folder, logFileName), data, redact);
	if (copy === null) await rm(folder, {recursive: true, force: true}).catch(() => null);
	return copy;
}
