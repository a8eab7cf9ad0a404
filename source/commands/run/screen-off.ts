import {resetModes} from '../../io/terminal-modes.ts';
import type {Surroundings} from '../command.ts';
import type {Calls} from './call.ts';

/** The page that the screen is drawn on. */
const ownPage = 1049;

type ScreenOff = Pick<Surroundings, 'stdin' | 'stdout'> & {
	calls: Calls;
	/** To whom the terminal is lent, if it is. */
	lentTo(): 'editor' | 'program' | null;
	drawAnew(): void;
};

/** Takes the screen off the terminal within one breath, whatever else goes on, so that Ctrl-C is a signal; and back. */
export function screenOff({stdin, stdout, calls, lentTo, drawAnew}: ScreenOff): {
	/** False where the terminal is an editor's, which goes on in it whatever the app does. */
	leave(): boolean;
	back(): void;
} {
	let comeBack: (() => void) | null = null;
	return {
		leave() {
			const lent = lentTo();
			if (lent === 'editor') return false;
			// What a played program shows passes through us, and its keys do: it stands still as well.
			const callAgain = lent === 'program' ? null : calls.hush();
			stdout.send(resetModes(ownPage));
			stdin.setRawMode(false);
			comeBack = () => {
				if (callAgain === null) {
					if (lentTo() === 'program') stdin.setRawMode(true);
					return;
				}

				callAgain();
				drawAnew();
			};
			return true;
		},
		back() {
			comeBack?.();
			comeBack = null;
		},
	};
}
