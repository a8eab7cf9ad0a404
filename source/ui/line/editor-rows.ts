/** Lays an edited text out in rows with its cursor, a window of them at most. */
import type {Line, Span} from '../text/line.ts';
import {graphemesOf, widthOf} from '../text/width.ts';
import type {LineEditor} from './line-editor.ts';

type Cell = {text: string; width: number; at: number};

/** Rows of at most `width` cells, `height` of them, such that the cursor is in view. */
export function editorRows(editor: LineEditor, width: number, height: number): Line[] {
	const rows: Cell[][] = [[]];
	let used = 0;
	let cursorRow = 0;
	let at = 0;
	for (const piece of graphemesOf(editor.text)) {
		const wide = piece === '\n' ? 1 : widthOf(piece);
		if (used + wide > width) {
			rows.push([]);
			used = 0;
		}
		if (at === editor.cursor) cursorRow = rows.length - 1;
		rows.at(-1)!.push({text: piece, width: wide, at});
		used += wide;
		at += piece.length;
		if (piece === '\n') {
			rows.push([]);
			used = 0;
		}
	}
	if (editor.cursor >= at) {
		if (used >= width) rows.push([]);
		cursorRow = rows.length - 1;
		rows[cursorRow]!.push({text: '\n', width: 1, at});
	}
	const top = Math.max(0, Math.min(cursorRow - height + 1, rows.length - height));
	return rows.slice(top, top + height).map(cells => spansOf(cells, editor.cursor));
}

/** A cursor on a line's end is a block of its own. */
function spansOf(cells: readonly Cell[], cursor: number): Line {
	const spans: Span[] = [];
	let plain = '';
	for (const cell of cells) {
		const text = cell.text === '\n' ? ' ' : cell.text === '\t' ? ' ' : cell.text;
		if (cell.at !== cursor) {
			plain += text;
			continue;
		}
		spans.push({text: plain}, {text, inverse: true, cursor: true});
		plain = '';
	}
	spans.push({text: plain});
	return spans.filter(span => span.text !== '');
}
