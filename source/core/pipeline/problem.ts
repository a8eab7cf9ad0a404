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

/** An error of a file as a whole: it stands at its beginning. */
export function problemOfFile({
	file,
	message,
	remedy,
}: Pick<Problem, 'file' | 'message' | 'remedy'>): Problem {
	return {severity: 'error', file, line: 1, column: 1, length: 1, message, remedy, text: ''};
}
