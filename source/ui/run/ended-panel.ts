/** The panel of a run that has ended: how, and what to do with what it made. */
import type {Money, RunState} from '../../core/state/run-state.ts';
import {stalenessOf} from '../../core/state/staleness.ts';
import {timeAtWork} from '../../core/state/time-at-work.ts';
import {clockFace, recordedShare, spent, spentInWords} from '../text/figures.ts';
import {paragraph} from '../text/paragraph.ts';
import {cutMiddle} from '../text/width.ts';
import type {Theme, Tone} from '../theme.ts';
import type {Decision} from './decision.ts';
import {howToRun} from './how-to-run.ts';

/** Null while it goes on. */
export function ended(
	state: RunState,
	folder: string | null,
	width: number,
	height: number,
	{glyphs}: Theme,
): Decision | null {
	const run = folder ? howToRun(state, folder) : null;
	const hint = run === null ? [] : paragraph(`run it: ${run}`, width, 3, 'accent');
	// A path is one word to the wrapping: it is cut so that it fits its row.
	const most = hint.length + 3 > height ? 1 : 2;
	const path = cutMiddle(
		folder ?? '',
		width - (most === 1 ? 'Everything is in .'.length : 1),
		glyphs.ellipsis,
	);
	const where = paragraph(folder ? `Everything is in ${path}.` : 'Everything is kept.', width, most, 'quiet');
	const rows = (first: string, tone?: Tone) => [
		...paragraph(first, width, Math.max(1, height - where.length - hint.length), tone),
		...where,
		...hint,
	];
	const took = state.finishedAt === null ? '' : clockFace(timeAtWork(state, state.finishedAt));
	switch (state.status) {
		case 'done':
			return {
				...doneTitle(state, glyphs),
				rows: rows(
					`${state.counts.done} of ${state.operations.size} operations in ${took}, ${costOf(state.money)}.`,
				),
			};
		case 'failed':
			return {
				title: `${glyphs.failed} Failed`,
				tone: 'bad',
				rows: rows(state.message ?? 'The run could not go on.'),
			};
		case 'stopped':
			return {title: 'Stopped', tone: 'attention', rows: rows(state.message ?? 'It can be resumed.')};
		case 'budget':
			return {title: 'Budget reached', tone: 'attention', rows: rows(state.message ?? 'It can be resumed.')};
		case 'waiting':
			return {title: 'Waiting', tone: 'attention', rows: rows(state.message ?? 'It can be resumed.')};
		default:
			return null;
	}
}

function doneTitle(state: RunState, glyphs: Theme['glyphs']): Pick<Decision, 'title' | 'tone'> {
	const {counts} = state;
	const stale = stalenessOf(state).size;
	const lacking = [
		...(stale > 0 ? [`${stale} stale`] : []),
		...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
		...(counts.blocked > 0 ? [`${counts.blocked} blocked`] : []),
	];
	if (lacking.length === 0) return {title: `${glyphs.done} Done`, tone: 'good'};
	return {
		title: `${stale > 0 ? glyphs.stale : glyphs.blocked} Done, but ${lacking.join(', ')}`,
		tone: 'attention',
	};
}

function costOf(money: Money): string {
	const words = spentInWords(money);
	const share = recordedShare(money);
	return `${words === spent(money) ? 'for ' : ''}${words}${share === null ? '' : ` (${share})`}`;
}
