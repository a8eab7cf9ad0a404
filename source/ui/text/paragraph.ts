import type {Tone} from '../theme.ts';
import {type Line, line} from './line.ts';
import {cutEnd} from './width.ts';
import {wrapWhole} from './wrap.ts';

/** A text in at most `most` rows; what is left out shows in the last. */
export function paragraph(text: string, width: number, most: number, tone?: Tone): Line[] {
	// A question may be of any length: no more of it is laid out than can be shown.
	const wrap = wrapWhole(width, text.slice(0, width * (most + 1)));
	const rows = Array.from({length: Math.min(most, wrap.count())}, (_, index) => line(wrap.row(index), tone));
	if (wrap.count() > most && rows.length > 0)
		rows[rows.length - 1] = line(cutEnd(`${wrap.row(most - 1)}…`, width), tone);
	return rows;
}
