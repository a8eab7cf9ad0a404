/**
 * `open-log.ts replay|parse LOG`: opens a log in a process of its own, and prints how long that took (ms) and by how
 * much the most memory that it ever held grew (bytes). What `replay` opens has been played to its first moment.
 */
import {readFile} from 'node:fs/promises';
import {createPlayback} from '../../source/core/playback/playback.ts';
import {isLogProblem} from '../../source/io/memory/log-problem.ts';
import {openRecording} from '../../source/io/memory/open-recording.ts';

const [how, path] = process.argv.slice(2) as ['replay' | 'parse', string];

async function open(): Promise<number> {
	if (how === 'parse') {
		const {actions} = JSON.parse(await readFile(path, 'utf8')) as {actions: unknown[]};
		return actions.length;
	}

	const opened = await openRecording(path);
	if (isLogProblem(opened)) throw new Error(opened.problem);
	return createPlayback(opened.recording, {now: Date.now}).moment().count;
}

/** In kB, on every system. */
const peak = () => process.resourceUsage().maxRSS * 1024;
const before = {ms: performance.now(), bytes: peak()};
const actions = await open();
console.log(JSON.stringify({actions, ms: performance.now() - before.ms, bytes: peak() - before.bytes}));
process.exit(0);
