/** The panel above the foot: what is being decided, typed or has ended. */
import type {RunState} from '../../core/state/run-state.ts';
import type {Line} from '../text/line.ts';
import {paragraph} from '../text/paragraph.ts';
import type {Theme, Tone} from '../theme.ts';
import type {Facts} from './actions.ts';
import {ended} from './ended-panel.ts';
import type {Proposal} from './proposal.ts';
import {proposalText} from './proposal-panel.ts';
import {opened} from './request-panel.ts';
import {edited, typed} from './typing-panel.ts';

export type Decision = {title: string; tone: Tone; rows: Line[]};

/** `height` is the most it may take; null if there is nothing to decide. */
export function decisionOf(
	{
		screen,
		state,
		folder,
		recorded,
		models,
		drafted,
	}: Pick<Facts, 'screen' | 'state' | 'models' | 'drafted'> & {folder: string | null; recorded: boolean},
	width: number,
	height: number,
	theme: Theme,
): Decision | null {
	if (screen.confirm)
		return {title: 'Sure?', tone: 'attention', rows: paragraph(screen.confirm.question, width, height)};
	if (screen.proposal) return proposed(state, screen.proposal, width, height, theme);
	if (screen.editing) return edited(screen.editing, width, height, theme);
	if (screen.typing) return typed(screen.typing, {recorded, models}, width, height, theme);
	if (screen.open) return opened(screen.open, {state, drafted}, width, height, theme);
	return ended(state, folder, width, height, theme);
}

/** `height` cuts from the last sentence. */
function proposed(
	state: RunState,
	proposal: Proposal,
	width: number,
	height: number,
	{glyphs}: Theme,
): Decision {
	const {title, sentences} = proposalText(state, proposal, glyphs);
	return {title, tone: 'attention', rows: paragraph(sentences.join(' '), width, height)};
}
