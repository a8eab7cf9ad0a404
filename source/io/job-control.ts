import {setTimeout as sleep} from 'node:timers/promises';

/** By then the signal has come; when the job goes on again this is long over, ms. */
const heard = 50;

/**
 * Stops the app and whatever started it, npm for instance, as Ctrl-Z does with other programs; settles once the shell
 * has set them going again. Where no shell waits for that, the system does not stop them, and it settles at once.
 */
export async function standAside(): Promise<void> {
	process.kill(0, 'SIGTSTP');
	await sleep(heard);
}
