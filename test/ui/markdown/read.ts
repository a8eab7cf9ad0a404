import {createDocument, type Document} from '../../../source/ui/markdown/document.ts';
import {createHighlighter, type Highlighter} from '../../../source/ui/markdown/highlighter.ts';
import {createTheme} from '../../../source/ui/theme.ts';

/** Never loads anything. */
export const noColors: Highlighter = createHighlighter(() => new Promise(() => {}));

export function documentOf(text: string, width = 40, highlighter = noColors): Document {
	const document = createDocument({width, glyphs: createTheme().glyphs, highlighter}, text);
	document.advance(Number.POSITIVE_INFINITY);
	return document;
}

/** What a reader sees, without its looks. */
export function read(text: string, width = 40): string[] {
	return rowsOf(documentOf(text, width)).map(row => row.trimEnd());
}

export function rowsOf(document: Document): string[] {
	return Array.from({length: document.rows()}, (_, index) =>
		document
			.row(index)
			.map(span => span.text)
			.join(''),
	);
}
