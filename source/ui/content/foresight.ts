/** The page before a change takes effect: what follows from it, one row for each operation. */
import type {OperationStatus, RunState} from '../../core/state/run-state.ts';
import {type Foreseen, foresightOf} from '../run/foresight.ts';
import type {Proposal} from '../run/proposal.ts';
import {dollars, duration, plural} from '../text/figures.ts';
import {type Line, line, type Span, spread} from '../text/line.ts';
import {pad, widthOf} from '../text/width.ts';
import type {Theme} from '../theme.ts';
import {type Content, linesContent} from './content.ts';

export function foresightContent(
	state: RunState,
	proposal: Proposal,
	{width, theme}: {width: number; theme: Theme},
): Content {
	const {affected} = foresightOf(state, proposal);
	if (affected.length === 0) return linesContent([line('Nothing depends on it.', 'quiet')]);
	const {heading, rows} = foresightRows(state, proposal, {width, theme});
	return linesContent([heading, ...rows]);
}

/** A row for each operation that is affected, in that order. */
export function foresightRows(
	state: RunState,
	proposal: Proposal,
	{width, theme}: {width: number; theme: Theme},
): {heading: Line; rows: Line[]} {
	const {affected} = foresightOf(state, proposal);
	const longest = Math.max(0, ...affected.map(({output_name}) => widthOf(output_name)));
	const names = Math.min(longest, Math.floor(width / 2.5));
	return {
		heading: spread([], line('last time', 'quiet'), width),
		rows: affected.map(one => row(one, state, names, width, theme)),
	};
}

const pendingWords: Partial<Record<OperationStatus, string>> = {
	failed: 'failed: is tried again',
	blocked: 'was blocked: may run now',
	running: 'is under way: begins again',
};

function pendingWord(status: OperationStatus, carried: number): string {
	if (carried === 0) return pendingWords[status] ?? 'has not begun';
	const on = `goes on after its ${plural(carried, 'answered call')}`;
	return status === 'failed' ? `failed: ${on}` : on;
}

function row(one: Foreseen, state: RunState, names: number, width: number, {glyphs}: Theme): Line {
	const {output_name, effect, last_ms, last_usd, carried = 0} = one;
	const {status} = state.operations.get(output_name)!;
	const looks: Record<Foreseen['effect'], {glyph: string; tone: Span['tone']; words: string}> = {
		rerun: {glyph: glyphs.stale, tone: 'attention', words: 'is made anew'},
		cut: {
			glyph: glyphs.stale,
			tone: 'bad',
			words: status === 'running' ? 'is cut off, begins anew' : 'begins anew',
		},
		pinned: {glyph: glyphs.pinned, tone: 'accent', words: 'pinned: stays as it is'},
		taken: {
			glyph: glyphs.done,
			tone: 'good',
			words: status === 'review' ? 'taken over, to be reviewed' : 'taken over',
		},
		pending: {glyph: glyphs.pending, tone: 'quiet', words: pendingWord(status, carried)},
	};
	const {glyph, tone, words} = looks[effect];
	const counts = effect === 'rerun' || effect === 'cut';
	const figures = counts
		? `${last_usd === null ? '$?' : dollars(last_usd)}${pad(last_ms === null ? '?' : duration(last_ms), 8, 'left')}`
		: '';
	return spread(
		[{text: `${glyph} `, tone}, {text: pad(output_name, names)}, {text: `  ${words}`, tone}],
		line(figures, 'quiet'),
		width,
	);
}
