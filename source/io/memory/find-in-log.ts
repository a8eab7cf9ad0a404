import type {RunEvent} from '../../core/events.ts';
import {findInRun, type Hit} from '../../core/find/find-in-run.ts';
import type {Needle} from '../../core/find/needle.ts';
import {decodeUtf8} from '../utf8.ts';
import {judgeAction} from './action-shape.ts';
import {isLogProblem, type LogProblem} from './log-problem.ts';
import {opening} from './memory-log.ts';
import {parseLine} from './parse-line.ts';
import {openToRead, readLog} from './reader.ts';
import {scanLines} from './scan-lines.ts';

const headerEnd = Buffer.from(opening);

/**
 * Hands over what a log holds of what is looked for. Lines without it are not parsed, and one line is held at a time.
 * What cannot be read of a damaged log is passed over.
 */
export async function findInLog(
	path: string,
	needle: Needle,
	onHit: (hit: Hit) => void,
): Promise<LogProblem | null> {
	const search = findInRun(needle, onHit);
	const file = await openToRead(path);
	if (isLogProblem(file)) return file;
	try {
		let number = 0;
		for await (const {bytes} of scanLines(file, 0)) {
			number++;
			if (number === 1 && !bytes.subarray(-headerEnd.length).equals(headerEnd)) {
				// Laid out by another program, or no log at all.
				const log = await readLog(path);
				if (isLogProblem(log)) return log;
				for (const action of log.actions) search.take(action);
				break;
			}

			if (!needle.mayBeIn(bytes.toString('latin1'))) continue;
			const text = decodeUtf8(bytes);
			const parsed = text === null ? null : parseLine(text);
			if (parsed && judgeAction(parsed.value) === null) search.take(parsed.value as RunEvent);
		}

		search.end();
		return null;
	} finally {
		await file.close();
	}
}
