import type {Actions, Facts} from '../run/actions.ts';
import type {Mode} from '../run/screen.ts';

/** In the order in which the help lists them. */
export const groups = [
	'Move',
	'Look',
	'Run',
	'Review',
	'Failure',
	'Consent',
	'Budget',
	'Typing',
	'Confirm',
] as const;

/** One key: what it means, when, and what it does. */
export type KeyEntry = {
	/** Names of keystrokes. */
	keys: readonly string[];
	/** How they are written. */
	shown: string;
	/** A line of the help; null where another key's line tells of it. */
	meaning: string | null;
	/** The heading in the help. */
	group: (typeof groups)[number];
	modes: readonly Mode[];
	/** A short word for the foot; without it the key is in the help only. */
	foot?: string | ((facts: Facts) => string);
	/** Deaf at first, when a request opened by itself. */
	decides?: true;
	/** Why it does nothing now; null if it works. */
	off?(facts: Facts): string | null;
	act(actions: Actions): void;
};

/** Where nothing is typed or asked: the person looks around. */
export const free: readonly Mode[] = ['browse', 'question', 'review', 'failure', 'consent', 'budget'];
/** Where there is something to scroll. */
export const readable: readonly Mode[] = [...free, 'help'];
