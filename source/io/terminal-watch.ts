/** Whether there still is a terminal, and whether it is still ours. */
import {readFileSync} from 'node:fs';
import {isatty} from 'node:tty';

/** Its file descriptor. */
const stdout = 1;
/** Two looks are this far apart, ms: soon enough, and hardly any work. */
const interval = 1000;

/**
 * Looks again and again, also while nobody reads or writes there: `gone` is called when the window was closed, or when
 * who started the app was killed and the shell has taken the terminal back. Returns how to stop.
 */
export function watchTerminal(gone: () => void): () => void {
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (!isatty(stdout) || (process.ppid !== parent && isInBackground())) gone();
	}, interval);
	timer.unref();
	return () => clearInterval(timer);
}

/** Another group of processes has the terminal. Elsewhere than on Linux, to have lost the parent must do for that. */
function isInBackground(): boolean {
	if (process.platform !== 'linux') return true;
	try {
		const line = readFileSync('/proc/self/stat', 'utf8');
		// After the command in parentheses: state, parent, group, session, terminal, the terminal's group.
		const [, , group, , , foreground] = line.slice(line.lastIndexOf(')') + 2).split(' ');
		return group !== foreground;
	} catch {
		// Where that cannot be read it is not known, and the run goes on.
		return false;
	}
}
