/** A text as its lines. They end at `\n` only, so that joining them gives the text back exactly. */
export type Lines = readonly string[];

/** A place between two characters; `at` counts UTF-16 units in the line. */
export type Place = {readonly line: number; readonly at: number};

/** `from` is not behind `to`. */
export type Range = {readonly from: Place; readonly to: Place};

export const start: Place = {line: 0, at: 0};

export function linesOf(text: string): Lines {
	return text.split('\n');
}

export function textOf(lines: Lines): string {
	return lines.join('\n');
}

export function endOf(lines: Lines): Place {
	const line = lines.length - 1;
	return {line, at: lines[line]!.length};
}

/** Negative if `one` comes first, 0 if they are the same. */
export function compare(one: Place, other: Place): number {
	return one.line - other.line || one.at - other.at;
}

export function rangeOf(one: Place, other: Place): Range {
	return compare(one, other) <= 0 ? {from: one, to: other} : {from: other, to: one};
}

export function textIn(lines: Lines, {from, to}: Range): string {
	if (from.line === to.line) return lines[from.line]!.slice(from.at, to.at);
	return [
		lines[from.line]!.slice(from.at),
		...lines.slice(from.line + 1, to.line),
		lines[to.line]!.slice(0, to.at),
	].join('\n');
}

export function replace(lines: Lines, {from, to}: Range, text: string): Lines {
	const whole = lines[from.line]!.slice(0, from.at) + text + lines[to.line]!.slice(to.at);
	if (from.line === to.line && !text.includes('\n')) return lines.with(from.line, whole);
	return lines.slice(0, from.line).concat(whole.split('\n'), lines.slice(to.line + 1));
}

/** Where a text ends that is put at a place. */
export function placeAfter({line, at}: Place, text: string): Place {
	const last = text.lastIndexOf('\n');
	if (last === -1) return {line, at: at + text.length};
	let breaks = 0;
	for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) breaks++;
	return {line: line + breaks, at: text.length - last - 1};
}
