/** What had come of an answer before it broke off: as it came, since it is no answer. */
import {line} from '../text/line.ts';
import {type Content, linesContent, stack, wrapContent} from './content.ts';
import type {Subject} from './output.ts';

/** Null where nothing had come. */
export function partialContent(
	partial: string,
	{wraps, width}: Pick<Subject, 'wraps' | 'width'>,
): Content | null {
	if (partial === '') return null;
	return stack(
		linesContent([line('What had come by then (not an answer)', 'attention')]),
		wrapContent(wraps.of(partial, width)),
	);
}
