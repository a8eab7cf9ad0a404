/** Finds where a file that should be whole has a remark in the place of code. */

const comment =
	/^\s*(?:#+|\/\/+|--|;+|%+|\/\*+|<!--|\{\/\*|"""|''')\s*(.*?)\s*(?:\*\/|-->|\*\/\}|"""|''')?\s*$/;
const dots = /^(?:\.{3,}|…)|(?:\.{3,}|…)$/;
const left =
	/\b(?:rest|remaining|remainder|existing|previous|unchanged|same|other|omitted|as (?:before|above)|stays?|keep)\b/i;
const whole =
	/^(?:\(?\s*)?(?:the )?(?:rest|remainder|remaining (?:code|functions?|methods?|classes|content|lines)|existing (?:code|functions?|methods?|imports?)|previous code)\b.*\b(?:unchanged|same|here|as (?:before|is|above)|stays?|remains?|omitted|below|above)\b/i;
const alone = /^\s*(?:\.{3,}|…)\s*$/;

/**
 * The first line of `text` that stands for left-out code and is not in `current`; null if there is none. `line`: from 1.
 * A remark counts only if it says so: dots together with a word such as “rest” or “unchanged”, or a whole phrase.
 */
export function findElision(text: string, current: string): {line: number; text: string} | null {
	const known = new Set(current.split(/\r?\n/).map(line => line.trim()));
	const lines = text.split(/\r?\n/);
	for (const [index, line] of lines.entries()) {
		if (known.has(line.trim())) continue;
		const said = comment.exec(line)?.[1];
		const isRemark = said !== undefined && ((dots.test(said) && left.test(said)) || whole.test(said));
		if (isRemark || isGap(lines, index)) return {line: index + 1, text: line.trim()};
	}
	return null;
}

/** Dots alone at the margin, between lines of code. In Python `...` is a body: then it is indented, or ends a line. */
function isGap(lines: readonly string[], index: number): boolean {
	return alone.test(lines[index]!) && /^\S/.test(lines[index]!) && index > 0 && index < lines.length - 1;
}
