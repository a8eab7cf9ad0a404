/** Where lines stand in a text, and what to say of lines that do not. */

/** Lines of a text that are looked at, and characters of each, to find what was meant. */
const LOOKED_AT = 20_000;
const COMPARED = 200;
/** A line that stands so often says little about where the others belong. */
const COMMON = 50;

/** The indexes at which `needle` stands in `lines`, in one pass whatever repeats in them. */
export function findRuns(lines: readonly string[], needle: readonly string[]): number[] {
	if (needle.length === 0 || needle.length > lines.length) return [];
	const border = [0];
	for (let index = 1, length = 0; index < needle.length; index++) {
		while (length > 0 && needle[index] !== needle[length]) length = border[length - 1]!;
		if (needle[index] === needle[length]) length++;
		border.push(length);
	}

	const found: number[] = [];
	for (let index = 0, length = 0; index < lines.length; index++) {
		while (length > 0 && lines[index] !== needle[length]) length = border[length - 1]!;
		if (lines[index] === needle[length]) length++;
		if (length === needle.length) {
			found.push(index + 1 - length);
			length = border[length - 1]!;
		}
	}

	return found;
}

/** The index of the first line from `from` on that is not blank; that behind the last if there is none. */
export function nextFilled(lines: readonly string[], from: number): number {
	let at = from;
	while (at < lines.length && lines[at]!.trim() === '') at++;
	return at;
}

type Numbered = {text: string; number: number | null};

/** Why `needle` does not stand in `lines`: the line that is missing, and what is there in its place. */
export function explainMissing(lines: readonly Numbered[], needle: readonly string[]): string {
	const start = bestStart(lines, needle);
	if (start !== null) {
		const index = needle.findIndex((text, at) => lines[start + at]?.text.trimEnd() !== text.trimEnd());
		const there = lines[start + index];
		const before = lines[start + index - 1];
		const place = before ? ` after ${quote(before)}` : '';
		return `the line “${excerpt(needle[index]!)}” is not there${place}: ${there ? `there stands ${quote(there)}` : 'the file ends before it'}`;
	}

	const wanted = needle.find(text => text.trim() !== '') ?? '';
	const near = nearest(lines, wanted);
	return `the line “${excerpt(wanted)}” is nowhere in the file${near.length > 0 ? `; nearest to it ${near.length > 1 ? 'are' : 'is'} ${near.map(quote).join(' and ')}` : ''}`;
}

/** Where most lines of the needle would be in their place; null if none of them is anywhere. */
function bestStart(lines: readonly Numbered[], needle: readonly string[]): number | null {
	const places = new Map<string, number[]>();
	for (const [index, {text}] of lines.entries()) {
		const key = text.trimEnd();
		const known = places.get(key);
		if (known) known.push(index);
		else places.set(key, [index]);
	}

	const votes = new Map<number, number>();
	for (const [index, text] of needle.entries()) {
		const at = places.get(text.trimEnd()) ?? [];
		if (text.trim() === '' || at.length > COMMON) continue;
		for (const place of at) votes.set(place - index, (votes.get(place - index) ?? 0) + 1);
	}

	const best = [...votes].filter(([start]) => start >= 0).reduce((a, b) => (b[1] > a[1] ? b : a), [-1, 0]);
	return best[1] > 0 ? best[0] : null;
}

function nearest(lines: readonly Numbered[], wanted: string): Numbered[] {
	const pairs = pairsOf(wanted);
	return lines
		.slice(0, LOOKED_AT)
		.map(line => ({line, likeness: likeness(pairs, pairsOf(line.text))}))
		.filter(each => each.likeness > 0.4)
		.sort((a, b) => b.likeness - a.likeness)
		.slice(0, 2)
		.map(({line}) => line);
}

/** The share of two texts' letter pairs that they have in common, spaces apart. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	if (a.size + b.size === 0) return 0;
	let common = 0;
	for (const pair of a) if (b.has(pair)) common++;
	return (2 * common) / (a.size + b.size);
}

function pairsOf(text: string): Set<string> {
	const letters = text.slice(0, COMPARED).replace(/\s+/g, '');
	return new Set(Array.from({length: Math.max(0, letters.length - 1)}, (_, at) => letters.slice(at, at + 2)));
}

function quote({text, number}: Numbered): string {
	return number === null
		? `“${excerpt(text)}”, which this answer put there`
		: `line ${number}: “${excerpt(text)}”`;
}

/** With its indentation, which may be what is wrong. */
function excerpt(line: string): string {
	const text = line.trimEnd();
	return text.length > COMPARED / 2 ? `${text.slice(0, COMPARED / 2)}…` : text;
}
