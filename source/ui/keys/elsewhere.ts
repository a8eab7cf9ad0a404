/** Why a key does nothing here that does something elsewhere. */

import type {Facts} from '../run/actions.ts';
import {type Mode, restingMode} from '../run/screen.ts';
import {wordList} from '../text/figures.ts';
import {free, live} from './key-entry.ts';
import {findKey, keymap} from './keymap.ts';

/** What is before the keys of the run until it is left. */
const before: Partial<Record<Mode, string>> = {
	found: 'The search is still open: esc leaves it first.',
	help: 'The help is open: esc closes it first.',
	confirm: 'Answer the question first: y or n.',
	proposal: 'Decide on the change first: y does it, esc leaves it.',
};

/** What keys are for that mean nothing without it. */
const occasions: Partial<Record<Mode, string>> = {
	review: 'a review',
	failure: 'a failure',
	consent: 'a request for leave',
	direction: 'a debugger that asks how to go on',
	budget: 'a spent budget',
	found: 'a search',
};

/** A sentence; null for what is no key anywhere. */
export function whyNothing(name: string, mode: Mode, {screen, pending, replay}: Facts): string | null {
	const first = before[mode];
	if (first !== undefined) return findKey(name, restingMode(screen)) ? first : null;
	if (!free.includes(mode)) return null;
	const modes = new Set(keymap.filter(({keys}) => keys.includes(name)).flatMap(entry => entry.modes));
	if (mode === 'replay')
		return live.some(one => modes.has(one))
			? `This is a recording: nothing of its run is changed.${replay?.whyNoFork === null ? ' f forks from here.' : ''}`
			: null;
	const wanted = (Object.keys(occasions) as Mode[]).filter(one => modes.has(one)).map(one => occasions[one]!);
	if (wanted.length === 0) return null;
	const waits = pending.some(({id}) => id !== screen.open?.id) ? ' m goes to what waits for you.' : '';
	return `${name} is for ${wordList(wanted, 'or')}; none is open here.${waits}`;
}
