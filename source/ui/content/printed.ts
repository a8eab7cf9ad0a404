import {line, type Span} from '../text/line.ts';
import type {Tone} from '../theme.ts';
import {type Content, linesContent, mapRows, stack, wrapContent} from './content.ts';
import type {Subject} from './output.ts';

/** A program's own words, line by line, beside a bar. */
export function printed(title: string, text: string, tone: Tone, {theme, width, wraps}: Subject): Content {
	if (text.trim() === '') return linesContent([]);
	const bar: Span = {text: `${theme.glyphs.bar} `, tone: tone === 'plain' ? 'quiet' : tone};
	return stack(
		linesContent(title === '' ? [] : [line(title, 'quiet')]),
		mapRows(wrapContent(wraps.of(text.trimEnd(), Math.max(1, width - 2))), row => [
			bar,
			...row.map(span => ({...span, tone})),
		]),
	);
}
