/** The key that lends the terminal to a program. */
import type {Facts} from '../run/actions.ts';
import {filesRead} from '../run/files-read.ts';
import {selectedOperation, shownTab} from '../run/reading.ts';
import {firstReading} from '../run/screen.ts';
import {free, type KeyEntry} from './key-entry.ts';

function notToPlay(facts: Facts): string | null {
	if (facts.replay) return 'This is a recording: none of its programs is played here.';
	if (filesRead(selectedOperation(facts), firstReading) === null)
		return 'There is no program to play here: it has no files.';
	return facts.state.settings.allow_run === 'never' ? 'Programs are not run here (--allow-run never).' : null;
}

/** Where a program ran already, and where its files are looked at. */
function isAbout(facts: Facts): boolean {
	const operation = selectedOperation(facts);
	return (operation?.iterations.length ?? 0) > 0 || shownTab(facts.screen, operation) === 'files';
}

export const playing: readonly KeyEntry[] = [
	{
		keys: ['t'],
		shown: 't',
		meaning: 'take the terminal over and play the program; ctrl-] comes back',
		group: 'Run',
		modes: free,
		foot: facts => (isAbout(facts) ? 'play' : null),
		off: notToPlay,
		act: on => on.play(),
	},
];
