/** Where a key leads from a place. */
import {after, before} from './characters.ts';
import {indentOf} from './indentation.ts';
import {endOf, type Lines, type Place, start} from './lines.ts';
import {columnOf, placeAt, rowOf, rowsAbove, rowsFrom} from './rows.ts';
import {wordEnd, wordStart} from './words.ts';

export type Motion =
	| 'left'
	| 'right'
	| 'word-left'
	| 'word-right'
	/** The first character of the line that is no space; from there its very start. */
	| 'home'
	| 'line-start'
	| 'line-end'
	| 'up'
	| 'down'
	| 'page-up'
	| 'page-down'
	| 'start'
	| 'end';

/** The cells that the text has on the screen. */
export type Frame = {readonly width: number; readonly height: number};

/** `goal` is the column that moves up and down keep to; null where there is none to keep. */
export type Led = {place: Place; goal: number | null};

export function lead(
	motion: Motion,
	{lines, from, goal, frame}: {lines: Lines; from: Place; goal: number | null; frame: Frame},
): Led {
	const page = Math.max(1, frame.height - 1);
	switch (motion) {
		case 'up':
			return overRows(lines, from, goal, frame, -1);
		case 'down':
			return overRows(lines, from, goal, frame, 1);
		case 'page-up':
			return overRows(lines, from, goal, frame, -page);
		case 'page-down':
			return overRows(lines, from, goal, frame, page);
		default:
			return {place: within(motion, lines, from), goal: null};
	}
}

function within(
	motion: Exclude<Motion, 'up' | 'down' | 'page-up' | 'page-down'>,
	lines: Lines,
	{line, at}: Place,
): Place {
	const text = lines[line]!;
	switch (motion) {
		case 'left':
			return at === 0 ? endOfLine(lines, line - 1) : {line, at: before(text, at)};
		case 'right':
			return at === text.length ? startOfLine(lines, line + 1) : {line, at: after(text, at)};
		case 'word-left':
			return at === 0 ? endOfLine(lines, line - 1) : {line, at: wordStart(text, at)};
		case 'word-right':
			return at === text.length ? startOfLine(lines, line + 1) : {line, at: wordEnd(text, at)};
		case 'home': {
			const indent = indentOf(text).length;
			return {line, at: at === indent ? 0 : indent};
		}
		case 'line-start':
			return {line, at: 0};
		case 'line-end':
			return {line, at: text.length};
		case 'start':
			return start;
		case 'end':
			return endOf(lines);
	}
}

function endOfLine(lines: Lines, line: number): Place {
	return line < 0 ? start : {line, at: lines[line]!.length};
}

function startOfLine(lines: Lines, line: number): Place {
	return line < lines.length ? {line, at: 0} : endOf(lines);
}

/** As many rows up or down as there are; from the outermost row to the end of the text. */
function overRows(lines: Lines, from: Place, goal: number | null, {width}: Frame, step: number): Led {
	const row = rowOf(lines, from, width);
	const column = goal ?? columnOf(lines, row, from.at);
	const target =
		step < 0 ? rowsAbove(lines, from, width, -step)[0] : rowsFrom(lines, from, width, step + 1).at(-1);
	if (!target) return {place: start, goal: column};
	const still = target.line === row.line && target.from === row.from;
	return {place: still ? endOf(lines) : placeAt(lines, target, column), goal: column};
}
