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
	/** The part of the output that tells it. */
	excerpt: string;
};

/** The program's own file that a printed path means, wherever the program was run. */
export function locate(printed: string, paths: readonly string[]): string | null {
	const matches = paths.filter(path => printed === path || printed.endsWith(`/${path}`));
	return matches.toSorted((a, b) => b.length - a.length)[0] ?? null;
}
