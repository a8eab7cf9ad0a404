import type {Lines} from './lines.ts';

/** Lines that are looked at: the rest of a long text is indented alike. */
const sample = 2000;

/** What one step of indentation is in this text: a tab, or the fewest spaces that any line begins with. A tab where none does. */
export function unitOf(lines: Lines): string {
	let fewest = Number.POSITIVE_INFINITY;
	for (const line of lines.slice(0, sample)) {
		if (line.startsWith('\t')) return '\t';
		const spaces = /^ +(?=\S)/.exec(line)?.[0].length ?? 0;
		if (spaces > 1) fewest = Math.min(fewest, spaces);
	}
	return fewest <= 8 ? ' '.repeat(fewest) : '\t';
}

export function indentOf(line: string): string {
	return /^[ \t]*/.exec(line)![0];
}

/** One step further in; an empty line stays empty. */
export function indented(line: string, unit: string): string {
	return line === '' ? line : unit + line;
}

/** One step less, or what there is of it. */
export function outdented(line: string, unit: string): string {
	if (line.startsWith('\t')) return line.slice(1);
	const most = unit === '\t' ? 4 : unit.length;
	return line.slice(Math.min(most, /^ */.exec(line)![0].length));
}
