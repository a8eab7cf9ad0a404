/** What a person types: a text and a cursor. Pure; moves by what a reader takes for single characters. */
import {graphemesOf, widthOf} from '../text/width.ts';

/** `cursor` is an index in UTF-16 units, always between two graphemes. */
export type LineEditor = {readonly text: string; readonly cursor: number};

export type EditorAction =
	| {type: 'insert'; text: string}
	| {type: 'left' | 'right' | 'word-left' | 'word-right' | 'home' | 'end' | 'up' | 'down'}
	| {type: 'backspace' | 'delete' | 'kill-word' | 'kill-to-start' | 'kill-to-end'};

/** Starts with the cursor behind the text. */
export function editorOf(text = ''): LineEditor {
	return {text, cursor: text.length};
}

/** One key's worth of editing. Home, end and the kills act on the line the cursor is in. */
export function edit(editor: LineEditor, action: EditorAction): LineEditor {
	const {text, cursor} = editor;
	switch (action.type) {
		case 'insert': {
			const added = action.text.replaceAll(/\r\n?/g, '\n');
			return {text: text.slice(0, cursor) + added + text.slice(cursor), cursor: cursor + added.length};
		}
		case 'left':
			return {text, cursor: before(text, cursor)};
		case 'right':
			return {text, cursor: after(text, cursor)};
		case 'word-left':
			return {text, cursor: wordStart(text, cursor)};
		case 'word-right':
			return {text, cursor: cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0)};
		case 'home':
			return {text, cursor: lineStart(text, cursor)};
		case 'end':
			return {text, cursor: lineEnd(text, cursor)};
		case 'up':
			return {text, cursor: overLine(text, cursor, -1)};
		case 'down':
			return {text, cursor: overLine(text, cursor, 1)};
		case 'backspace':
			return remove(text, before(text, cursor), cursor);
		case 'delete':
			return remove(text, cursor, after(text, cursor));
		case 'kill-word':
			return remove(text, wordStart(text, cursor), cursor);
		case 'kill-to-start':
			return remove(text, lineStart(text, cursor), cursor);
		case 'kill-to-end': {
			const end = lineEnd(text, cursor);
			return remove(text, cursor, end === cursor ? after(text, cursor) : end);
		}
	}
}

function remove(text: string, from: number, to: number): LineEditor {
	return {text: text.slice(0, from) + text.slice(to), cursor: from};
}

function before(text: string, cursor: number): number {
	const start = lineStart(text, cursor);
	if (start === cursor) return Math.max(0, cursor - 1);
	return cursor - (graphemesOf(text.slice(start, cursor)).at(-1)?.length ?? 0);
}

function after(text: string, cursor: number): number {
	const end = lineEnd(text, cursor);
	if (end === cursor) return Math.min(text.length, cursor + 1);
	return cursor + (graphemesOf(text.slice(cursor, end))[0]?.length ?? 0);
}

function lineStart(text: string, cursor: number): number {
	// At 0, lastIndexOf would look at the first character after all.
	return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd(text: string, cursor: number): number {
	const end = text.indexOf('\n', cursor);
	return end === -1 ? text.length : end;
}

function wordStart(text: string, cursor: number): number {
	return cursor - (/\S*\s*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);
}

/** The same column, in cells, one line up or down. */
function overLine(text: string, cursor: number, step: -1 | 1): number {
	const start = lineStart(text, cursor);
	const edge = step < 0 ? start - 1 : lineEnd(text, cursor) + 1;
	if (edge < 0) return 0;
	if (edge > text.length) return text.length;
	const column = widthOf(text.slice(start, cursor));
	const target = step < 0 ? lineStart(text, edge) : edge;
	let cells = 0;
	let at = target;
	for (const piece of graphemesOf(text.slice(target, lineEnd(text, target)))) {
		if (cells >= column) break;
		cells += widthOf(piece);
		at += piece.length;
	}
	return at;
}
