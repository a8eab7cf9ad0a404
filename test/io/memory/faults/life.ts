/**
 * The life of a log in a process of its own: `life.ts FOLDER ACTIONS`. On the first byte on stdin it opens the log,
 * says on stdout how many actions it found, appends as many more, saying after each how many are flushed, closes the
 * log and says `closed`. What goes wrong it tells as the app does: in a sentence on stderr, and with 1.
 */
import {once} from 'node:events';
import {writeSync} from 'node:fs';
import {stat} from 'node:fs/promises';
import {isLogError} from '../../../../source/core/log-error.ts';
import {openLog} from '../../../../source/io/memory/log.ts';
import {isLogProblem} from '../../../../source/io/memory/log-problem.ts';
import {eventOf} from './event-of.ts';

const [folder, actions] = process.argv.slice(2) as [string, string];
const say = (word: string | number) => writeSync(1, `${word}\n`);

// Much is done to files in another thread, which begins with the first of them.
await stat('/');
say('ready');
await once(process.stdin, 'data');

const log = await openLog(folder);
if (isLogProblem(log)) {
	console.error(log.problem);
	process.exit(1);
}

try {
	let number = log.history.length;
	say(number);
	for (const last = number + Number(actions); number < last; number++) {
		log.append(eventOf(number));
		await log.flushed();
		say(number + 1);
	}

	await log.close();
	say('closed');
	process.exit(0);
} catch (error) {
	if (!isLogError(error)) throw error;
	console.error(error.message);
	// Whoever goes on all the same must not hear that anything is kept.
	log.append(eventOf(1));
	await log.flushed().then(
		() => say('afterwards'),
		() => {},
	);
	await log.close().catch(() => {});
	process.exit(1);
}
