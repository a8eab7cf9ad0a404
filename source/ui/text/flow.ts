import type {Line, Span} from './line.ts';
import {linesOf} from './rich.ts';
import {wrapLine} from './wrap-line.ts';

/** Rows of at most `width` cells; each line of the text begins one. */
export function flow(pieces: readonly Span[], width: number): Line[] {
	return linesOf(pieces).flatMap(line => wrapLine(line, width));
}
