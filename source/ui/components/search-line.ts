import {editorRows} from '../line/editor-rows.ts';
import type {Search} from '../run/screen.ts';
import {type Line, type Span, spread} from '../text/line.ts';

/** Which match of how many is looked at. */
type Found = {at: number; count: number};

/** What is sought, and what came of it at the end of the row. */
export function searchLine(search: Search, found: Found, width: number): Line {
	return spread(soughtIn(search, width - 20), [countOf(search, found)], width);
}

/** The same for a title. */
export function searchTitle(search: Search, found: Found, width: number): Line {
	return [...soughtIn(search, width - 14), {text: '  '}, countOf(search, found)];
}

function soughtIn({line, typing}: Search, room: number): Line {
	const typed = typing ? (editorRows(line, Math.max(1, room), 1)[0] ?? []) : [{text: line.text}];
	return [{text: '/', tone: 'attention', bold: true}, ...typed];
}

function countOf({line}: Search, {at, count}: Found): Span {
	if (line.text === '') return {text: ''};
	return count === 0 ? {text: 'not found', tone: 'bad'} : {text: `${at + 1}/${count}`, tone: 'attention'};
}
