import type {LineEditor} from '../line/line-editor.ts';
import type {Line} from '../text/line.ts';
import {graphemesOf, widthOf} from '../text/width.ts';

/** The row in which a filter, or what `label` says, is typed, the cursor in view. */
export function filterLine({text, cursor}: LineEditor, columns: number, label = '/'): Line {
	const under = graphemesOf(text.slice(cursor))[0] ?? ' ';
	const before = tailOf(text.slice(0, cursor), Math.max(1, columns - 11 - label.length));
	return [
		{text: ` ${label} `, tone: 'accent', bold: true},
		{text: before},
		{text: under, inverse: true, cursor: true},
		{text: text.slice(cursor + (cursor < text.length ? under.length : 0))},
	];
}

function tailOf(text: string, width: number): string {
	const pieces = graphemesOf(text);
	while (pieces.length > 0 && widthOf(pieces.join('')) > width) pieces.shift();
	return pieces.join('');
}
