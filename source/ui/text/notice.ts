import type {Tone} from '../theme.ts';
import {type Line, line} from './line.ts';
import {cutEnd} from './width.ts';
import {wrapWhole} from './wrap.ts';

const most = 2;

/** What was last said, as rows of their own above the keys: two at most, the last one cut. */
export function noticeLines(notice: {text: string; tone: Tone} | null, columns: number): Line[] {
	if (notice === null) return [];
	const width = columns - 2;
	const wrap = wrapWhole(width, notice.text.replaceAll('\n', ' '));
	return Array.from({length: Math.min(most, wrap.count())}, (_, index) => {
		const row = wrap.row(index);
		const cut = index === most - 1 && wrap.count() > most;
		return line(` ${cut ? cutEnd(`${row}…`, width) : row}`, notice.tone);
	});
}
