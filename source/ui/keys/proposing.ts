/** The keys of a change whose consequences are shown. */
import {stalenessOf} from '../../core/state/staleness.ts';
import type {Facts} from '../run/actions.ts';
import {foresightOf} from '../run/foresight.ts';
import type {KeyEntry} from './key-entry.ts';

function wordForNow({screen, state}: Facts): string | null {
	const {proposal} = screen;
	if (!proposal) return 'yes';
	const more = foresightOf(state, proposal).again.length > 0;
	switch (proposal.kind) {
		case 'fork':
			return null;
		case 'rerun':
			return 'make it anew';
		case 'undo':
			return more ? 'undo and rerun' : 'undo';
		case 'choose':
			return more ? 'use it and rerun' : 'use it';
		default:
			return more ? 'save and rerun' : 'save';
	}
}

function noneElseStale({screen, state}: Facts): string | null {
	const {proposal} = screen;
	if (proposal?.kind === 'fork') return 'Nothing of this run is made anew: Enter begins another.';
	if (proposal?.kind !== 'rerun') return 'y saves this, and reruns what goes stale by it.';
	const others = [...stalenessOf(state).keys()].filter(name => name !== proposal.output_name);
	return others.length > 0 ? null : 'Nothing else is stale.';
}

const laterWords = {edit: 'save', prompt: 'save', undo: 'undo', choose: 'use it', rerun: '', fork: ''};

export const proposing: readonly KeyEntry[] = [
	{
		keys: ['y', 'Y'],
		shown: 'y',
		meaning: 'do it, and make anew what goes stale',
		group: 'What follows',
		modes: ['proposal'],
		foot: wordForNow,
		act: on => on.carryOut('now'),
	},
	{
		keys: ['enter'],
		shown: 'enter',
		meaning: 'begin the new run',
		group: 'What follows',
		modes: ['proposal'],
		foot: 'begin it',
		off: ({screen}) => (screen.proposal?.kind === 'fork' ? null : 'y does it, esc goes back.'),
		act: on => on.carryOut('now'),
	},
	{
		keys: ['l'],
		shown: 'l',
		meaning: 'do it, and leave stale what goes stale',
		group: 'What follows',
		modes: ['proposal'],
		foot: ({screen}) => `${laterWords[screen.proposal?.kind ?? 'edit']}, rerun later`,
		off({screen, state}) {
			const {proposal} = screen;
			if (proposal?.kind === 'fork') return 'Enter begins the new run, esc leaves it.';
			if (!proposal || proposal.kind === 'rerun') return 'y makes it anew, esc leaves it as it is.';
			return foresightOf(state, proposal).again.length > 0 ? null : 'Nothing goes stale: y saves it.';
		},
		act: on => on.carryOut('later'),
	},
	{
		keys: ['s'],
		shown: 's',
		meaning: 'instead, make everything anew that is stale',
		group: 'What follows',
		modes: ['proposal'],
		foot: ({state}) => `all that is stale (${stalenessOf(state).size})`,
		off: noneElseStale,
		act: on => on.carryOut('all stale'),
	},
	{
		keys: ['esc', 'n', 'N'],
		shown: 'esc',
		meaning: 'back; a text that was to be saved is kept',
		group: 'What follows',
		modes: ['proposal'],
		foot: ({screen}) => (screen.proposal && 'back' in screen.proposal ? 'back to the text' : 'back'),
		act: on => on.withdraw(),
	},
];
