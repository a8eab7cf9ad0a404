/** The keys that decide on a request. */
import type {Facts} from '../run/actions.ts';
import {isRecorded} from '../run/ask-recording.ts';
import {keepable} from '../run/keepable.ts';
import {variantRead} from '../run/reading.ts';
import type {KeyEntry} from './key-entry.ts';

/** Why a draft of a module cannot be made anew as an output can. */
export function noOutputYet({screen: {open}}: Facts): string | null {
	if (open?.kind !== 'review' || !open.request.draft) return null;
	return `${open.request.output_name} is at work on it: r sends it back, with what you say.`;
}

/** What a person decides most often: the foot begins with it. */
export const deciding: readonly KeyEntry[] = [
	{
		keys: ['a'],
		shown: 'a',
		meaning: 'approve the output',
		group: 'Review',
		modes: ['review'],
		foot: facts => {
			const variant = variantRead(facts);
			return variant === null ? 'approve' : `take v${variant}`;
		},
		decides: true,
		act: on => on.approve(false),
	},
	{
		keys: ['e'],
		shown: 'e',
		meaning: 'edit it here; saving approves it',
		group: 'Review',
		modes: ['review'],
		foot: 'edit',
		decides: true,
		act: on => on.editOutput('here'),
	},
	{
		keys: ['r'],
		shown: 'r',
		meaning: 'redo it, with your feedback',
		group: 'Review',
		modes: ['review'],
		foot: ({state}) => (isRecorded(state) ? null : 'redo'),
		decides: true,
		act: on => on.redo(),
	},
	{
		keys: ['a'],
		shown: 'a',
		meaning: 'keep the version of an earlier attempt',
		group: 'Failure',
		modes: ['failure'],
		foot: ({state, screen}) => `keep ${keepable(screen, state) ?? ''}`,
		decides: true,
		off: ({state, screen}) =>
			keepable(screen, state) === null ? 'There is no earlier version to keep.' : null,
		act: on => on.keep(),
	},
	{
		keys: ['r'],
		shown: 'r',
		meaning: 'try again, with a hint if you have one',
		group: 'Failure',
		modes: ['failure'],
		foot: 'retry',
		decides: true,
		act: on => on.retry(),
	},
	{
		keys: ['w'],
		shown: 'w',
		meaning: 'write the output by hand',
		group: 'Failure',
		modes: ['failure'],
		foot: 'write by hand',
		decides: true,
		act: on => on.writeByHand('here'),
	},
	{
		keys: ['S'],
		shown: 'S',
		meaning: 'skip it; what needs it is blocked (asks)',
		group: 'Failure',
		modes: ['failure'],
		foot: 'skip',
		decides: true,
		act: on => on.skip(),
	},
	{
		keys: ['Y'],
		shown: 'Y',
		meaning: 'allow it this once',
		group: 'Consent',
		modes: ['consent'],
		foot: 'once',
		decides: true,
		act: on => on.allow('once'),
	},
	{
		keys: ['T'],
		shown: 'T',
		meaning: 'allow its kind for the rest of this run',
		group: 'Consent',
		modes: ['consent'],
		foot: 'rest of the run',
		decides: true,
		off: ({screen: {open}}) =>
			open?.kind === 'consent' && open.request.subject.unusual
				? 'Lines of requirements.txt that can run anything are allowed one installation at a time: Y does.'
				: null,
		act: on => on.allow('rest of run'),
	},
	{
		keys: ['N'],
		shown: 'N',
		meaning: 'refuse it',
		group: 'Consent',
		modes: ['consent'],
		foot: 'refuse',
		decides: true,
		act: on => on.refuse(),
	},
	{
		keys: ['r'],
		shown: 'r',
		meaning: 'raise the budget and go on',
		group: 'Budget',
		modes: ['budget'],
		foot: 'raise',
		decides: true,
		act: on => on.raise(),
	},
];

/** The rest: in the foot it comes after what one looks at before one decides. */
export const decidingFurther: readonly KeyEntry[] = [
	{
		keys: ['A'],
		shown: 'A',
		meaning: 'approve this and the rest of the run',
		group: 'Review',
		modes: ['review'],
		foot: 'all',
		decides: true,
		act: on => on.approve(true),
	},
	{
		keys: ['x'],
		shown: 'x',
		meaning: 'stop the run here (asks)',
		group: 'Run',
		modes: ['review', 'failure', 'direction', 'budget'],
		foot: 'stop',
		decides: true,
		act: on => on.stop(),
	},
	{
		keys: ['E'],
		shown: 'E',
		meaning: 'edit it in your own editor; saving approves it',
		group: 'Review',
		modes: ['review'],
		foot: 'editor',
		decides: true,
		act: on => on.editOutput('outside'),
	},
	...[2, 3, 4, 5].map(
		(count): KeyEntry => ({
			keys: [String(count)],
			shown: count === 2 ? '2-5' : String(count),
			meaning: count === 2 ? 'ask for that many variants, to choose from' : null,
			group: 'Review',
			modes: ['review'],
			foot: facts =>
				count === 2 && !isRecorded(facts.state) && noOutputYet(facts) === null ? 'variants' : null,
			decides: true,
			off: noOutputYet,
			act: on => on.variants(count),
		}),
	),
	{
		keys: ['W'],
		shown: 'W',
		meaning: 'write the output by hand, in your own editor',
		group: 'Failure',
		modes: ['failure'],
		foot: 'in your editor',
		decides: true,
		act: on => on.writeByHand('outside'),
	},
];
