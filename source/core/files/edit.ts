/** What an answer wants done to one file, other than giving it whole. */
export type Edit = {
	/** Clean, or as it was written where that is not allowed: whoever writes it refuses it. */
	path: string;
	/** Of the answer, from 1, where it begins. */
	line: number;
	kind: 'change' | 'create' | 'delete';
	hunks: Hunk[];
	/** Why it cannot be applied at all, as a reason that reads on after “refused because”. */
	problem: string | null;
};

/** Lines that stand together in a file, and what becomes of them. */
export type Hunk = {
	line: number;
	/** The line of the file where it says that it begins; null if it does not say. */
	at: number | null;
	lines: HunkLine[];
	/** Whether the file's last line ends in a newline afterwards, if the hunk holds it; null: as before. */
	endsInNewline: boolean | null;
};

/** A line that stays, goes or comes. */
export type HunkLine = {mark: ' ' | '-' | '+'; text: string};
