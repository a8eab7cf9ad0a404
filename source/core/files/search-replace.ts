/**
 * Search/replace blocks: the lines that are there between `<<<<<<< SEARCH` and `=======`, those that take their
 * place between that and `>>>>>>> REPLACE`. 5 to 9 marks count.
 */
import type {Hunk, HunkLine} from './edit.ts';

/** The SEARCH mark of a block; some models write it with dashes. */
export function isSearchMark(line: string): boolean {
	return /^\s*<{5,9} ?SEARCH\b/i.test(line) || /^\s*-{5,9} SEARCH\s*$/.test(line);
}

/** One of the two marks that hardly anything but such a block has. */
export function isEditMark(line: string): boolean {
	return isSearchMark(line) || isReplaceMark(line);
}

function isReplaceMark(line: string): boolean {
	return /^\s*>{5,9} ?REPLACE\b/i.test(line) || /^\s*\+{5,9} REPLACE\s*$/.test(line);
}

/** The line behind a block that begins at `start`. One that is not ended reaches to the next, or to the end. */
export function endOfSearchReplace(lines: readonly string[], start: number): {line: number; closed: boolean} {
	for (let at = start + 1; at < lines.length; at++) {
		if (isReplaceMark(lines[at]!)) return {line: at + 1, closed: true};
		if (isSearchMark(lines[at]!)) return {line: at, closed: false};
	}

	return {line: lines.length, closed: false};
}

/** Reads a block from its SEARCH mark to its REPLACE mark. `line` is where it begins in the answer. */
export function readSearchReplace(
	block: readonly string[],
	line: number,
): {hunk: Hunk; creates: boolean; problem: string | null} {
	const marks = /[<-]+/.exec(block[0]!)![0].length;
	const dividers = block.flatMap((text, at) => {
		const equals = /^\s*(={5,9})\s*$/.exec(text)?.[1];
		return equals ? [{at, length: equals.length}] : [];
	});
	const likely = dividers.filter(({length}) => length === marks);
	const [divider, another] = likely.length > 0 ? likely : dividers;
	const search = block.slice(1, divider?.at ?? -1);
	const replace = divider ? block.slice(divider.at + 1, -1) : [];
	const creates = search.every(text => text.trim() === '');
	const asLines = (mark: HunkLine['mark'], texts: readonly string[]) => texts.map(text => ({mark, text}));
	return {
		hunk: {
			line,
			at: null,
			lines: [...(creates ? [] : asLines('-', search)), ...asLines('+', replace)],
			endsInNewline: null,
		},
		creates,
		problem: problemOf(line, {divided: divider !== undefined, twice: another !== undefined}),
	};
}

function problemOf(line: number, {divided, twice}: {divided: boolean; twice: boolean}): string | null {
	const block = `the search/replace block (line ${line} of the answer)`;
	if (!divided) return `${block} has no ======= between what is there and what takes its place`;
	return twice
		? `${block} has more than one line of =======; if one of them belongs to the file, write all three marks with 9 characters`
		: null;
}
