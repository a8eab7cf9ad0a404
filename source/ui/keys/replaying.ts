/** The keys of a recording: they move through its time, and change nothing of the run. */
import {fatesOf, forkWish, isCopy} from '../../core/fork/fates.ts';
import type {Recording} from '../../core/playback/playback.ts';
import {speedOf} from '../replay/replaying.ts';
import type {Facts} from '../run/actions.ts';
import type {Mode} from '../run/screen.ts';
import type {KeyEntry} from './key-entry.ts';

const modes: readonly Mode[] = ['replay'];
const group = 'Replay';

const momentOf = ({replay}: Facts) => replay?.playback.moment() ?? null;

function wordForPlay(facts: Facts): string {
	const moment = momentOf(facts);
	if (moment?.playing) return 'pause';
	const growing = facts.replay?.playback.recording.growing() ?? false;
	return moment !== null && moment.actions >= moment.count && !growing ? 'again' : 'play';
}

/** How far each recording was looked through, at every frame again, and whether a program ran there. */
const looked = new WeakMap<Recording, {actions: number; found: boolean}>();

function holdsProgram(recording: Recording): boolean {
	const known = looked.get(recording) ?? {actions: 0, found: false};
	looked.set(recording, known);
	while (!known.found && known.actions < recording.count())
		known.found = recording.glance(known.actions++).type === 'program-ran';
	return known.found;
}

function noIterations({replay}: Facts): string | null {
	if (!replay) return null;
	if (holdsProgram(replay.playback.recording)) return null;
	return 'No program ran in this recording, so there are no iterations.';
}

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export const replaying: readonly KeyEntry[] = [
	{
		keys: ['space'],
		shown: 'space',
		meaning: 'play or pause; at the end: from the start',
		group,
		modes,
		foot: wordForPlay,
		act: on => on.togglePlay(),
	},
	{
		keys: [','],
		shown: ', .',
		meaning: 'one event back, or on',
		group,
		modes,
		foot: 'event',
		act: on => on.stepThrough('event', -1),
	},
	{keys: ['.'], shown: '.', meaning: null, group, modes, act: on => on.stepThrough('event', 1)},
	{
		keys: ['{', ';'],
		shown: '{ }',
		meaning: 'to where the module before began or ended, or the next (; : too)',
		group,
		modes,
		foot: 'module',
		act: on => on.stepThrough('module', -1),
	},
	{keys: ['}', ':'], shown: '}', meaning: null, group, modes, act: on => on.stepThrough('module', 1)},
	// On the foot before what a narrow screen can do without: whoever came must know how to go.
	{
		keys: ['q', 'ctrl-c'],
		shown: 'q',
		meaning: 'leave',
		group,
		modes,
		foot: 'leave',
		act: on => on.quit(),
	},
	{
		keys: ['[', '('],
		shown: '[ ]',
		meaning: 'to the program run before, or the next: the iterations of a debugger; ( ) too',
		group,
		modes,
		foot: facts => (noIterations(facts) === null ? 'run' : null),
		off: noIterations,
		act: on => on.stepThrough('iteration', -1),
	},
	{
		keys: [']', ')'],
		shown: ']',
		meaning: null,
		group,
		modes,
		off: noIterations,
		act: on => on.stepThrough('iteration', 1),
	},
	...digits.map(
		(digit): KeyEntry => ({
			keys: [String(digit)],
			shown: digit === 1 ? '1-9' : String(digit),
			meaning:
				digit === 1
					? `the speed: 1 as it was, 2 twice as fast, 3 four times, and so on to 9, ${speedOf(9)} times`
					: null,
			group,
			modes,
			foot: digit === 1 ? 'speed' : undefined,
			act: on => on.setSpeed(digit),
		}),
	),
	{
		keys: ['f'],
		shown: 'f',
		meaning: 'fork: a new run from this moment on, with all that was finished by then',
		group,
		modes,
		foot: 'fork',
		off: ({replay, state}) =>
			replay?.whyNoFork ??
			(isCopy(fatesOf(state, forkWish(null)))
				? 'All was finished by then: a fork from this moment would change nothing. Go back to an earlier one first.'
				: null),
		act: on => on.fork(),
	},
	{
		keys: ['0'],
		shown: '0 $',
		meaning: 'to the start, or the end; a run that goes on is followed from there',
		group,
		modes,
		foot: 'ends',
		act: on => on.toStart(),
	},
	{keys: ['$'], shown: '$', meaning: null, group, modes, act: on => on.toEnd()},
	{
		keys: ['ctrl-z'],
		shown: 'ctrl-z',
		meaning: 'go to the shell; `fg` there comes back',
		group,
		modes,
		act: on => on.standAside(),
	},
];
