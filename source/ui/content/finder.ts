/** What is sought in the rows that are shown: where it is, which of it is looked at, and how it stands out. */
import type {Search} from '../run/screen.ts';
import type {Line, Style} from '../text/line.ts';
import {findMatches, type Match, markParts} from '../text/matches.ts';
import {type Content, plainRow} from './content.ts';

export type Found = {
	count: number;
	/** Index of the match that is looked at; -1 if there is none. */
	at: number;
	/** Where its row is brought into view. */
	top: number;
	/** A row with what was found in it standing out. */
	mark(line: Line, row: number): Line;
};

export type Finder = (content: Content, search: Search, room: number) => Found;

const other: Style = {inverse: true};
const current: Style = {inverse: true, bold: true, underline: true, tone: 'attention'};

/** Remembers the last search: a finished text is searched once for each thing that is sought. */
export function createFinder(): Finder {
	let last: {source: object; rows: number; sought: string; matches: Match[]} | null = null;

	function matchesIn(content: Content, sought: string): Match[] {
		const {source, rows} = content;
		if (source && last?.source === source && last.rows === rows && last.sought === sought)
			return last.matches;
		const matches = findMatches(rows, row => plainRow(content, row), sought);
		last = source ? {source, rows, sought, matches} : null;
		return matches;
	}

	return (content, search, room) => {
		const matches = matchesIn(content, search.line.text);
		const count = matches.length;
		const at =
			count === 0 ? -1 : (((firstFrom(matches, search.origin) + search.step) % count) + count) % count;
		const row = matches[at]?.[0].row ?? search.top;
		const inView = row >= search.top && row < search.top + room;
		return {
			count,
			at,
			top: inView ? search.top : Math.max(0, row - Math.floor(room / 3)),
			mark: (line, index) => markRow(line, index, matches, at),
		};
	};
}

/** Index of the first match in that row or below it. */
function firstFrom(matches: readonly Match[], row: number): number {
	let low = 0;
	let high = matches.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (matches[middle]![0].row < row) low = middle + 1;
		else high = middle;
	}
	return low;
}

function markRow(line: Line, row: number, matches: readonly Match[], at: number): Line {
	const parts: {from: number; to: number; style: Style}[] = [];
	// One that begins in the row above may end in this one.
	const first = firstFrom(matches, row - 1);
	for (let index = first; index < matches.length && matches[index]![0].row <= row; index++) {
		for (const part of matches[index]!)
			if (part.row === row) parts.push({from: part.from, to: part.to, style: index === at ? current : other});
	}
	if (parts.length === 0) return line;
	return markParts(
		line,
		parts
			.sort((one, two) => one.from - two.from)
			.filter((part, index, all) => index === 0 || part.from >= all[index - 1]!.to),
	);
}
