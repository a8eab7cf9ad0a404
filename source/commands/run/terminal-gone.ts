import {watchTerminal} from '../../io/terminal-watch.ts';
import type {Surroundings} from '../command.ts';

/**
 * Tells, perhaps more than once, that nobody is at the terminal any more: its window was closed, or the app is no
 * longer what the shell waits for. There may be no SIGHUP that says so, e.g. after `nohup`. Returns how to stop.
 */
export function onTerminalGone({stdin, stdout}: Surroundings, heed: () => void): () => void {
	const signs = ['end', 'error'] as const;
	for (const sign of signs) stdin.on(sign, heed);
	const stops = [stdout.onBroken(heed), watchTerminal(heed)];
	return () => {
		for (const sign of signs) stdin.off(sign, heed);
		for (const stop of stops) stop();
	};
}
