/** A place in the program's own files. */
export type Frame = {
	/** As the file set names it. */
	file: string;
	line: number;
	/** The function; null outside of any. */
	scope: string | null;
};

/**
 * How far the program was: `reading`, nothing of the file ran since it is no valid code; `starting`, its files
 * were still being brought together; `running`.
 */
export type Moment = 'reading' | 'starting' | 'running';

/** An error as an interpreter printed it, whatever the language. */
export type PrintedError = {
	/** `KeyError`, `json.decoder.JSONDecodeError`, `shell`, … */
	type: string;
	/** The first line of what it says; may be empty. */
	message: string;
	/** The program's own file it points to, as the file set names it. */
	file: string | null;
	line: number | null;
	/** The function it happened in, or the source line where there is none. */
	scope: string | null;
	/** The program's own, innermost first, then those of the errors that led to this one. */
	frames: readonly Frame[];
	moment: Moment;
	/** The part of the output that tells it. */
	excerpt: string;
};

/** The program's own file that a printed path means, wherever the program was run. */
export function locate(printed: string, paths: readonly string[]): string | null {
	const matches = paths.filter(path => printed === path || printed.endsWith(`/${path}`));
	return matches.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** Each place once: a recursion prints the same ones over and over. */
export function withoutRepeats(frames: readonly Frame[]): Frame[] {
	const places = new Map(frames.map(frame => [`${frame.file}:${frame.line}`, frame]));
	return [...places.values()];
}
