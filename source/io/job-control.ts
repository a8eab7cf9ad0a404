import {setImmediate, setTimeout as sleep} from 'node:timers/promises';
import type {Shell, ShellListener} from '../core/ports.ts';

/** By then the signal has come; when the job goes on again this is long over, ms. */
const heard = 50;

/** The app's own group: itself and whatever started it. */
const everyone = 0;

/** The shell whose job the app is; null on Windows, which knows no such thing. */
export function openShell(): Shell | null {
	if (process.platform === 'win32') return null;
	let listener: ShellListener | null = null;
	let stopping = false;

	/** The system stops nobody where no shell would set them going again. */
	async function stop(whom: number): Promise<void> {
		stopping = true;
		process.off('SIGTSTP', onStop);
		process.kill(whom, 'SIGTSTP');
		await sleep(heard);
		// That it goes on again is told in this turn, and is no news.
		await setImmediate();
		stopping = false;
		if (listener !== null) process.on('SIGTSTP', onStop);
	}

	function onStop(): void {
		if (listener?.asked() === false) void stop(process.pid);
	}

	function onContinue(): void {
		if (!stopping) listener?.back();
	}

	return {
		standAside: () => stop(everyone),
		listen(told) {
			listener = told;
			process.on('SIGTSTP', onStop);
			process.on('SIGCONT', onContinue);
			return () => {
				if (listener !== told) return;
				listener = null;
				process.off('SIGTSTP', onStop);
				process.off('SIGCONT', onContinue);
			};
		},
	};
}
