/** The panel of a proposal: what it is, and what it leads to in a sentence or two. */
import type {RunState} from '../../core/state/run-state.ts';
import {lastTime} from '../fork/fork-words.ts';
import type {ForkFrom} from '../intentions.ts';
import {plural} from '../text/figures.ts';
import type {Glyphs} from '../theme.ts';
import {type Foresight, foresightOf} from './foresight.ts';
import {type Proposal, targetOf} from './proposal.ts';

export function proposalText(
	state: RunState,
	proposal: Proposal,
	glyphs: Glyphs,
): {title: string; sentences: string[]} {
	const foresight = foresightOf(state, proposal);
	if (proposal.kind === 'fork')
		return {title: titleOf(proposal, glyphs), sentences: forkSentences(state, proposal, foresight)};
	return {
		title: titleOf(proposal, glyphs),
		sentences: [...whatFollows(state, foresight), ...more(state, proposal, foresight)],
	};
}

function titleOf(proposal: Proposal, glyphs: Glyphs): string {
	const name = targetOf(proposal);
	switch (proposal.kind) {
		case 'edit':
			return `${glyphs.edited} Save your edit of ${name}?`;
		case 'prompt':
			return `${glyphs.edited} Save the prompt of ${name}?`;
		case 'undo':
			return proposal.edit.kind === 'prompt'
				? `Take back the edit of ${name}’s prompt?`
				: `Go back to version ${proposal.edit.before} of ${name}?`;
		case 'choose':
			return `Use version ${proposal.version} of ${name}?`;
		case 'rerun':
			return `Make ${name} anew${proposal.model === null ? '' : ` with ${proposal.model}`}?`;
		case 'fork':
			return `Begin a new run from ${name}?`;
	}
}

function forkSentences(
	state: RunState,
	{action}: ForkFrom,
	{affected, again, cost, time}: Foresight,
): string[] {
	const taken = affected.filter(({effect}) => effect === 'taken').length;
	const ahead = affected.filter(({effect}) => effect === 'pending').length;
	// A moment of a recording may lie within a run; nothing goes on there.
	const stops = action === null && state.status === 'running';
	return [
		taken === 0 ? 'Nothing is there to take over.' : `It takes over ${plural(taken, 'output')}, unpaid.`,
		...(again.length > 0
			? [`${plural(again.length, 'output is', 'outputs are')} made anew. ${lastTime(cost, time)}`.trimEnd()]
			: []),
		...(ahead > 0 ? [`${plural(ahead, 'operation is', 'operations are')} still to come.`] : []),
		stops
			? 'This run is stopped and kept; what is under way in it is cut off, and may have been paid for.'
			: 'This run keeps what it has.',
	];
}

function whatFollows(state: RunState, {affected, again, cost, time}: Foresight): string[] {
	const pinned = affected.filter(({effect}) => effect === 'pinned').length;
	const cut = again.filter(({output_name}) => state.operations.get(output_name)!.status === 'running').length;
	return [
		again.length === 0
			? 'Nothing is made anew.'
			: `${plural(again.length, 'output is', 'outputs are')} made anew. ${lastTime(cost, time)}`.trimEnd(),
		...(cut > 0
			? [
					`${cut === 1 ? 'One' : String(cut)} of them ${cut === 1 ? 'is' : 'are'} cut off, and may be paid twice.`,
				]
			: []),
		...(pinned > 0
			? [`${plural(pinned, 'pinned output')} ${pinned === 1 ? 'stays as it is' : 'stay as they are'}.`]
			: []),
	];
}

function more(state: RunState, proposal: Proposal, {again}: Foresight): string[] {
	if ((proposal.kind === 'undo' || proposal.kind === 'choose') && again.length > 0) {
		return ['What was made before from the same texts is taken again, without a call.'];
	}

	if (proposal.kind === 'rerun') {
		const {status} = state.operations.get(proposal.output_name)!;
		return again.length > 1 && status === 'done'
			? ['What follows is made anew only if this comes out otherwise.']
			: [];
	}

	return [];
}
