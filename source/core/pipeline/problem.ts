/** Something wrong in a file, at its place, with the way to mend it. */
export type Problem = {
	severity: 'error' | 'warning';
	file: string;
	/** From 1. */
	line: number;
	column: number;
	/** Length of the underlined part, at least 1. */
	length: number;
	message: string;
	remedy: string;
	/** The line's text. */
	text: string;
};
