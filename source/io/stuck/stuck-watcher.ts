/**
 * Runs as a thread of its own: it notices when the app's thread does not come to anything else any more, and has it say
 * so in the middle of what it does. It counts its own looks, not the time: after the machine slept both are late alike.
 */
import {Session} from 'node:inspector';
import {parentPort, workerData} from 'node:worker_threads';
import type {Watched} from './watched.ts';

const {beats, interval, patience, call}: Watched = workerData;
let last = -1;
let looks = 0;
let told = false;

setInterval(() => {
	const beat = Atomics.load(beats, 0);
	looks = beat === last ? looks + 1 : 0;
	last = beat;
	if (told && looks === 0) {
		told = false;
		parentPort!.postMessage('free');
	} else if (!told && looks * interval >= patience) {
		told = true;
		interrupt();
	}
}, interval);

function interrupt(): void {
	const session = new Session();
	session.connectToMainThread();
	session.post('Runtime.evaluate', {expression: call}, () => session.disconnect());
}
