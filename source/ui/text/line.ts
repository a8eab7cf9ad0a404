/** One row of the screen: pieces of text, each with its look. */
import type {Tone} from '../theme.ts';
import {cutEnd, widthOf} from './width.ts';

/** The look of a piece. */
export type Style = {
	tone?: Tone;
	bold?: boolean;
	italic?: boolean;
	underline?: boolean;
	dim?: boolean;
	inverse?: boolean;
	/** Here is typed: where the screen is read aloud, its row is. */
	cursor?: true;
	/** It is a mark for the narrator where the screen is read aloud, and no text of anybody's. */
	mark?: true;
	/** Of somebody's text: numbers in it are no clocks of ours that go on. */
	quoted?: true;
};
export type Span = Style & {text: string};
export type Line = readonly Span[];

/** A plain or toned row of a single piece. */
export function line(text: string, tone?: Tone, bold?: boolean): Line {
	return [{text, tone, bold}];
}

/** A row of somebody's text. */
export function quote(row: Line): Line {
	const [first, ...rest] = row;
	return first ? [{...first, quoted: true}, ...rest] : row;
}

export function widthOfLine(spans: Line): number {
	return spans.reduce((sum, span) => sum + widthOf(span.text), 0);
}

/** Cuts a row to a width in cells, an ellipsis in its last cell. */
export function cutLine(spans: Line, width: number, ellipsis = '…'): Line {
	if (widthOfLine(spans) <= width) return spans;
	const kept: Span[] = [];
	let left = width;
	for (const span of spans) {
		const wide = widthOf(span.text);
		if (wide < left) {
			kept.push(span);
			left -= wide;
			continue;
		}
		kept.push({...span, text: cutEnd(`${span.text}${ellipsis}`, left, ellipsis)});
		break;
	}
	return kept;
}

/** Two rows in one: what is left stays left, what is right ends at the edge; the left one gives way. */
export function spread(left: Line, right: Line, width: number): Line {
	const rightWidth = widthOfLine(right);
	const fitted = cutLine(left, Math.max(0, width - rightWidth - 1));
	const gap = Math.max(1, width - widthOfLine(fitted) - rightWidth);
	return cutLine([...fitted, {text: ' '.repeat(gap)}, ...right], width);
}
