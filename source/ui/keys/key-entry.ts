import type {Actions, Facts} from '../run/actions.ts';
import type {Mode} from '../run/screen.ts';
import type {Key} from './key.ts';

/** In the order in which the help lists them. */
export const groups = [
	'Replay',
	'Move',
	'Look',
	'Find',
	'Run',
	'Steer',
	'What follows',
	'Review',
	'Failure',
	'Debugging',
	'Consent',
	'Budget',
	'Typing',
	'Editing',
	'Confirm',
] as const;

/** A key of the run screen. */
export type KeyEntry = Key<Actions, Facts, Mode, (typeof groups)[number]>;

/** Where nothing is typed: the person has a run before them, and may change it. */
export const live: readonly Mode[] = [
	'browse',
	'question',
	'review',
	'failure',
	'consent',
	'direction',
	'budget',
];
/** Where the person looks around: in a run, or in a recording. */
export const free: readonly Mode[] = [...live, 'replay'];
/** There too, and where what was found is gone through. */
export const looked: readonly Mode[] = [...free, 'found'];
/** Where there is something to scroll. */
export const readable: readonly Mode[] = [...looked, 'help', 'proposal'];
