/** A text as it is read: rendered as Markdown, or raw if the person wants it so, or if it is too long. */
import type {LiveText} from '../../core/store.ts';
import {type Content, documentContent, wrapContent} from './content.ts';
import type {Subject} from './output.ts';

/** Characters. Longer texts are hardly read from end to end, and raw rows take less memory. */
const longestRendered = 2_000_000;

type Reader = Pick<Subject, 'raw' | 'width' | 'wraps' | 'theme'>;

export function textContent(text: string, {raw, width, wraps, theme}: Reader): Content {
	return raw || tooLong(text.length)
		? wrapContent(wraps.of(text, width))
		: documentContent(wraps.rendered(text, width, theme.glyphs));
}

export function liveContent(live: LiveText, {raw, width, wraps, theme}: Reader): Content {
	return raw || tooLong(live.text.length)
		? wrapContent(wraps.live(live, width))
		: documentContent(wraps.renderedLive(live, width, theme.glyphs));
}

export function tooLong(length: number): boolean {
	return length > longestRendered;
}
