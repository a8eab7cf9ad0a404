import type {Line} from './line.ts';
import {sliceLine, textOf} from './rich.ts';
import {breakText} from './wrap.ts';

/** A toned row in as many as it takes, none wider than `width` cells. Its text has to be visible already. */
export function wrapLine(spans: Line, width: number): Line[] {
	return breakText(textOf(spans), width).map(([from, to]) => sliceLine(spans, from, to));
}
