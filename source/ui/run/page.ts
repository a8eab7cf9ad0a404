/** What takes the inspector's place while the person asks what would follow, or why something is stale. */
import {type Content, linesContent} from '../content/content.ts';
import {foresightContent} from '../content/foresight.ts';
import {whyContent} from '../content/why.ts';
import type {Wraps} from '../content/wraps.ts';
import type {Theme, Tone} from '../theme.ts';
import type {Facts} from './actions.ts';
import {targetOf} from './proposal.ts';
import type {Screen} from './screen.ts';

export type Page = {title: string; about: string; tone: Tone; content(width: number): Content};

/** Null while the inspector shows an operation. `now`: ms since the epoch. */
export function pageOf(
	{screen, state}: Facts,
	{now, wraps, theme}: {now: number; wraps: Wraps; theme: Theme},
): Page | null {
	const {proposal, selected} = screen;
	if (proposal) {
		return {
			title: 'what follows',
			about: targetOf(proposal),
			tone: 'attention',
			content: width => foresightContent(state, proposal, {width, theme}),
		};
	}

	if (!screen.why || selected === null) return null;
	return {
		title: 'why',
		about: selected,
		tone: 'accent',
		content: width =>
			state.operations.has(selected) ? whyContent(state, selected, {now, width, wraps}) : linesContent([]),
	};
}

/** Whether the keys that move scroll a page: the one before a change always, the other when the text has the focus. */
export function isPaged({proposal, why, pane}: Screen): boolean {
	return proposal !== null || (why && pane === 'inspector');
}

/** The first row of the page that is in view; it may be past its end. */
export function topOf({proposal, proposalTop, scroll}: Screen): number {
	if (proposal) return proposalTop;
	return scroll.kind === 'at' ? scroll.top : scroll.kind === 'tail' ? Number.POSITIVE_INFINITY : 0;
}
