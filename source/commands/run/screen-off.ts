import {resetModes} from '../../io/terminal-modes.ts';
import type {Surroundings} from '../command.ts';
import type {Calls} from './call.ts';

/** The page that the screen is drawn on. */
const ownPage = 1049;

type ScreenOff = Pick<Surroundings, 'stdin' | 'stdout'> & {
	calls: Calls;
	/** Another program has the terminal. */
	isLent(): boolean;
	drawAnew(): void;
};

/** Takes the screen off the terminal within one breath, whatever else goes on, so that Ctrl-C is a signal; and back. */
export function screenOff({stdin, stdout, calls, isLent, drawAnew}: ScreenOff): {
	leave(): void;
	back(): void;
} {
	let callAgain: (() => void) | null = null;
	return {
		leave() {
			if (isLent()) return;
			callAgain = calls.hush();
			stdout.send(resetModes(ownPage));
			stdin.setRawMode(false);
		},
		back() {
			callAgain?.();
			if (callAgain !== null) drawAnew();
			callAgain = null;
		},
	};
}
