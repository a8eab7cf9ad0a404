import {editorRows} from '../line/editor-rows.ts';
import type {Search} from '../run/screen.ts';
import {type Line, type Span, spread} from '../text/line.ts';

/** What is sought, and the how manieth of how many is looked at. */
export function searchLine({line, typing}: Search, found: {at: number; count: number}, width: number): Line {
	const room = Math.max(1, width - 20);
	const sought = typing ? (editorRows(line, room, 1)[0] ?? []) : [{text: line.text}];
	return spread([{text: '/', tone: 'attention', bold: true}, ...sought], [countOf(line.text, found)], width);
}

function countOf(sought: string, {at, count}: {at: number; count: number}): Span {
	if (sought === '') return {text: ''};
	return count === 0 ? {text: 'not found', tone: 'bad'} : {text: `${at + 1}/${count}`, tone: 'attention'};
}
